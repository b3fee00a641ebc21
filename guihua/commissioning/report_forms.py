"""A periodic report as its provider types it, a file of it, and the reason for which it is sent back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning import offers
from guihua.commissioning.actions.files import Content
from guihua.commissioning.call_forms import Lines
from guihua.commissioning.file_forms import MOST_BYTES, content_in
from guihua.commissioning.message_forms import called
from guihua.commissioning.models.reports import TEXTS
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell
from guihua.core.uploads import UploadField, kinds


class ReportForm(forms.Form):
    """The three texts. `marks` say what each said when the editor saw it."""

    done = Lines(
        rows=10,
        max_length=4000,
        label=gettext_lazy("做了什么"),
        help_text=gettext_lazy("数字由系统从记录里算，这里写做法和变化。不写服务对象的姓名和住址。"),
    )
    hard = Lines(rows=5, max_length=4000, label=gettext_lazy("遇到什么困难"))
    ahead = Lines(rows=5, max_length=4000, label=gettext_lazy("下一步打算"))

    def __init__(self, report: commissioning.PeriodicReport, data: Any = None) -> None:
        now = offers.marks(report.texts)
        self.marks = now if data is None else {name: data.get(f"was_{name}", "") for name in TEXTS}
        super().__init__(data, initial=report.texts)

    @property
    def values(self) -> dict[str, str]:
        """What is right of what was typed."""
        return {name: self.cleaned_data[name] for name in TEXTS if name in self.cleaned_data}

    @property
    def hidden_marks(self) -> dict[str, str]:
        return {f"was_{name}": mark for name, mark in self.marks.items()}

    def face(self, report: commissioning.PeriodicReport, parts: list[str]) -> None:
        """With all that was typed, for an editor who now sees what a colleague wrote in these texts."""
        now = offers.marks(report.texts)
        self.marks = self.marks | {name: now[name] for name in parts}


class ReportFileForm(forms.Form):
    file = UploadField(
        label=gettext_lazy("文件"),
        help_text=gettext_lazy("PDF、Word、Excel、PPT 或照片，最大 20 MB。照片里的拍摄地点会去掉。"),
        most_bytes=MOST_BYTES,
        error_messages={
            "required": gettext_lazy("请选择文件。"),
            "empty": gettext_lazy("这个文件是空的。"),
            "too_large": gettext_lazy("文件超过 %(n)d MB。请压缩或拆开再传。"),
        },
        widget=forms.FileInput(attrs={"accept": ",".join([*kinds.KINDS, *kinds.ALSO])}),
    )

    def clean_file(self) -> Content:
        sent = self.cleaned_data["file"]
        try:
            return content_in(sent)
        except kinds.NotTaken as refused:
            said = {"name": sent.name, "why": refused.sentence}
            raise ValidationError(_("「%(name)s」没有收下：%(why)s") % said) from refused

    @property
    def called(self) -> str:
        return called(self.files["file"])


class ReturningForm(forms.Form):
    why = Parsed(
        cell.text(300),
        label=gettext_lazy("退回的原因"),
        said=gettext_lazy("请写明要改什么，例如「三月的人次请再核对」。"),
    )
