"""The parts in which a contract is paid, and the way of each: asked for, checked, approved by somebody else, paid."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any, Self

from django.db import models
from django.db.models import Case, Exists, F, Min, OuterRef, Q, Subquery, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.calc import instalments as calc
from guihua.commissioning.models.contracts import JUDGED, Contract, Grade, Milestone, WaitsFor
from guihua.commissioning.models.projects import Project
from guihua.commissioning.models.stops import Termination
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory


class PaymentState(models.TextChoices):
    ASKED = "asked", _("待核对")
    CHECKED = "checked", _("待批准")
    APPROVED = "approved", _("待付款")
    PAID = "paid", _("已付")
    REFUSED = "refused", _("退回")
    WITHDRAWN = "withdrawn", _("已撤回")


ENDED = (PaymentState.REFUSED, PaymentState.WITHDRAWN)
STEP_AT = {  # when a request came to where it waits
    PaymentState.ASKED: "asked_at",
    PaymentState.CHECKED: "checked_at",
    PaymentState.APPROVED: "approved_at",
}


class InstalmentQuerySet(models.QuerySet["Instalment"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(contract__project__in=Project.objects.accounted_to(user))

    def with_way(self) -> Self:
        """Each with all that tells how far it is, asked for once."""
        return self.select_related("contract__project").prefetch_related("payments", "contract__project__milestones")

    def unasked(self) -> Self:
        """Those of which no request stands."""
        standing = Payment.objects.standing().filter(instalment=OuterRef("pk"))
        return self.filter(~Exists(standing), cancelled_by=None)

    def payable_on(self, day: date) -> Self:
        """Those that may be asked for on a day: what they wait for is there, long enough and good enough."""
        return self.unasked()._there_on(day)

    def unpaid_since(self, day: date) -> Self:
        """Those that might have been asked for on that day already, and are not paid to this one."""
        paid = Payment.objects.filter(instalment=OuterRef("pk"), state=PaymentState.PAID)
        return self.filter(~Exists(paid), cancelled_by=None)._there_on(day)

    def with_payment_waiting_since(self, day: date, *states: str) -> Self:
        """Those whose request waits for its next step in one of the states, since that day at least."""
        return self.filter(Exists(Payment.objects.waiting_since(day, *states).filter(instalment=OuterRef("pk"))))

    def first_payable(self) -> date | None:
        """The first day on which one of them might be asked for, of those of which what they wait for is there."""
        same = Milestone.objects.filter(project=OuterRef("contract__project"), kind=OuterRef("waits_for"))
        there = Case(
            When(waits_for=WaitsFor.SIGNING, then="contract__signed_on"),
            When(waits_for=WaitsFor.DAY, then="on"),
            default=Subquery(same.values("reached_on")[:1]),
        )
        firsts = self.order_by().values("days").annotate(first=Min(there)).values_list("days", "first")
        return min((first + timedelta(days=days) for days, first in firsts if first), default=None)

    def _there_on(self, day: date) -> Self:
        waits = self.order_by().values_list("waits_for", "least_grade", "days").distinct()
        fits = Q()
        for waits_for, least, days in waits:
            same = Q(waits_for=waits_for, least_grade=least, days=days)
            fits |= same & _there(waits_for, least, day - timedelta(days=days))
        return self.filter(fits) if fits else self.none()


def _there(waits_for: str, least: str, by: date) -> Q:
    """What an instalment waits for was there by a day, with a grade that is good enough."""
    if waits_for == WaitsFor.SIGNING:
        return Q(contract__signed_on__lte=by)
    if waits_for == WaitsFor.DAY:
        return Q(on__lte=by)
    grades = [grade for grade in ("", *calc.GRADES) if calc.is_enough(grade, least)]
    reached = Milestone.objects.filter(kind=waits_for, reached_on__lte=by, grade__in=grades)
    return Q(contract__project__in=reached.values("project"))


class Instalment(TenantRow):
    """One part of the sum, and what it waits for: payable so many days after that is there."""

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="instalments")
    position = models.PositiveSmallIntegerField(_("期次"))
    amount_fen = models.BigIntegerField(_("金额"))
    waits_for = models.CharField(_("等什么"), max_length=12, choices=WaitsFor.choices)
    least_grade = models.CharField(_("至少达到"), max_length=12, choices=Grade.choices, blank=True)
    on = models.DateField(_("约定的日子"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(_("之后多少天"), default=0)
    # it was not due yet when the project ended before its term did
    cancelled_by = models.ForeignKey(Termination, models.PROTECT, null=True, related_name="cancelled")

    objects = InstalmentQuerySet.as_manager()
    data_classes = secrecy.classed(
        public="contract position amount_fen", internal="waits_for least_grade on days cancelled_by"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "position"], name="instalment_position_once"),
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="instalment_is_worth_something"),
            models.CheckConstraint(
                condition=Q(waits_for=WaitsFor.DAY, on__isnull=False) | (~Q(waits_for=WaitsFor.DAY) & Q(on=None)),
                name="instalment_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(least_grade="") | Q(waits_for__in=JUDGED), name="instalment_grade_where_judged"
            ),
        ]

    def __str__(self) -> str:
        return gettext("第 %(n)s 期") % {"n": self.position}

    @property
    def payment(self) -> Payment | None:
        """The request that stands, asked for or paid."""
        return next((one for one in self.payments.all() if one.state not in ENDED), None)

    @property
    def payable_from(self) -> date | None:
        """The first day on which it may be asked for; None as long as what it waits for is not there."""
        return self.payable_once({one.kind: one.reached for one in self.contract.project.milestones.all()})

    def payable_once(self, reached: Mapping[str, calc.Reached]) -> date | None:
        """The same, where it is known by its kind what its project has reached."""
        return calc.payable_from(self._waited(reached), days=self.days, least=self.least_grade)

    def _waited(self, reached: Mapping[str, calc.Reached]) -> calc.Reached | None:
        if self.waits_for == WaitsFor.SIGNING:
            return calc.Reached(self.contract.signed_on)
        if self.waits_for == WaitsFor.DAY:
            return calc.Reached(self.on) if self.on else None
        return reached.get(self.waits_for)


class PaymentQuerySet(models.QuerySet["Payment"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(instalment__contract__project__in=Project.objects.accounted_to(user))

    def standing(self) -> Self:
        """Those that were neither refused nor withdrawn."""
        return self.exclude(state__in=ENDED)

    def waiting_since(self, day: date, *states: str) -> Self:
        """Those that wait for their next step in one of the states, since that day at least."""
        waits = [Q(state=state, **{f"{STEP_AT[PaymentState(state)]}__date__lte": day}) for state in states]
        return self.filter(reduce(or_, waits)) if waits else self.none()


class Payment(TenantRow):
    """One request to pay an instalment. Who checks and who approves are others than who asked, and than each other."""

    instalment = models.ForeignKey(Instalment, models.PROTECT, related_name="payments")
    state = models.CharField(_("状态"), max_length=12, choices=PaymentState.choices, default=PaymentState.ASKED)
    asked_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    checked_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    paid_on = models.DateField(_("付款日期"), null=True)
    voucher = models.CharField(_("付款凭证号"), max_length=40, blank=True)
    ended_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(_("说明"), max_length=200, blank=True)
    batch = models.CharField(max_length=32, blank=True)

    MOVES = {
        PaymentState.ASKED: {PaymentState.CHECKED, *ENDED},
        PaymentState.CHECKED: {PaymentState.APPROVED, *ENDED},
        PaymentState.APPROVED: {PaymentState.PAID, PaymentState.REFUSED},
    }
    data_classes = secrecy.classed(
        internal="instalment state asked_by asked_at checked_by checked_at approved_by approved_at paid_on voucher "
        "ended_by ended_at why batch"
    )
    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["instalment"], condition=~Q(state__in=ENDED), name="one_standing_payment"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | (~Q(approved_by=F("asked_by")) & ~Q(approved_by=F("checked_by"))),
                name="payment_approved_by_another_hand",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("asked_by")), name="payment_checked_by_another_hand"
            ),
            models.CheckConstraint(
                condition=~Q(state=PaymentState.PAID) | (Q(paid_on__isnull=False) & ~Q(voucher="")),
                name="payment_paid_with_a_voucher",
            ),
        ]
