"""The results of a round as a list: each project with its score and grade."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core.listing import Column, Kind, Listing, Phone, Status, choice, search
from guihua.directory.models import Role, users
from guihua.evaluation.models import Result, Round
from guihua.evaluation.models.results import READING_DRAFTS

SIGNS = {"excellent": "good", "good": "good", "pass": "warn", "fail": "bad"}

NOT_SENT, WAITING, ANSWERED = "none", "waiting", "answered"
REPLIES = [
    (NOT_SENT, gettext_lazy("没有回应")),
    (WAITING, gettext_lazy("等答复")),
    (ANSWERED, gettext_lazy("已答复")),
]


def rows_of(rows: QuerySet[Result]) -> QuerySet[Result]:
    whole = rows.select_related("entered__project__provider", "entered__project__domain", "entered__reply")
    return whole.order_by("-score", "entered__project__number")


def of_round(one: Round, ways: Any = ()) -> Listing:
    return Listing(
        gettext_lazy("评估结果"),
        [
            Column("project", gettext_lazy("项目"), lambda row: row.entered.project.name, ("entered__project__name",), address=result_page),
            Column("number", gettext_lazy("项目编号"), lambda row: row.entered.project.number, ("entered__project__number",), phone=Phone.MARK),
            Column("provider", gettext_lazy("承接机构"), lambda row: row.entered.project.provider_name, ("entered__project__provider__name",), phone=Phone.MARK),
            Column("domain", gettext_lazy("服务领域"), lambda row: row.entered.project.domain.name, ("entered__project__domain__name",)),
            Column("score", gettext_lazy("得分"), lambda row: f"{row.score:.{one.places}f}", ("score",), kind=Kind.NUMBER, phone=Phone.KEY),
            Column("grade", gettext_lazy("等级"), standing, ("score",), kind=Kind.STATUS, phone=Phone.MARK),
            Column("reply", gettext_lazy("回应"), replied, is_for=_answers),
        ],
        {
            "q": search(gettext_lazy("项目或承接机构的名称"), "entered__project__name", "entered__project__number", "entered__project__provider__name"),
            "reply": choice(gettext_lazy("回应"), REPLIES, narrow=_replied_as),
            "grade": choice(gettext_lazy("等级"), commissioning.Grade.choices, by="grade"),
        },
        ways=ways,
    )  # fmt: skip


def standing(row: Result) -> Status:
    return Status(row.get_grade_display(), SIGNS[row.grade])


def replied(row: Result) -> str:
    """How far the provider's answer is; what is only being written is nobody's to know."""
    reply = getattr(row.entered, "reply", None)
    if reply is None or reply.sent_at is None:
        return ""
    return str(dict(REPLIES)[ANSWERED if reply.answered_at else WAITING])


def _replied_as(rows: Any, how: str) -> Any:
    if how == NOT_SENT:
        return rows.filter(entered__reply__sent_at=None)
    return rows.filter(entered__reply__sent_at__isnull=False, entered__reply__answered_at__isnull=how == WAITING)


def _answers(reader: Any) -> bool:
    return users.holds(reader, *READING_DRAFTS, Role.MANAGER, Role.LIAISON)


def result_page(row: Result) -> str:
    return reverse("evaluation:result", args=[row.entered_id])


def counted(rows: QuerySet[Result], one: Round) -> list[dict[str, Any]]:
    """How many have which grade, from the best on, also where none has it."""
    counts = dict(rows.order_by().values_list("grade").annotate(n=Count("pk")))
    return [
        {
            "grade": band.grade,
            "name": band.get_grade_display(),
            "sign": SIGNS[band.grade],
            "n": counts.get(band.grade, 0),
        }
        for band in one.bands.all()
    ]
