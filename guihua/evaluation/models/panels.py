"""Who judges a project together (评估组), when they meet and how; each of them has a seat (席位), and one sheet to fill in.

Days are halved: a panel meets on a morning or an afternoon of the round's visit days.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from guihua.core import secrecy
from guihua.directory import models as directory
from guihua.directory.models import users
from guihua.evaluation.models.assessors import Assessor
from guihua.evaluation.models.rounds import Round, RoundProject, RoundState

ONE_DAY = timedelta(days=1)


class Half(models.TextChoices):
    MORNING = "am", _("上午")
    AFTERNOON = "pm", _("下午")


class Meeting(models.TextChoices):
    """How a panel meets the project."""

    ON_SITE = "on_site", _("现场")
    ONLINE = "online", _("线上")
    BOTH = "both", _("现场加线上")


class PanelQuerySet(models.QuerySet["Panel"]):
    def visible_to(self, user: Any) -> Self:
        """Who sits on it is for those who oversee the programme; of its time the round's page tells whoever receives it."""
        return self.filter(entered__round__subdistrict__in=users.subdistricts_of(user, *users.OVERSEERS))


class Panel(models.Model):
    """Of one project in a round. `is_fixed`: its time stays when panels are arranged again. `revision` counts what was saved."""

    entered = models.OneToOneField(RoundProject, models.PROTECT, related_name="panel")
    day = models.DateField(_("评估日"), null=True)
    half = models.CharField(_("上午或下午"), max_length=2, choices=Half.choices, blank=True)
    meeting = models.CharField(_("方式"), max_length=8, choices=Meeting.choices, default=Meeting.ON_SITE)
    is_fixed = models.BooleanField(_("时间不再动"), default=False)
    revision = models.PositiveIntegerField(default=1)

    data_classes = secrecy.classed(internal="entered day half meeting is_fixed revision")
    objects = PanelQuerySet.as_manager()

    class Meta:
        ordering = ["entered__round", "day", "half", "entered__project__number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(day=None, half="") | Q(day__isnull=False) & ~Q(half=""), name="panel_meets_on_half_a_day"
            )
        ]

    @property
    def is_online(self) -> bool:
        """Nobody travels to it."""
        return self.meeting == Meeting.ONLINE


class SeatQuerySet(models.QuerySet["Seat"]):
    def taken(self) -> Self:
        """Those that nobody has left."""
        return self.filter(left_at=None)

    def held_by(self, user: Any) -> Self:
        """Those that nobody has left, of who this user is as long as they hold the role."""
        places = users.subdistricts_of(user, users.Role.ASSESSOR)
        return self.taken().filter(assessor__user=user.pk, assessor__subdistrict__in=places)

    def to_score(self, user: Any) -> Self:
        """Those of a user for whose project a sheet is asked: in a round that goes on, and not withdrawn from it."""
        return self.held_by(user).filter(
            panel__entered__round__state=RoundState.OPEN, panel__entered__withdrawn_at=None
        )

    def how_far(self) -> dict[int, tuple[int, int]]:
        """By project in the round, how many sheets were submitted, of how many."""
        rows = self.taken().order_by("panel__entered").values_list("panel__entered")
        done = Count("pk", filter=Q(sheet__state="submitted"))
        return {entered: (n, of) for entered, n, of in rows.annotate(done=done, of=Count("pk"))}

    def waiting(self) -> Self:
        """Those whose sheet was not submitted yet."""
        return self.taken().exclude(sheet__state="submitted")


class Seat(models.Model):
    """Of one assessor on a panel. `is_fixed`: it stays when panels are arranged again. Who left it stays on file with the reason."""

    panel = models.ForeignKey(Panel, models.PROTECT, related_name="seats")
    assessor = models.ForeignKey(Assessor, models.PROTECT, related_name="seats", verbose_name=_("评估专家"))
    is_fixed = models.BooleanField(_("席位不再动"), default=False)
    left_at = models.DateTimeField(null=True)
    left_why = models.CharField(_("为什么离开评估组"), max_length=200, blank=True)

    data_classes = secrecy.classed(internal="panel assessor is_fixed left_at left_why")
    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["panel", "assessor__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["panel", "assessor"], name="seat_once_on_a_panel"),
            models.CheckConstraint(
                condition=Q(left_at=None, left_why="") | Q(left_at__isnull=False) & ~Q(left_why=""),
                name="seat_left_for_a_reason",
            ),
        ]


class Absence(models.Model):
    """Half a day on which an assessor cannot come. Who said nothing can come on all of them."""

    assessor = models.ForeignKey(Assessor, models.PROTECT, related_name="absences")
    day = models.DateField(_("日期"))
    half = models.CharField(_("上午或下午"), max_length=2, choices=Half.choices)

    data_classes = secrecy.classed(internal="assessor half", personal="day")

    class Meta:
        ordering = ["assessor", "day", "half"]
        constraints = [models.UniqueConstraint(fields=["assessor", "day", "half"], name="absence_once")]


class Found(models.TextChoices):
    """What came of arranging panels."""

    BEST = "best", _("已证明最优")
    GOOD = "good", _("还不能证明最优")
    CLASH = "clash", _("规则冲突，排不出来")
    NONE = "none", _("时间内没有排出来")


class Arrangement(models.Model):
    """That panels were arranged: within which loads, how good they are, how long it took. `told`: of a clash, which rules have
    to give way, by the keys of projects and assessors. Points as the optimiser counts them; less is better."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="arrangements")
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    least = models.PositiveSmallIntegerField(_("每位专家最少评几个"))
    most = models.PositiveSmallIntegerField(_("每位专家最多评几个"))
    at_once = models.PositiveSmallIntegerField(_("半天里最多几个项目"), null=True)
    found = models.CharField(_("结果"), max_length=8, choices=Found.choices)
    points = models.IntegerField(default=0)
    bound = models.IntegerField(default=0)
    milliseconds = models.PositiveIntegerField(default=0)
    told = models.JSONField(default=dict)

    data_classes = secrecy.classed(internal="round at by least most at_once found points bound milliseconds told")

    class Meta:
        ordering = ["round", "pk"]

    @property
    def is_there(self) -> bool:
        """Whether panels came of it."""
        return self.found in (Found.BEST, Found.GOOD)


def days_of(one: Round) -> list[date]:
    """On which a panel can meet."""
    if one.visits_from is None or one.visits_until is None:
        return []
    count = (one.visits_until - one.visits_from).days + 1
    return [one.visits_from + n * ONE_DAY for n in range(count)]
