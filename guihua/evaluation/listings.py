"""The rounds and the rubrics as lists."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core.listing import Column, Kind, Listing, Phone, choice, search
from guihua.evaluation.models import ForWhom, Round, RoundState, Rubric, Stage

DRAFT, FROZEN = "draft", "frozen"
STANDINGS = [(DRAFT, gettext_lazy("草稿")), (FROZEN, gettext_lazy("已定稿"))]


def rounds_for(user: Any) -> QuerySet[Round]:
    rows = Round.objects.visible_to(user).select_related("year", "rubric")
    return rows.annotate(count=Count("projects")).order_by("-year__year", "-pk")


def rounds(ways: Any = ()) -> Listing:
    return Listing(
        gettext_lazy("项目评估"),
        [
            Column("name", gettext_lazy("评估轮次"), lambda one: one.name, ("name",), address=round_page),
            Column("year", gettext_lazy("年度"), lambda one: str(one.year), ("year__year",), phone=Phone.MARK),
            Column("stage", gettext_lazy("阶段"), lambda one: one.get_stage_display(), ("stage",)),
            Column("state", gettext_lazy("状态"), lambda one: one.get_state_display(), ("state",), kind=Kind.CHIP, phone=Phone.MARK),
            Column("projects", gettext_lazy("参评项目"), lambda one: one.count, ("count",), kind=Kind.NUMBER, phone=Phone.MARK),
            Column("rubric", gettext_lazy("评分标准"), lambda one: one.rubric.name if one.rubric else "", ("rubric__name",)),
            Column("visits", gettext_lazy("评估日"), _visits, ("visits_from",)),
            Column("scoring", gettext_lazy("交评分表"), lambda one: one.scoring_until, ("scoring_until",), is_extra=True),
        ],
        {
            "q": search(gettext_lazy("评估轮次的名称"), "name", spelled=("name",)),
            "stage": choice(gettext_lazy("阶段"), Stage.choices, by="stage"),
            "state": choice(gettext_lazy("状态"), RoundState.choices, by="state"),
        },
        gettext_lazy("先写评分标准，再新建一轮评估，选项目，定权重、等级和日期，然后开始。"),
        name="rounds",
        ways=ways,
    )  # fmt: skip


def rubrics_for(user: Any) -> QuerySet[Rubric]:
    rows = Rubric.objects.visible_to(user)
    return rows.annotate(count=Count("dimensions__criteria"), sum=Sum("dimensions__criteria__points")).order_by("-pk")


def rubrics(ways: Any = ()) -> Listing:
    return Listing(
        gettext_lazy("评分标准"),
        [
            Column("name", gettext_lazy("评分标准"), lambda one: one.name, ("name",), address=rubric_page),
            Column("for_whom", gettext_lazy("给谁用"), lambda one: one.get_for_whom_display(), ("for_whom",), phone=Phone.MARK),
            Column("state", gettext_lazy("状态"), standing, ("frozen_at",), kind=Kind.CHIP, phone=Phone.MARK),
            Column("criteria", gettext_lazy("指标（项）"), lambda one: one.count, ("count",), kind=Kind.NUMBER, phone=Phone.MARK),
            Column("sum", gettext_lazy("合计分值"), lambda one: one.sum or 0, ("sum",), kind=Kind.NUMBER),
            Column("frozen", gettext_lazy("定稿"), _frozen_on, ("frozen_at",), is_extra=True),
        ],
        {
            "q": search(gettext_lazy("评分标准的名称"), "name", spelled=("name",)),
            "for_whom": choice(gettext_lazy("给谁用"), ForWhom.choices, by="for_whom"),
            "state": choice(gettext_lazy("状态"), STANDINGS, narrow=_standing_as),
        },
        gettext_lazy("从 Excel 或 Word 里把打分用的表整张粘贴进来，就是一份评分标准。"),
        name="rubrics",
        ways=ways,
    )  # fmt: skip


def round_page(one: Round) -> str:
    return reverse("evaluation:round", args=[one.pk])


def rubric_page(one: Rubric) -> str:
    return reverse("evaluation:rubric", args=[one.pk])


def standing(one: Rubric) -> str:
    return str(dict(STANDINGS)[DRAFT if one.is_draft else FROZEN])


def _standing_as(rows: Any, state: str) -> Any:
    return rows.filter(frozen_at__isnull=state == DRAFT)


def _frozen_on(one: Rubric) -> Any:
    return timezone.localdate(one.frozen_at) if one.frozen_at else None


def _visits(one: Round) -> str:
    if not one.visits_from or not one.visits_until:
        return ""
    return _("%(first)s 到 %(last)s") % {"first": one.visits_from, "last": one.visits_until}
