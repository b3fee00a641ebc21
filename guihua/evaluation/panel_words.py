"""What rules panels break and what they cost, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.evaluation import models as evaluation
from guihua.evaluation.arranging import slot_of, when
from guihua.evaluation.calc.assignment import Breach
from guihua.evaluation.calc.assignment_checks import Cost

HALVES = dict(evaluation.Half.choices)
KINDS = {"finance": evaluation.Expertise.FINANCE.label, "practice": evaluation.Expertise.PRACTICE.label}
RULES = {
    "load": gettext_lazy("每位专家最多评几个"),
    "full": gettext_lazy("半天里最多几个项目"),
    "away": gettext_lazy("专家来不了的半天"),
    "fixed_slot": gettext_lazy("固定的时间"),
    "fixed_seat": gettext_lazy("固定的席位"),
    "closed": gettext_lazy("可以评的时间"),
    "far": gettext_lazy("前后两场的路程"),
    "seats": gettext_lazy("一组几位专家"),
    "kind": gettext_lazy("至少几位财务和实务"),
    "apart": gettext_lazy("同一单位的人不坐一组"),
    "conflict": gettext_lazy("回避"),
    "double": gettext_lazy("同一时间只在一个组"),
    "timeless": gettext_lazy("评估时间"),
    "unknown": gettext_lazy("在册的专家"),
}


@dataclass(frozen=True)
class Names:
    projects: Mapping[Any, str]
    assessors: Mapping[Any, str]

    @classmethod
    def of(cls, one: evaluation.Round) -> Names:
        assessors = evaluation.Assessor.objects.filter(subdistrict=one.subdistrict_id)
        return cls(
            dict(one.projects.order_by().values_list("project", "project__name")),
            dict(assessors.order_by().values_list("pk", "name")),
        )

    def breach(self, one: Breach, *, names_project: bool = True) -> str:
        """What is so and what the rule asks for."""
        told = str(_BREACHES[one.code]) % self._figures(one)
        project = self.projects.get(one.project)
        if not (names_project and project):
            return told
        return _("「%(project)s」：%(told)s") % {"project": project, "told": told}

    def breaches(self, those: Iterable[Breach], *, names_project: bool = True) -> list[str]:
        return [self.breach(one, names_project=names_project) for one in those]

    def cost(self, one: Cost) -> str:
        return str(_COSTS[one.code]) % {"other": self.projects.get(one.other, "")}

    def _figures(self, one: Breach) -> dict[str, Any]:
        return {
            "assessor": self.assessors.get(one.assessor, ""),
            "other": self.assessors.get(one.other) or self.projects.get(one.other, ""),
            "slot": slot_words(one.slot),
            "kind": KINDS.get(one.kind or "", ""),
            "limit": one.limit,
            "found": one.found,
        }


def slot_words(slot: Any) -> str:
    """2022-11-15 上午."""
    if not slot:
        return ""
    day, half = when(slot)
    return f"{day.isoformat()} {HALVES[half]}"


def visit_of(entered: evaluation.RoundProject) -> str:
    """When and how a project is met, for whoever receives the panel; nothing while that is open."""
    panel = getattr(entered, "panel", None)
    if panel is None or panel.day is None or entered.withdrawn_at:
        return ""
    return met(panel.day, panel.half, panel.meeting)


def met(day: date, half: str, meeting: str) -> str:
    """2022-11-15 上午 · 现场."""
    return f"{slot_words(slot_of(day, half))} · {evaluation.Meeting(meeting).label}"


def as_rows(breaches: Iterable[Breach]) -> list[dict[str, Any]]:
    """As an arrangement keeps them."""
    return [asdict(one) for one in breaches]


def from_rows(rows: Sequence[Mapping[str, Any]]) -> list[Breach]:
    return [Breach(**row) for row in rows]


_BREACHES = {
    "seats": gettext_lazy("有 %(found)s 位专家，要 %(limit)s 位。"),
    "kind": gettext_lazy("%(kind)s有 %(found)s 位，至少要 %(limit)s 位。"),
    "twice": gettext_lazy("%(assessor)s坐了两个席位。"),
    "unknown": gettext_lazy("%(assessor)s已不再担任评估专家。"),
    "conflict": gettext_lazy("%(assessor)s要回避这个项目。"),
    "apart": gettext_lazy("%(assessor)s和%(other)s在同一个单位。"),
    "timeless": gettext_lazy("还没有定时间。"),
    "closed": gettext_lazy("%(slot)s不能评。"),
    "away": gettext_lazy("%(assessor)s %(slot)s来不了。"),
    "full": gettext_lazy("%(slot)s有 %(found)s 个项目，最多 %(limit)s 个。"),
    "load": gettext_lazy("%(assessor)s评 %(found)s 个项目，最多 %(limit)s 个。"),
    "double": gettext_lazy("%(assessor)s %(slot)s同时在 %(found)s 个组。"),
    "far": gettext_lazy("%(assessor)s接着要去「%(other)s」，太远了。"),
    "fixed_seat": gettext_lazy("%(assessor)s离开固定的席位，或者评分表已经开始填。"),
    "fixed_slot": gettext_lazy("离开固定的时间 %(slot)s。"),
}
_COSTS = {
    "not_expert": gettext_lazy("不熟悉这个服务领域"),
    "last_year": gettext_lazy("上一次也评这个项目"),
    "load": gettext_lazy("还评别的项目"),
    "under": gettext_lazy("评得比最少的还少"),
    "travel": gettext_lazy("前后半天要换社区：「%(other)s」"),
    "new_seat": gettext_lazy("原来不在这个组"),
    "moved": gettext_lazy("换了时间"),
}
