"""The calls as a list: to a provider with how its own proposal stands, to those who oversee with how many came in."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guihua.commissioning import call_policy
from guihua.commissioning.models import Call, CallState, Proposal, ProposalState, Standing
from guihua.core import clock
from guihua.core.listing import Column, Kind, Listing, Phone, choice, search
from guihua.directory.models import users


def rows_for(user: Any) -> QuerySet[Call]:
    """Each with `own`, the state of the reader's own proposal, and `came`, how many came in, which overseers alone are told."""
    own = Proposal.objects.run_by(user).filter(call=OuterRef("pk")).order_by("pk").values("state")[:1]
    came = Count("proposals", filter=Q(proposals__state=ProposalState.SUBMITTED))
    found = Call.objects.visible_to(user).select_related("procurement__project", "procurement__method")
    return found.annotate(own=Subquery(own), came=came).order_by("-deadline", "-pk")


def open_for(user: Any) -> list[Call]:
    """Those that may be answered now, the first to close first."""
    return list(rows_for(user).filter(state=CallState.OPEN, deadline__gt=clock.now()).order_by("deadline", "pk"))


def listing(user: Any) -> Listing:
    return Listing(
        gettext_lazy("征集公告"),
        _columns(),
        {
            "q": search(
                gettext_lazy("项目名称"), "procurement__project__name", spelled=("procurement__project__name",)
            ),
            "state": choice(gettext_lazy("状态"), Standing.choices, narrow=_in_state),
        },
        gettext_lazy("街道办公室发布征集公告后，列在这里。")
        if _runs(user)
        else gettext_lazy("从项目的采购页写征集公告。"),
        name="calls",
    )


def _columns() -> list[Column]:
    return [
        Column(
            "project",
            gettext_lazy("项目"),
            str,
            ("procurement__project__name",),
            address=lambda call: reverse("commissioning:call", args=[call.pk]),
        ),
        Column("number", gettext_lazy("项目编号"), _number, ("procurement__project__number",)),
        Column("method", gettext_lazy("采购方式"), lambda call: _(str(call.procurement.method)), phone=Phone.MARK),
        Column("deadline", gettext_lazy("截止时间"), _deadline, ("deadline",), phone=Phone.MARK, says_head=True),
        Column("state", gettext_lazy("状态"), _state, kind=Kind.CHIP, phone=Phone.MARK),
        Column(
            "own",
            gettext_lazy("我们的响应方案"),
            _own,
            kind=Kind.CHIP,
            phone=Phone.MARK,
            says_head=True,
            is_for=_runs,
        ),
        Column(
            "came",
            gettext_lazy("收到"),
            lambda call: call.came,
            kind=Kind.NUMBER,
            phone=Phone.KEY,
            unit=lambda n: ngettext("份", "份", n),
            is_for=_oversees,
        ),
    ]


def _in_state(rows: QuerySet[Any], standing: str) -> QuerySet[Any]:
    if standing in CallState.values and standing != Standing.OPEN:
        return rows.filter(state=standing)
    rows = rows.filter(state=CallState.OPEN)
    if standing == Standing.UNSEALED:
        return rows.exclude(unsealed_at=None)
    rows = rows.filter(unsealed_at=None)
    now = clock.now()
    return rows.filter(deadline__gt=now) if standing == Standing.OPEN else rows.filter(deadline__lte=now)


def _runs(user: Any) -> bool:
    return users.memberships_today(user).filter(role=users.Role.MANAGER).exists()


def _oversees(user: Any) -> bool:
    return users.holds(user, *users.OVERSEERS)


def _number(call: Any) -> str:
    return str(call.procurement.project.number)


def _deadline(call: Any) -> str:
    return call_policy.shown(call.deadline)


def _state(call: Any) -> str:
    return str(call.standing.label)


def _own(call: Any) -> str:
    return str(ProposalState(call.own).label) if call.own else _("还没有写")
