"""A need, what the office says of it, and of the whole plan, as somebody types it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core.editing import Parsed, RecordForm
from guihua.core.sheets import parsers as cell

MOST_PEOPLE = 100_000
EVIDENCE = commissioning.Need._meta.get_field("evidence").max_length


def _people(typed: str) -> Any:
    limit = _("请填 1 到 %(most)s 的整数。") % {"most": MOST_PEOPLE}
    return cell.integer(1, MOST_PEOPLE, limit, blank=True)(typed)


class NeedForm(RecordForm):
    model = commissioning.Need
    title = Parsed(
        cell.text(60),
        label=gettext_lazy("需求"),
        said=gettext_lazy("请填写需要什么。"),
        help_text=gettext_lazy("一句话，例如「独居长者有人定期上门」。"),
    )
    about = Parsed(
        cell.text(60),
        label=gettext_lazy("为谁"),
        said=gettext_lazy("请填写是哪些人的需求。"),
        help_text=gettext_lazy("例如「独居和高龄长者」。不写姓名和住址。"),
    )
    people = Parsed(_people, label=gettext_lazy("大约多少人"), help_text=gettext_lazy("估计不了就空着。"))
    evidence = forms.CharField(
        label=pgettext_lazy("of a need", "依据"),
        max_length=EVIDENCE,
        widget=forms.Textarea(attrs={"rows": 5, "class": "input"}),
        error_messages={
            "required": gettext_lazy("请写怎么知道的。"),
            "max_length": gettext_lazy("最多写 %(limit_value)s 个字，现在有 %(show_value)s 个。"),
        },
        help_text=gettext_lazy("怎么知道的：走访、居民议事、登记的数字、投诉。不写姓名和住址。"),
    )
    domain: Any = forms.ModelChoiceField(
        commissioning.Domain.objects.none(), label=gettext_lazy("服务领域"), required=False, empty_label="–"
    )

    def __init__(self, need: commissioning.Need | None, data: Any = None, *, subdistrict: int) -> None:
        self.subdistrict = subdistrict
        super().__init__(need, data)
        domains = commissioning.Domain.objects.kept_by(subdistrict)
        self.fields["domain"].queryset = domains  # type: ignore[attr-defined]  # - a field that chooses models

    def again(self, data: Any) -> NeedForm:
        return type(self)(self.row, data, subdistrict=self.subdistrict)  # type: ignore[arg-type]  # - its row is a need

    def clean_evidence(self) -> str:
        """A browser sends the ends of lines in another way than they are kept."""
        return "\n".join(self.cleaned_data["evidence"].splitlines())


class AnswerForm(forms.Form):
    """Which project answers a need. Those that are stationed there stand first."""

    project = forms.TypedChoiceField(
        label=gettext_lazy("项目"),
        coerce=int,
        error_messages={"required": gettext_lazy("请选择项目。"), "invalid_choice": gettext_lazy("请选择项目。")},
    )
    note = Parsed(
        cell.text(120, blank=True),
        label=gettext_lazy("说明"),
        help_text=gettext_lazy("做什么、做到哪里，例如「每月上门两次」。可以不写。"),
    )

    def __init__(self, need: commissioning.Need, data: Any = None) -> None:
        super().__init__(data)
        projects = commissioning.Project.objects.filter(subdistrict=need.subdistrict_id).of_year(need.plan.year)
        free = projects.exclude(answers__need=need).order_by("number")
        here = list(free.filter(communities=need.plan.community_id))
        others = [one for one in free if one not in here]
        groups = [(_("驻点在这里的项目"), here), (_("其他项目"), others)]
        listed = [(head, [(one.pk, str(one)) for one in rows]) for head, rows in groups if rows]
        self.fields["project"].choices = [("", "–"), *listed]  # type: ignore[attr-defined]  # - a field of choices


class SendingBackForm(forms.Form):
    why = Parsed(cell.text(200), label=gettext_lazy("原因"), said=gettext_lazy("请填写为什么退回。"))
