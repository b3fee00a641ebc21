"""A panel talks over where its marks lie far apart (合议): who changed a mark and why, and what was said in the end."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from guihua.core import secrecy
from guihua.directory import models as directory
from guihua.evaluation.models.rounds import RoundProject
from guihua.evaluation.models.rubrics import Criterion
from guihua.evaluation.models.sheets import ScoreSheet


class MarkChangeQuerySet(models.QuerySet["MarkChange"]):
    def of_projects(self, entered: Any) -> Self:
        """Of the sheets that count of these projects in a round, in the order in which they were made; each knows its project."""
        rows = self.filter(sheet__entered__in=entered, sheet__seat__left_at=None)
        return rows.annotate(entered_id=F("sheet__entered")).order_by("pk")

    def newest(self) -> Self:
        """Of each mark the last one."""
        later = self.model.objects.filter(
            sheet=OuterRef("sheet"), criterion=OuterRef("criterion"), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(later))


class MarkChange(models.Model):
    """One mark of a submitted sheet before and after. It never changes."""

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="changes")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    old_points = models.DecimalField(_("原来的分"), max_digits=5, decimal_places=2)
    old_comment = models.CharField(_("原来的说明"), max_length=400, blank=True)
    new_points = models.DecimalField(_("得分"), max_digits=5, decimal_places=2)
    new_comment = models.CharField(_("说明"), max_length=400, blank=True)
    why = models.CharField(_("为什么改分"), max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(
        internal="sheet criterion old_points old_comment new_points new_comment why at by",
    )
    objects = MarkChangeQuerySet.as_manager()

    class Meta:
        ordering = ["sheet", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="mark_changes_for_a_reason"),
            models.CheckConstraint(condition=Q(new_points__gte=0, old_points__gte=0), name="changed_mark_from_nought"),
        ]


class Moderation(models.Model):
    """What was said of a criterion, as the office noted it. `spread`: how far the marks lay apart by then; once they lie further
    apart it has to be talked over anew."""

    entered = models.ForeignKey(RoundProject, models.PROTECT, related_name="moderations")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    outcome = models.CharField(_("合议结论"), max_length=400)
    spread = models.DecimalField(_("分差"), max_digits=5, decimal_places=2)
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(internal="entered criterion outcome spread at by")

    class Meta:
        ordering = ["entered", "criterion__dimension__position", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["entered", "criterion"], name="moderation_once"),
            models.CheckConstraint(condition=~Q(outcome=""), name="moderation_has_an_outcome"),
            models.CheckConstraint(condition=Q(spread__gte=0), name="moderation_spread_from_nought"),
        ]
