"""What went wrong at a project (突发事件), and what somebody complains of (投诉): reported, taken up, followed step by step, closed."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from guihua.commissioning.calc import incidents as calc
from guihua.commissioning.models.messages import LISTENING
from guihua.commissioning.models.projects import Project
from guihua.core import secrecy
from guihua.core.tenancy import TenantRow
from guihua.directory import models as directory
from guihua.directory.models import users

PLACE, STEP_PLACE = "commissioning_incident", "commissioning_incidentstep"
TEXTS = ("what", "place", "done", "told")  # each sealed under the incident's own key


class IncidentKind(models.TextChoices):
    HARM = "harm", _("人身伤害")
    ILLNESS = "illness", _("突发疾病")
    MISSING = "missing", _("走失")
    CONFLICT = "conflict", _("冲突与侵害")
    SITE = "site", _("场地与消防安全")
    PRIVACY = "privacy", _("个人信息泄露")
    STOPPED = "stopped", _("服务中断")
    OTHER = "other", _("其他事件")
    COMPLAINT = "complaint", _("投诉")


class IncidentGrade(models.TextChoices):
    GRAVE = "grave", _("重大")
    SERIOUS = "serious", _("较大")
    MINOR = "minor", _("较轻")


class IncidentState(models.TextChoices):
    REPORTED = "reported", _("待受理")
    TAKEN = "taken", _("处理中")
    ASKED = "asked", _("待补充")
    CLOSED = "closed", _("已办结")


class Outcome(models.TextChoices):
    SETTLED = "settled", _("已处理")
    UNFOUNDED = "unfounded", _("核实不属实")
    PASSED_ON = "passed_on", _("转交别的部门")


class StepKind(models.TextChoices):
    ESCALATED = "escalated", _("超时没有受理，已上报")
    TAKEN = "taken", _("受理")
    NOTED = "noted", _("记录进展")
    ASKED = "asked", _("要求补充")
    ANSWERED = "answered", _("补充情况")
    CORRECTED = "corrected", _("更正")
    CLOSED = "closed", _("办结")
    REOPENED = "reopened", _("重新办理")


class IncidentTimesQuerySet(models.QuerySet["IncidentTimes"]):
    def of(self, subdistrict: Any) -> dict[str, calc.Times]:
        """By grade, what the office chose; what every programme starts with where it chose nothing."""
        chosen = {one.grade: one.times for one in self.filter(subdistrict=subdistrict)}
        return {grade: chosen.get(grade, first) for grade, first in calc.FIRST.items()}


class IncidentTimes(TenantRow):
    """By when what is so grave has to be reported, taken up and closed: the office's own numbers."""

    grade = models.CharField(_("程度"), max_length=8, choices=IncidentGrade.choices)
    report_hours = models.PositiveSmallIntegerField(_("几小时内报告"))
    take_hours = models.PositiveSmallIntegerField(_("几小时内受理"))
    close_days = models.PositiveSmallIntegerField(_("几天内办结"))

    data_classes = secrecy.classed(internal="grade report_hours take_hours close_days")
    objects = IncidentTimesQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subdistrict", "grade"], name="incident_times_once"),
            models.CheckConstraint(
                condition=Q(report_hours__gte=1, take_hours__gte=1, close_days__gte=1), name="incident_times_are_some"
            ),
        ]

    @property
    def times(self) -> calc.Times:
        return calc.Times(self.report_hours, self.take_hours, self.close_days)


class IncidentQuerySet(models.QuerySet["Incident"]):
    def visible_to(self, user: Any) -> Self:
        """For those who talk on the project; leader and auditor learn of all; who handed a complaint on learns what becomes of it."""
        overseen = Q(subdistrict__in=users.subdistricts_of(user, *LISTENING))
        return self.filter(Q(project__in=Project.objects.talked_on_by(user)) | overseen | _own(user))

    def told_to(self, user: Any) -> Self:
        """Of which the user reads what happened: where a domain is confidential, those who talk on the project alone."""
        listening = Q(subdistrict__in=users.subdistricts_of(user, *LISTENING), project__domain__is_confidential=False)
        return self.filter(Q(project__in=Project.objects.talked_on_by(user)) | listening | _own(user))

    def unfinished(self) -> Self:
        return self.exclude(state=IncidentState.CLOSED)

    def unfinished_of(self) -> dict[int, int]:
        """How many of each project are not closed; a project without any is not named."""
        rows = self.unfinished().order_by().values("project").annotate(n=models.Count("pk"))
        return dict(rows.values_list("project", "n"))

    def grave(self) -> Self:
        return self.filter(grade=IncidentGrade.GRAVE)

    def waiting(self) -> Self:
        """Which nobody has taken up yet."""
        return self.filter(state=IncidentState.REPORTED)

    def left_lying(self, now: datetime) -> Self:
        """Which nobody took up in time, and which was not escalated yet."""
        return self.waiting().filter(take_by__lt=now, escalated_at=None)

    def escalated(self) -> Self:
        """Which was escalated, and still nobody took it up."""
        return self.waiting().filter(escalated_at__isnull=False)

    def overdue(self, now: datetime) -> Self:
        """Not closed though its time is over."""
        return self.unfinished().filter(close_by__lt=now)

    def asked(self) -> Self:
        return self.filter(state=IncidentState.ASKED)


def _own(user: Any) -> Q:
    """Reported by a community's secretary, of a project that is stationed there today."""
    return Q(reported_by=user.pk, project__in=Project.objects.handed_on_by(user))


class Incident(TenantRow):
    """What happened is sealed. When it had to be reported, taken up and closed by is fixed when it is reported."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="incidents", verbose_name=_("项目"))
    kind = models.CharField(_("类型"), max_length=12, choices=IncidentKind.choices)
    grade = models.CharField(_("程度"), max_length=8, choices=IncidentGrade.choices)
    state = models.CharField(_("状态"), max_length=12, choices=IncidentState.choices, default=IncidentState.REPORTED)
    happened_at = models.DateTimeField(_("什么时候发生"))
    known_at = models.DateTimeField(_("什么时候知道"))
    sealed_what = models.BinaryField(_("发生了什么"), max_length=20_000)
    sealed_place = models.BinaryField(_("在哪里"), max_length=2_000)
    sealed_done = models.BinaryField(_("当时做了什么"), max_length=20_000)
    sealed_told = models.BinaryField(_("已告诉谁"), max_length=4_000)
    data_key = models.BinaryField(max_length=64)
    reported_at = models.DateTimeField(_("报告时间"))
    reported_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    sent_as = models.UUIDField(null=True, unique=True)  # the same form sent twice is one report
    report_by = models.DateTimeField(_("最晚报告"))
    take_by = models.DateTimeField(_("最晚受理"))
    close_by = models.DateTimeField(_("最晚办结"))
    escalated_at = models.DateTimeField(_("上报时间"), null=True)
    taken_by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(_("受理时间"), null=True)
    closed_at = models.DateTimeField(_("办结时间"), null=True)
    outcome = models.CharField(_("结果"), max_length=12, choices=Outcome.choices, blank=True)
    revision = models.PositiveSmallIntegerField(default=1)  # so that whoever corrects second is told

    MOVES = {
        IncidentState.REPORTED: {IncidentState.TAKEN},
        IncidentState.TAKEN: {IncidentState.ASKED, IncidentState.CLOSED},
        IncidentState.ASKED: {IncidentState.TAKEN, IncidentState.CLOSED},
        IncidentState.CLOSED: {IncidentState.TAKEN},
    }
    data_classes = secrecy.classed(
        internal="project kind grade state happened_at known_at reported_at reported_by sent_as report_by take_by "
        "close_by escalated_at taken_by taken_at closed_at outcome revision",
        sealed="sealed_what sealed_place sealed_done sealed_told data_key",
    )
    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at", "-pk"]
        indexes = [
            models.Index(fields=["project", "-reported_at"]),
            models.Index(fields=["subdistrict", "state", "close_by"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(known_at__gte=models.F("happened_at"), reported_at__gte=models.F("known_at")),
                name="incident_known_after_it_happened",
            ),
            models.CheckConstraint(
                condition=Q(state=IncidentState.REPORTED) | Q(taken_at__isnull=False), name="incident_taken_up_first"
            ),
            models.CheckConstraint(
                condition=~Q(state=IncidentState.CLOSED) | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="incident_closed_with_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_grade_display()} · {self.get_kind_display()}"

    @property
    def texts(self) -> dict[str, str]:
        """What it says, opened: for those to whom it may be told."""
        key = secrecy.unwrapped(self.data_key)
        columns = {name: f"sealed_{name}" for name in TEXTS}
        return {
            name: secrecy.opened(getattr(self, column), key=key, place=f"{PLACE}.{column}")
            for name, column in columns.items()
        }

    def seal(self, texts: dict[str, str]) -> None:
        """What it says from now on, as soon as it is saved."""
        key = secrecy.unwrapped(self.data_key)
        for name in TEXTS:
            sealed = secrecy.sealed(texts[name], key=key, place=f"{PLACE}.sealed_{name}")
            setattr(self, f"sealed_{name}", sealed)

    @property
    def is_open(self) -> bool:
        return self.state != IncidentState.CLOSED

    @property
    def minutes_late(self) -> int:
        """By how much it was reported too late."""
        return calc.minutes_late(self.reported_at, self.report_by)

    def is_overdue(self, now: datetime) -> bool:
        """Whether somebody should have done the next thing by now."""
        return self.is_open and (self.close_by < now or (self.state == IncidentState.REPORTED and self.take_by < now))


class IncidentStep(models.Model):
    """What was done about it, by whom: it never changes. Its words lie sealed under the incident's key."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=StepKind.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    sealed_text = models.BinaryField(max_length=8_000)
    sealed_learned = models.BinaryField(max_length=8_000)  # of closing: what is done otherwise from now on
    sealed_before = models.BinaryField(max_length=60_000)  # of a correction: what it said before, by name

    data_classes = secrecy.classed(
        internal="incident number kind at by", sealed="sealed_text sealed_learned sealed_before"
    )

    class Meta:
        ordering = ["incident", "number"]
        constraints = [models.UniqueConstraint(fields=["incident", "number"], name="incident_step_once")]

    @property
    def text(self) -> str:
        return self._opened("sealed_text")

    @property
    def learned(self) -> str:
        return self._opened("sealed_learned")

    @property
    def before(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self._opened("sealed_before") or "{}")
        return found

    def _opened(self, column: str) -> str:
        key = secrecy.unwrapped(self.incident.data_key)
        return secrecy.opened(getattr(self, column), key=key, place=f"{STEP_PLACE}.{column}")

    @property
    def moment(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M}"
