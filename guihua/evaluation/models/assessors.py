"""Who judges (评估专家): what they know, where they work and worked (任职), and to whom they are tied (利益关系).

Their phone is sealed; they are told apart by its blind index.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory
from guihua.directory.models import users
from guihua.evaluation.models.rubrics import Expertise


class AssessorQuerySet(models.QuerySet["Assessor"]):
    def visible_to(self, user: Any) -> Self:
        """Those who oversee the programme know who judges, and everybody themselves. Phones and ties are shown to those for whom they
        are `kept_by`, and to whose they are."""
        return self.filter(Q(subdistrict__in=users.subdistricts_of(user, *users.OVERSEERS)) | self.model.is_of(user))

    def of_account(self, user: Any) -> Self:
        """Who this account is, as long as it holds the role there."""
        return self.filter(self.model.is_of(user))

    def without_account(self) -> Self:
        return self.serving().filter(user=None)

    def kept_by(self, user: Any) -> Self:
        return self.filter(subdistrict__in=users.subdistricts_of(user, users.Role.OFFICE))

    def serving(self) -> Self:
        """Those who were not retired."""
        return self.filter(retired_at=None)

    def knowing(self, expertise: str) -> Self:
        """Those who may score what asks for this expertise."""
        if expertise == Expertise.FINANCE:
            return self.filter(is_finance=True)
        return self.filter(is_practice=True) if expertise == Expertise.PRACTICE else self

    def bound_to(self, organisation: Any) -> Self:
        """Those who ever worked for it, or said that they are tied to it."""
        of_it = Q(organisation=organisation) | Q(employer=organisation.name)
        employed = Employment.objects.filter(of_it).order_by().values("assessor")
        tied = Tie.objects.filter(organisation=organisation).order_by().values("assessor")
        return self.filter(Q(pk__in=employed) | Q(pk__in=tied))


class Assessor(TenantRow):
    """`revision` counts what was saved, so that whoever saves second is told. `user`: once they have an account."""

    name = models.CharField(_("姓名"), max_length=40)
    title = models.CharField(_("职称或职务"), max_length=60, blank=True)
    phone = models.BinaryField(_("手机"))  # sealed
    phone_index = models.BinaryField(max_length=32)
    data_key = models.BinaryField(max_length=96)  # wrapped
    is_finance = models.BooleanField(_("财务"), default=False)
    is_practice = models.BooleanField(_("实务"), default=False)
    qualification = models.CharField(_("资格"), max_length=80, blank=True)
    qualification_number = models.CharField(_("资格证号"), max_length=40, blank=True)
    domains = models.ManyToManyField(
        commissioning.Domain, related_name="assessors", blank=True, verbose_name=_("熟悉的领域")
    )
    user = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="assessors")
    retired_at = models.DateTimeField(null=True)
    retired_why = models.CharField(_("为什么不再担任"), max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)

    data_classes = secrecy.classed(
        internal="title is_finance is_practice qualification domains user retired_at retired_why revision",
        personal="name qualification_number",
        sealed="phone phone_index data_key",
    )
    objects = AssessorQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "phone_index"], name="assessor_once_a_phone"),
            models.UniqueConstraint(fields=["subdistrict", "user"], name="assessor_once_an_account"),
            models.CheckConstraint(condition=~Q(name=""), name="assessor_has_a_name"),
            models.CheckConstraint(
                condition=Q(retired_at=None, retired_why="") | Q(retired_at__isnull=False) & ~Q(retired_why=""),
                name="assessor_retires_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def is_of(user: Any) -> Q:
        """Whose account it is, where they hold the role today."""
        return Q(user=user.pk, subdistrict__in=users.subdistricts_of(user, users.Role.ASSESSOR))

    def knows(self, expertise: str) -> bool:
        """Whether what asks for this expertise is theirs to score."""
        asked = {str(Expertise.FINANCE): self.is_finance, str(Expertise.PRACTICE): self.is_practice}
        return asked.get(str(expertise), True)

    @property
    def expertise(self) -> list[str]:
        knows = {Expertise.FINANCE: self.is_finance, Expertise.PRACTICE: self.is_practice}
        return [str(kind.label) for kind, is_so in knows.items() if is_so]


class AssessorInvitation(models.Model):
    """By which somebody of the pool is asked to have an account; the one made last is the one that is out."""

    assessor = models.ForeignKey(Assessor, models.PROTECT, related_name="invitations")
    invitation = models.OneToOneField(directory.Invitation, models.PROTECT, related_name="assessor_invitation")

    data_classes = secrecy.classed(internal="assessor invitation")

    class Meta:
        ordering = ["assessor", "-pk"]


class EmploymentKind(models.TextChoices):
    EMPLOYED = "employed", _("受聘")
    MEMBER = "member", _("理事或成员")
    CONTRACTED = "contracted", _("签有合同")


class Employment(models.Model):
    """At an organisation of the register, or at one of which there is only the name. `until` is the first day without it;
    of one that began nobody knows when, `since` is empty."""

    assessor = models.ForeignKey(Assessor, models.PROTECT, related_name="employments")
    organisation = models.ForeignKey(directory.Organisation, models.PROTECT, null=True, related_name="+")
    employer = models.CharField(_("单位"), max_length=80, blank=True)
    kind = models.CharField(_("关系"), max_length=12, choices=EmploymentKind.choices, default=EmploymentKind.EMPLOYED)
    since = models.DateField(_("开始日期"), null=True)
    until = models.DateField(null=True)

    data_classes = secrecy.classed(internal="assessor organisation kind since until", personal="employer")

    class Meta:
        ordering = ["assessor", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None) & ~Q(employer="") | Q(organisation__isnull=False, employer=""),
                name="employment_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gt=F("since")), name="employment_ends_after_start"
            ),
        ]

    @property
    def place(self) -> str:
        return self.organisation.name if self.organisation else self.employer

    @property
    def last_day(self) -> date | None:
        return self.until - timedelta(days=1) if self.until else None


class TieKind(models.TextChoices):
    FAMILY = "family", _("亲属")
    WORKED = "worked", _("做过这个项目")
    OTHER = "other", _("朋友或其他")


class Tie(models.Model):
    """To an organisation or to one project, as somebody declared it. `until` is the first day on which it no longer counts."""

    assessor = models.ForeignKey(Assessor, models.PROTECT, related_name="ties")
    organisation = models.ForeignKey(directory.Organisation, models.PROTECT, null=True, related_name="+")
    project = models.ForeignKey(commissioning.Project, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("关系"), max_length=8, choices=TieKind.choices)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    told_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    told_on = models.DateField(_("登记日期"))
    until = models.DateField(null=True)

    data_classes = secrecy.classed(
        internal="assessor organisation project told_by told_on until", sensitive="kind note"
    )

    class Meta:
        ordering = ["assessor", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None, project__isnull=False) | Q(organisation__isnull=False, project=None),
                name="tie_to_one_thing",
            ),
            models.CheckConstraint(condition=~Q(kind="worked") | Q(organisation=None), name="tie_worked_on_a_project"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("told_on")), name="tie_ends_after_telling"),
        ]

    @property
    def to(self) -> str:
        return str(self.organisation.name if self.organisation else self.project.name if self.project else "")
