"""What a round comes to (结果): what the office decided of a project before, and its score and grade, edition by edition.

A result says what was computed from the rows; the arithmetic itself is made anew whenever somebody reads it (`judged.py`).
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.core import secrecy
from guihua.directory import models as directory
from guihua.directory.models import Role, users
from guihua.evaluation.models.panels import Seat
from guihua.evaluation.models.rounds import RoundProject, RoundState, Source, VetoItem
from guihua.evaluation.models.rubrics import Criterion

# who reads a draft of any project: those who answer for it, not those who pay by it
READING_DRAFTS = (Role.OFFICE, Role.LEADER, Role.AUDITOR, Role.COMMITTEE)


class ExcuseKind(models.TextChoices):
    """A criterion is left out for one project, or counts though fewer scored it than should have."""

    LEFT_OUT = "left_out", _("这个项目不评这一项")
    FEW = "few", _("评的人少，照样算")


class Excuse(models.Model):
    entered = models.ForeignKey(RoundProject, models.PROTECT, related_name="excuses")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    kind = models.CharField(_("怎么办"), max_length=8, choices=ExcuseKind.choices)
    why = models.CharField(_("原因"), max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(internal="entered criterion kind why at by")

    class Meta:
        ordering = ["entered", "criterion__dimension__position", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["entered", "criterion"], name="excuse_once"),
            models.CheckConstraint(condition=~Q(why=""), name="excuse_has_a_reason"),
        ]


class Bonus(models.Model):
    """Points on top; of all of a project the round's cap counts at most."""

    entered = models.ForeignKey(RoundProject, models.PROTECT, related_name="bonuses")
    points = models.DecimalField(_("加几分"), max_digits=4, decimal_places=2)
    why = models.CharField(_("原因"), max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(internal="entered points why at by")

    class Meta:
        ordering = ["entered", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(points__gt=0), name="bonus_adds"),
            models.CheckConstraint(condition=~Q(why=""), name="bonus_has_a_reason"),
        ]


class VetoFound(models.Model):
    entered = models.ForeignKey(RoundProject, models.PROTECT, related_name="vetoes")
    veto = models.ForeignKey(VetoItem, models.PROTECT, related_name="found", verbose_name=_("一票否决项"))
    why = models.CharField(_("怎么查实的"), max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(internal="entered veto why at by")

    class Meta:
        ordering = ["entered", "veto__position"]
        constraints = [
            models.UniqueConstraint(fields=["entered", "veto"], name="veto_found_once"),
            models.CheckConstraint(condition=~Q(why=""), name="veto_found_with_a_reason"),
        ]


class ResultQuerySet(models.QuerySet["Result"]):
    def newest(self) -> Self:
        """Of each project the one that stands."""
        later = self.model.objects.filter(entered=OuterRef("entered"), edition__gt=OuterRef("edition"))
        return self.filter(~Exists(later))

    def published(self) -> Self:
        return self.filter(entered__round__state=RoundState.PUBLISHED)

    def visible_to(self, user: Any) -> Self:
        """A draft: those who answer for the programme, and who runs the project or looks after it. What was published: also
        whoever reads the project's records, and who sat on its panel. Nothing to who has still to look at it again."""
        places = users.subdistricts_of(user, *READING_DRAFTS)
        projects = commissioning.Project.objects
        own = Q(entered__project__in=projects.managed_by(user)) | Q(entered__project__in=projects.looked_after_by(user))
        drafted = Q(entered__round__subdistrict__in=places) | own
        sat = Q(entered__in=Seat.objects.held_by(user).order_by().values("panel__entered"))
        told = Q(entered__project__in=projects.open_to(user)) | sat
        blind = Q(entered__in=RoundProject.objects.to_look_at_again(user).order_by().values("pk"))
        return self.filter(drafted | (Q(entered__round__state=RoundState.PUBLISHED) & told)).exclude(blind)


class Result(models.Model):
    """What a project came to. The first edition is the draft; a later one takes its place for the reason that it gives.
    `digest`: of all that it was made of. `score` is as everyone reads it."""

    entered = models.ForeignKey(RoundProject, models.PROTECT, related_name="results")
    edition = models.PositiveSmallIntegerField(_("第几稿"), default=1)
    score = models.DecimalField(_("得分"), max_digits=5, decimal_places=2)
    grade = models.CharField(_("等级"), max_length=12, choices=commissioning.Grade.choices)
    digest = models.CharField(max_length=64)
    why = models.CharField(_("为什么改"), max_length=200, blank=True)
    at = models.DateTimeField(_("出稿时间"))
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(internal="entered edition score grade digest why at by")
    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ["entered", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["entered", "edition"], name="result_edition_once"),
            models.CheckConstraint(condition=Q(edition__gte=1), name="result_editions_from_one"),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=100), name="result_of_a_hundred"),
            models.CheckConstraint(condition=~Q(digest=""), name="result_has_a_digest"),
            models.CheckConstraint(condition=Q(edition=1) | ~Q(why=""), name="result_changes_for_a_reason"),
        ]


class SourceScore(models.Model):
    """What a source without sheets says: how satisfied people are, and the mid-term. `of`: the published result it was taken from."""

    entered = models.ForeignKey(RoundProject, models.PROTECT, related_name="scores")
    source = models.CharField(_("得分来源"), max_length=12, choices=Source.choices)
    score = models.DecimalField(_("得分（百分制）"), max_digits=5, decimal_places=2)
    evidence = models.CharField(_("依据"), max_length=200)
    of = models.ForeignKey(Result, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")

    data_classes = secrecy.classed(internal="entered source score evidence of at by")

    class Meta:
        ordering = ["entered", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["entered", "source"], name="source_score_once"),
            models.CheckConstraint(
                condition=Q(source__in=[Source.MIDTERM, Source.SATISFACTION]), name="source_score_without_sheets"
            ),
            models.CheckConstraint(condition=Q(score__gte=0, score__lte=100), name="source_score_of_a_hundred"),
            models.CheckConstraint(condition=~Q(evidence=""), name="source_score_has_evidence"),
        ]
