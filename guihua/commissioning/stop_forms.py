"""That a project is suspended, goes on, or ends, as the office types it: a day, a reason, and the paper that orders it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions.files import Content
from guihua.commissioning.file_forms import content_in
from guihua.commissioning.visit_forms import day_field, words
from guihua.core import clock
from guihua.core.uploads import UploadField, kinds

MOST_BYTES = 20 << 20
LONGEST = 200


def _why(label: Any, said: Any) -> forms.CharField:
    return words(LONGEST, 3, said=said, label=label, help_text=_("会告诉承接机构和挂钩人员，也留在项目历程里。"))


class WithPaper(forms.Form):
    """Of a confidential domain the office has no door for a file."""

    paper = UploadField(
        label=_("依据的文件"),
        required=False,
        help_text=_("没有可以不传。PDF、Word 或照片，最大 20 MB。会放进项目的文件里。"),
        most_bytes=MOST_BYTES,
        error_messages={
            "empty": _("这个文件是空的。"),
            "too_large": _("文件超过 %(n)d MB。请压缩或拆开再传。"),
        },
        widget=forms.FileInput(attrs={"accept": ",".join([*kinds.KINDS, *kinds.ALSO])}),
    )

    def __init__(self, project: commissioning.Project, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, initial=self.first(project))
        if project.domain.is_confidential:
            del self.fields["paper"]

    def first(self, _project: commissioning.Project) -> dict[str, Any]:
        return {}

    def clean_paper(self) -> Content | None:
        sent = self.cleaned_data["paper"]
        try:
            return content_in(sent) if sent else None
        except kinds.NotTaken as refused:
            raise ValidationError(refused.sentence) from refused


class SuspensionForm(WithPaper):
    since = day_field(
        _("从哪天起暂停"), _("请填写从哪天起暂停。"), help_text=_("这一天起不能登记场次和值勤，直到恢复。")
    )
    why = _why(_("暂停的原因"), _("请写明暂停的原因。"))
    field_order = ("since", "why", "paper")

    def first(self, _project: commissioning.Project) -> dict[str, Any]:
        return {"since": clock.today()}


class ResumptionForm(forms.Form):
    until = day_field(_("从哪天起恢复"), _("请填写从哪天起恢复。"), help_text=_("这一天起又能登记场次和值勤。"))
    why = _why(_("恢复的原因"), _("请写明恢复的原因。"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"until": clock.today()})


class TerminationForm(WithPaper):
    last_on = day_field(
        _("服务到哪天"), _("请填写服务到哪天为止。"), help_text=_("服务的最后一天。以后的日子不能再登记。")
    )
    why = _why(_("终止的原因"), _("请写明终止的原因。"))
    field_order = ("last_on", "why", "paper")

    def first(self, project: commissioning.Project) -> dict[str, Any]:
        return {"last_on": min(clock.today(), project.ends_on)}


class TakingBackForm(forms.Form):
    why = _why(_("撤销的原因"), _("请写明为什么撤销。"))
