"""What is told, as it is typed: a text, files, and a subject where one is begun."""

from __future__ import annotations

import secrets
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning.actions.files import Content
from guihua.commissioning.actions.talking import MOST_FILES, Letter
from guihua.commissioning.call_forms import Lines
from guihua.commissioning.file_forms import MOST_BYTES, content_in
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell
from guihua.core.uploads import UploadField, kinds

LONGEST_NAME = 80
HINT: Any = gettext_lazy(
    "PDF、Word、Excel、PPT 或照片，可以一次选几个，最多 {most} 个，每个最大 {size} MB。照片里的拍摄地点会去掉。"
)


class SeveralInput(forms.FileInput):
    allow_multiple_selected = True


class Attachments(UploadField):
    """Several files at once, each looked at; what is refused is refused by its name."""

    widget = SeveralInput

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, Content]]:
        if len(data or []) > MOST_FILES:
            raise ValidationError(_("一条消息最多 %(n)d 个文件。") % {"n": MOST_FILES})
        return [self._looked_at(one, initial) for one in data or []]

    def _looked_at(self, sent: Any, initial: Any) -> tuple[str, Content]:
        try:
            return called(sent), content_in(super().clean(sent, initial))
        except (ValidationError, kinds.NotTaken) as refused:
            why = refused.sentence if isinstance(refused, kinds.NotTaken) else " ".join(refused.messages)
            said = {"name": cell.shown(sent.name), "why": why}
            raise ValidationError(_("「%(name)s」：%(why)s") % said) from refused


def called(sent: Any) -> str:
    """What a file is called, without its suffix."""
    return cell.coded(PurePath(sent.name).stem)[:LONGEST_NAME] or _("文件")


class MessageForm(forms.Form):
    """`once` tells a form that is sent twice."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)
    text = Lines(
        rows=5,
        max_length=2000,
        said=gettext_lazy("请写要说的话。"),
        label=gettext_lazy("内容"),
        help_text=gettext_lazy("发出后不能改，写错了再发一条说明。不写服务对象的姓名、电话和住址。"),
    )
    papers = Attachments(
        label=gettext_lazy("文件"),
        required=False,
        help_text=format_lazy(HINT, size=MOST_BYTES >> 20, most=MOST_FILES),
        most_bytes=MOST_BYTES,
        error_messages={
            "empty": gettext_lazy("这个文件是空的。"),
            "too_large": gettext_lazy("文件超过 %(n)d MB。请压缩或拆开再传。"),
        },
        widget=SeveralInput(attrs={"multiple": True, "accept": ",".join([*kinds.KINDS, *kinds.ALSO])}),
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial={"once": secrets.token_hex(16)})

    @property
    def letter(self) -> Letter:
        given = self.cleaned_data
        return Letter(given["text"], given["once"] or secrets.token_hex(16), given["papers"])


class ThreadForm(MessageForm):
    subject = Parsed(
        cell.text(60),
        label=gettext_lazy("主题"),
        said=gettext_lazy("请写主题，例如「六月的场地」。"),
        help_text=gettext_lazy("一件事一个主题，别人一看就知道说什么。"),
    )
    field_order = ("once", "subject", "text", "papers")
