"""A call as the office types it: what is asked, until when; later a longer time, or why it is withdrawn."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import offers
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell

AT = time(17, 0)
MOST = {"max_length": _("最多写 %(limit_value)s 个字，现在有 %(show_value)s 个。")}


class Lines(forms.CharField):
    """Some lines of text. A browser sends the ends of lines in another way than they are kept."""

    def __init__(self, *, rows: int, said: Any = "", **given: Any) -> None:
        messages = {**MOST, **({"required": said} if said else {})}
        widget = forms.Textarea(attrs={"rows": rows, "class": "input"})
        super().__init__(required=bool(said), widget=widget, error_messages=messages, **given)

    def to_python(self, value: Any) -> str:
        return "\n".join(line.rstrip() for line in str(value or "").strip().splitlines())


class DeadlineForm(forms.Form):
    """A day and a time of day, which are one moment."""

    deadline = Parsed(cell.date, label=_("截止日期"), said=_("请填写截止日期。"))
    at = Parsed(cell.time(), label=_("截止时刻"), said=_("请填写几点截止，例如 17:00。"))

    def __init__(self, call: commissioning.Call | None = None, data: Any = None) -> None:
        moment = timezone.localtime(call.deadline) if call else None
        asked = {"asked": call.asked, "papers": call.papers} if call else {}
        when = {"deadline": moment.date(), "at": f"{moment:%H:%M}"} if moment else {"at": f"{AT:%H:%M}"}
        super().__init__(data, initial={**when, **asked})

    @property
    def moment(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["deadline"], self.cleaned_data["at"].time()))


class CallForm(DeadlineForm):
    """`seen` is the mark of what the editor saw."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    asked = Lines(
        rows=8,
        max_length=4000,
        label=_("征集什么"),
        said=_("请写要做什么、为谁做、做到什么程度。"),
        help_text=_("承接机构照这里写响应方案：服务内容、服务对象、要求、怎样评。"),
    )
    papers = Lines(
        rows=4,
        max_length=600,
        label=_("要交的材料"),
        help_text=_("一行一份，例如「营业执照或登记证书」「类似项目业绩」。没有就空着。"),
    )
    field_order = ("asked", "papers", "deadline", "at")

    def __init__(self, call: commissioning.Call | None = None, data: Any = None) -> None:
        super().__init__(call, data)
        self.initial["seen"] = offers.mark_of_call(call) if call else ""

    def face(self, now: commissioning.Call) -> None:
        """All that was typed, for an editor who now sees what a colleague wrote."""
        data = cast("QueryDict", self.data).copy()
        data["seen"] = offers.mark_of_call(now)
        self.data = data
        moment = timezone.localtime(now.deadline)
        held = {"asked": now.asked, "papers": now.papers, "deadline": f"{moment:%Y-%m-%d}", "at": f"{moment:%H:%M}"}
        for name, value in held.items():
            if data.get(name, "").split() != value.split():
                self[name].help_text = gettext("现在写的是：%(text)s") % {"text": value or "–"}

    def clean_papers(self) -> str:
        lines = (" ".join(line.split())[:80] for line in self.cleaned_data["papers"].splitlines())
        return "\n".join(dict.fromkeys(line for line in lines if line))


class PostponingForm(DeadlineForm):
    why = Parsed(cell.text(200), label=_("原因"), said=_("请填写为什么延期。"))
