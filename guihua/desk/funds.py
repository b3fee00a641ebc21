"""The instalments of projects, of one or of all as a list: what is paid, what waits for whom, what may be asked for."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from guihua.commissioning import models as commissioning
from guihua.commissioning import spending_policy
from guihua.commissioning.models import Instalment, PaymentState
from guihua.core import clock, measures
from guihua.core.listing import Column, Kind, Listing, Phone, choice, search
from guihua.desk import attention_money

WAITING, PAYABLE, CANCELLED = "waiting", "payable", "cancelled"
STANDINGS = [
    (PAYABLE, gettext_lazy("可以申请")),
    (PaymentState.ASKED.value, PaymentState.ASKED.label),
    (PaymentState.CHECKED.value, PaymentState.CHECKED.label),
    (PaymentState.APPROVED.value, PaymentState.APPROVED.label),
    (PaymentState.PAID.value, PaymentState.PAID.label),
    (WAITING, gettext_lazy("等条件")),
    (CANCELLED, gettext_lazy("已取消")),
]


def instalments(rows: QuerySet[Instalment], watched: Any = None) -> Listing:
    """`watched` narrows to what the first page points out, for who is told of it there."""
    return Listing(
        gettext_lazy("合同与资金"),
        [
            Column("project", gettext_lazy("项目"), lambda i: i.contract.project.name, address=_money_page),
            Column("number", gettext_lazy("项目编号"), lambda i: i.contract.project.number, phone=Phone.MARK),
            Column("position", gettext_lazy("期次"), _position, ("position",), phone=Phone.MARK),
            Column("provider", gettext_lazy("承接机构"), lambda i: i.contract.project.provider.name, is_extra=True),
            Column("waits_for", gettext_lazy("等什么"), waits_for),
            Column("from", gettext_lazy("可申请日期"), lambda i: i.payable_from),
            Column("state", gettext_lazy("状态"), standing, kind=Kind.CHIP, phone=Phone.MARK),
            Column("paid_on", gettext_lazy("付款日期"), lambda i: i.payment and i.payment.paid_on, is_extra=True),
            Column("contract", gettext_lazy("合同编号"), lambda i: i.contract.number, is_extra=True),
            Column(
                "amount",
                gettext_lazy("金额（元）"),
                lambda i: measures.yuan(i.amount_fen),
                ("amount_fen",),
                kind=Kind.NUMBER,
                phone=Phone.KEY,
                unit=lambda _amount: pgettext("unit", "元"),
            ),
        ],
        _chosen(rows) | _watched(watched),
        gettext_lazy("登记合同以后，这里列出每一期付款。"),
        name="instalments",
        ways=[(gettext_lazy("开放数据"), reverse("commissioning:open_data"), "share-2")],
    )


def _chosen(rows: QuerySet[Instalment]) -> dict[str, Any]:
    """What they are narrowed by."""
    projects = commissioning.Project.objects.filter(pk__in=rows.order_by().values("contract__project"))
    years = projects.order_by("-year__year").values_list("year__year", flat=True).distinct()
    providers = projects.order_by("provider__name").values_list("provider", "provider__name").distinct()
    searched = ("contract__project__name", "contract__project__number", "contract__number")
    return {
        "q": search(gettext_lazy("项目、编号或合同编号"), *searched),
        "year": choice(gettext_lazy("年度"), [(year, year) for year in years], by="contract__project__year__year"),
        "state": choice(gettext_lazy("状态"), STANDINGS, narrow=_standing_so),
        "provider": choice(gettext_lazy("承接机构"), providers, by="contract__project__provider"),
    }


def _watched(narrow: Any) -> dict[str, Any]:
    kinds = list(attention_money.OF_INSTALMENTS.items())
    return {"attention": choice(gettext_lazy("需要关注"), kinds, narrow=narrow)} if narrow else {}


def _standing_so(rows: Any, state: str) -> QuerySet[Instalment]:
    found: QuerySet[Instalment] = rows
    if state == PAYABLE:
        found = rows.payable_on(clock.today())
    elif state == WAITING:
        found = rows.unasked().exclude(pk__in=rows.payable_on(clock.today()).order_by().values("pk"))
    elif state == CANCELLED:
        found = rows.filter(cancelled_by__isnull=False)
    else:
        found = rows.filter(payments__state=state)
    return found


def _money_page(instalment: Instalment) -> str:
    return reverse("desk:project_money", args=[instalment.contract.project_id])


def _position(instalment: Instalment) -> str:
    return _("第 %(n)s 期") % {"n": instalment.position}


def waits_for(instalment: Instalment) -> str:
    grade = instalment.get_least_grade_display()
    what = instalment.get_waits_for_display()
    return _("%(what)s，达到「%(grade)s」") % {"what": what, "grade": grade} if grade else what


def standing(instalment: Instalment) -> str:
    payment, since = instalment.payment, instalment.payable_from
    if payment is not None:
        return str(payment.get_state_display())
    if instalment.cancelled_by_id is not None:
        return _("已取消")
    return _("可以申请") if since is not None and since <= clock.today() else _("等条件")


def instalments_of(found: commissioning.Project, user: Any) -> dict[str, Any]:
    """Its instalments and how much of them is paid, for whoever reads the account of it."""
    seen = commissioning.Instalment.objects.visible_to(user).filter(contract__project=found)
    lines = [_line(one, user) for one in seen.with_way()]
    return {"instalments": lines, "paid_fen": sum(line["one"].amount_fen for line in lines if line["is_paid"])}


def _line(one: commissioning.Instalment, user: Any) -> dict[str, Any]:
    """An instalment, and whether it may be asked for: or what it waits for."""
    payment = one.payment
    refused = spending_policy.why_not_payable(one, clock.today()) if payment is None else None
    may_ask = payment is None and refused is None and spending_policy.why_not_ask(user, one) is None
    is_paid = payment is not None and payment.state == commissioning.PaymentState.PAID
    ended = [other for other in one.payments.all() if other != payment]
    may_enter = payment is None and spending_policy.why_not_enter_paid(user, one, one.contract.signed_on) is None
    told = {
        "may_enter": may_enter,
        "one": one,
        "payment": payment,
        "is_paid": is_paid,
        "may_ask": may_ask,
        "ended": ended[:1],
    }
    return told | {"waits": refused.sentence if refused else ""}
