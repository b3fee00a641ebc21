"""What a file is, told by what is in it. The name that it came under only has to agree."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

import puremagic
from django.utils.translation import gettext as _

from guihua.core.wording import listed

OFFICE = "application/vnd.openxmlformats-officedocument"
SIGNED = 4096  # bytes in which every signature stands


class NotTaken(Exception):
    """Why a file is not taken, in a sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class FileKind:
    suffix: str
    media_type: str
    inside: str = ""  # the folder that a zipped document of this kind has
    is_photo: bool = False


KINDS = {
    kind.suffix: kind
    for kind in (
        FileKind(".pdf", "application/pdf"),
        FileKind(".docx", f"{OFFICE}.wordprocessingml.document", inside="word/"),
        FileKind(".xlsx", f"{OFFICE}.spreadsheetml.sheet", inside="xl/"),
        FileKind(".pptx", f"{OFFICE}.presentationml.presentation", inside="ppt/"),
        FileKind(".doc", "application/msword"),
        FileKind(".xls", "application/vnd.ms-excel"),
        FileKind(".ppt", "application/vnd.ms-powerpoint"),
        FileKind(".jpg", "image/jpeg", is_photo=True),
        FileKind(".png", "image/png", is_photo=True),
    )
}
ALSO = {".jpeg": ".jpg", ".jpe": ".jpg"}


def kind_of(content: bytes, filename: str) -> FileKind:
    """The kind of a file's content. Raises NotTaken where that is none of KINDS, or not what the name says."""
    suffix = _plain(PurePath(filename).suffix.lower())
    if suffix not in KINDS:
        words = _("不收这种文件。可以传：%(kinds)s。")
        raise NotTaken(words % {"kinds": listed(one.removeprefix(".") for one in KINDS)})
    if suffix not in _signed(content) or not _holds(content, KINDS[suffix].inside):
        raise NotTaken(
            _("文件里的内容不是 %(kind)s，可能改过扩展名，或者已经损坏。") % {"kind": suffix.removeprefix(".")}
        )
    return KINDS[suffix]


def _plain(suffix: str) -> str:
    return ALSO.get(suffix, suffix)


def _signed(content: bytes) -> set[str]:
    try:
        return {_plain(match.extension) for match in puremagic.magic_string(content[:SIGNED])}
    except (puremagic.PureError, ValueError):
        return set()


def _holds(content: bytes, folder: str) -> bool:
    if not folder:
        return True
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return any(name.startswith(folder) for name in archive.namelist())
    except zipfile.BadZipFile:
        return False
