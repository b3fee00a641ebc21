"""What comes in as a voucher: a PDF, or a photo from a phone. What is refused is refused by its name."""

from __future__ import annotations

from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning.actions.vouchers import MOST, Paper
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell
from guihua.core.uploads import UploadField, kinds, photos

MOST_BYTES = 20 << 20
LONGEST_NAME = 80
TAKEN = (".pdf", ".png", ".jpg", ".jpeg", ".jpe")
HINT: Any = gettext_lazy(
    "PDF 或 JPG、PNG 照片，可以一次选几份，每份最大 {size} MB，一笔最多 {most} 份。照片里的拍摄地点会去掉。"
)


class VouchersInput(forms.FileInput):
    allow_multiple_selected = True


class Vouchers(UploadField):
    """Several files at once, each looked at; all that are not taken are named together."""

    widget = VouchersInput

    def clean(self, data: Any, initial: Any = None) -> list[Paper]:
        if not data and not self.required:
            return []
        found: dict[str, Paper] = {}
        wrong: list[str] = []
        for one in data or [None]:
            try:
                paper = _paper(self._looked_at(one, initial))
            except ValidationError as refused:
                wrong += refused.messages
            else:
                found.setdefault(paper.digest, paper)
        if wrong:
            raise ValidationError(wrong)
        return list(found.values())

    def _looked_at(self, one: Any, initial: Any) -> Any:
        try:
            return super().clean(one, initial)
        except ValidationError as refused:
            if one is None:
                raise
            raise ValidationError(_named(one, " ".join(refused.messages))) from refused


def vouchers_field(*, required: bool) -> Vouchers:
    return Vouchers(
        label=gettext_lazy("凭证文件"),
        required=required,
        help_text=format_lazy(HINT, size=MOST_BYTES >> 20, most=MOST),
        most_bytes=MOST_BYTES,
        error_messages={
            "required": gettext_lazy("请选凭证文件。"),
            "empty": gettext_lazy("这个文件是空的。"),
            "too_large": gettext_lazy("文件超过 %(n)d MB。请压缩或拆开再传。"),
        },
        widget=VouchersInput(attrs={"multiple": True, "accept": "application/pdf,image/jpeg,image/png"}),
    )


class VouchersForm(forms.Form):
    papers = vouchers_field(required=True)


class VoidingForm(forms.Form):
    why = Parsed(
        cell.text(200), label=gettext_lazy("作废原因"), said=gettext_lazy("请写明为什么作废，例如「传错了一张」。")
    )


def _paper(sent: Any) -> Paper:
    content = sent.read()
    if PurePath(sent.name).suffix.lower() not in TAKEN:
        why = _("凭证只收 PDF、JPG 或 PNG。苹果手机的 HEIC 照片请先转成 JPG。")
        raise ValidationError(_named(sent, why))
    try:
        kind = kinds.kind_of(content, sent.name)
        kept = photos.drawn_anew(content, kind) if kind.is_photo else content
    except kinds.NotTaken as refused:
        raise ValidationError(_named(sent, refused.sentence)) from refused
    name = cell.coded(PurePath(sent.name).stem)[:LONGEST_NAME] or _("凭证")
    return Paper(name, kind.suffix, kept, sha256(content).hexdigest())


def _named(sent: Any, why: str) -> str:
    return _("「%(name)s」：%(why)s") % {"name": cell.shown(sent.name), "why": why}
