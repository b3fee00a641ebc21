"""Every mark that counts, as a list: one row is what one sheet gives one criterion. Whose it is the office reads by name; others by a code
of the seat, which says nothing across projects."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from guihua.core import secrecy
from guihua.core.listing import Column, Kind, Listing, Phone, choice, search
from guihua.evaluation.models import Mark, Source
from guihua.evaluation.said import plain

CODE = 3  # bytes


def rows_of(rows: QuerySet[Mark]) -> QuerySet[Mark]:
    whole = ("criterion__dimension", "sheet__seat__assessor", "sheet__scorer", "sheet__entered__project__provider")
    order = ("sheet__entered__project__number", "criterion__dimension__position", "criterion__position", "sheet")
    return rows.select_related(*whole).order_by(*order)


def marks(ways: Any = (), *, names: bool) -> Listing:
    who = Column("who", gettext_lazy("谁评的"), named if names else coded, phone=Phone.MARK)
    return Listing(
        gettext_lazy("评分明细"),
        [
            Column("number", gettext_lazy("项目编号"), lambda one: one.sheet.entered.project.number, ("sheet__entered__project__number",), phone=Phone.MARK),
            Column("project", gettext_lazy("项目"), lambda one: one.sheet.entered.project.name, ("sheet__entered__project__name",)),
            Column("provider", gettext_lazy("承接机构"), lambda one: one.sheet.entered.project.provider_name, is_extra=True),
            Column("source", gettext_lazy("得分来源"), lambda one: one.sheet.get_source_display(), ("sheet__source",), kind=Kind.CHIP),
            who,
            Column("dimension", gettext_lazy("维度"), lambda one: one.criterion.dimension.name),
            Column("criterion", pgettext_lazy("judging", "指标"), lambda one: f"{one.criterion.number} {one.criterion.name}", ("criterion__name",), phone=Phone.MARK),
            Column("points", gettext_lazy("得分"), lambda one: _("不评") if one.points is None else plain(one.points), ("points",), phone=Phone.KEY),
            Column("of", gettext_lazy("分值"), lambda one: plain(one.criterion.points)),
            Column("comment", gettext_lazy("说明"), lambda one: one.comment),
            Column("at", gettext_lazy("提交时间"), lambda one: _moment(one.sheet.submitted_at), ("sheet__submitted_at",), is_extra=True),
        ],
        {
            "q": search(gettext_lazy("项目、编号或指标"), "sheet__entered__project__name", "sheet__entered__project__number", "criterion__name"),
            "source": choice(gettext_lazy("得分来源"), [(one.value, one.label) for one in (Source.ASSESSORS, Source.LIAISON)], by="sheet__source"),
        },
        gettext_lazy("全组都提交以后，每张评分表的每一项在这里。"),
        ways=ways,
    )  # fmt: skip


def named(one: Mark) -> str:
    """A liaison officer without an account is known by name."""
    sheet = one.sheet
    return str(sheet.seat.assessor.name if sheet.seat else sheet.scorer or sheet.entered.project.liaison_name)


def coded(one: Mark) -> str:
    """Of an assessor the same for one seat everywhere, and nothing like that of another of theirs."""
    seat = one.sheet.seat_id
    return secrecy.blind_index(str(seat), purpose="seat code")[:CODE].hex() if seat else _("挂钩人员")


def _moment(at: Any) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
