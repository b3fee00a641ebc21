"""What is put into the archive of a purchase, and the whole of it taken along. Nothing leaves it; a file is replaced by its
next version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO
from zipfile import ZipFile

from django.db import transaction
from django.utils.translation import gettext as _

from guihua.commissioning import archive, policy
from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import files
from guihua.core import audit, listing, secrecy
from guihua.core.refusal import refuse_if


@transaction.atomic
def put(
    procurement: commissioning.Procurement, code: str, name: str, given: files.Content, *, by: Any
) -> commissioning.ArchivedFile:
    """The file lies in the archive from now on, at the step or the paper of this code."""
    rows = commissioning.Procurement.objects.select_related("project", "method")
    procurement = rows.select_for_update(of=("self", "method")).get(pk=procurement.pk)
    refuse_if(policy.why_not_archive(by, procurement.project) or archive.why_not_there(procurement, code))
    file = files.entered(procurement.project, name, given, by=by)
    kept = commissioning.ArchivedFile.objects.create(procurement=procurement, code=code, file=file)
    audit.record("procurement.paper_archived", procurement, by=by, code=code, name=name)
    return kept


@transaction.atomic
def pack(procurement: commissioning.Procurement, to: BinaryIO, *, by: Any) -> None:
    """All files of the archive in all their versions, in a folder for each paper, with an index of what is there and what not."""
    found = archive.of(commissioning.Procurement.objects.with_archive().get(pk=procurement.pk))
    with ZipFile(to, "w") as packed:
        rows = [row for n, line in enumerate(found.lines, start=1) for row in _packed(packed, n, line)]
        index = BytesIO()
        listing.write(index, [_("文件"), _("哪一步"), _("状态"), _("路径"), _("放入时间"), _("谁放的")], rows)
        packed.writestr(_("目录") + ".xlsx", index.getvalue())
    audit.record("procurement.archive_taken", procurement, by=by, files=len(packed.namelist()) - 1)


def _packed(packed: ZipFile, n: int, line: archive.Line) -> Iterator[list[Any]]:
    """The rows of the index for one paper, whose files are packed on the way."""
    if not line.files:
        yield [line.paper, line.of, _standing(line), "", "", ""]
    for k, file in enumerate(line.files, start=1):
        for version in file.versions.all():
            path = f"{n:02} {_plain(line.paper)}/{k} {_plain(file.name)} v{version.number}{version.suffix}"
            row = [line.paper, line.of, _("有"), path, version.moment, version.by.name if version.by else ""]
            try:
                packed.writestr(path, files.content_of(version))
            except (FileNotFoundError, secrecy.Destroyed):
                row[2:4] = [_("打不开"), ""]
            yield row


def _standing(line: archive.Line) -> str:
    if line.acceptance:
        return str(line.acceptance)
    if line.is_missing:
        return _("缺")
    return _("没有就不用放") if line.is_if_any else _("还没到时候")


def _plain(name: str) -> str:
    """A name that every computer takes for a file's."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", name).strip(" .")[:60] or "_"
