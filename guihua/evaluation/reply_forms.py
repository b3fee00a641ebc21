"""What a provider says of a draft, and what the office answers."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy

from guihua.core.editing import FacingForm, Parsed
from guihua.core.sheets import parsers as cell
from guihua.evaluation import models as evaluation

MOST = 2000


class ReplyForm(FacingForm):
    """`seen` is the revision that its editor saw, 0 before there was any."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = Parsed(
        cell.text(MOST),
        label=gettext_lazy("回应"),
        said=gettext_lazy("请写回应。"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "写明哪一项、哪里不对、依据在哪里。先保存的只有本机构看得到；交了就不能再改，也不能再交。"
        ),
    )

    def __init__(self, entered: evaluation.RoundProject, data: Any = None) -> None:
        self.entered = entered
        found = evaluation.Reply.objects.filter(entered=entered).first()
        now = {"seen": found.revision, "text": found.text} if found else {"seen": 0, "text": ""}
        super().__init__(data, initial=now)

    def again(self, data: Any = None) -> Self:
        return type(self)(self.entered, data)


class AnswerForm(forms.Form):
    text = Parsed(
        cell.text(MOST),
        label=gettext_lazy("答复"),
        said=gettext_lazy("请写答复。"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("承接机构会收到通知。公布以前还可以改。"),
    )
