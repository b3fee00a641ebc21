"""Who judges a project together (评估组), when they meet and how; each of them has a seat (席位), and one sheet to fill in.

Days are halved: a panel meets on a morning or an afternoon of the round's visit days.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.core import secrecy
from guihua.evaluation.models.assessors import Assessor
from guihua.evaluation.models.rounds import RoundProject


class Half(models.TextChoices):
    MORNING = "am", _("上午")
    AFTERNOON = "pm", _("下午")


class Meeting(models.TextChoices):
    """How a panel meets the project."""

    ON_SITE = "on_site", _("现场")
    ONLINE = "online", _("线上")
    BOTH = "both", _("现场加线上")


class Panel(models.Model):
    """Of one project in a round. `is_fixed`: its time stays when panels are arranged again. `revision` counts what was saved."""

    entered = models.OneToOneField(RoundProject, models.PROTECT, related_name="panel")
    day = models.DateField(_("评估日"), null=True)
    half = models.CharField(_("上午或下午"), max_length=2, choices=Half.choices, blank=True)
    meeting = models.CharField(_("方式"), max_length=8, choices=Meeting.choices, default=Meeting.ON_SITE)
    is_fixed = models.BooleanField(_("时间不再动"), default=False)
    revision = models.PositiveIntegerField(default=1)

    data_classes = secrecy.classed(internal="entered day half meeting is_fixed revision")

    class Meta:
        ordering = ["entered__round", "day", "half", "entered__project__number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(day=None, half="") | Q(day__isnull=False) & ~Q(half=""), name="panel_meets_on_half_a_day"
            )
        ]


class SeatQuerySet(models.QuerySet["Seat"]):
    def taken(self) -> Self:
        """Those that nobody has left."""
        return self.filter(left_at=None)


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
