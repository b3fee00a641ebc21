"""What somebody gives a project, criterion by criterion (评分表). Submitted, it is locked; who opens it again says why."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.core import secrecy
from guihua.directory import models as directory
from guihua.directory.models import Role, users
from guihua.evaluation.models.panels import Seat
from guihua.evaluation.models.rounds import RoundProject, RoundState, Source
from guihua.evaluation.models.rubrics import Criterion

# who reads a sheet of others: the office while it is filled in, too, so that it can help; those who audit once it is submitted
READING = (Role.LEADER, Role.AUDITOR, Role.COMMITTEE)


class SheetState(models.TextChoices):
    DRAFT = "draft", _("在填")
    SUBMITTED = "submitted", _("已提交")


class ScoreSheetQuerySet(models.QuerySet["ScoreSheet"]):
    def visible_to(self, user: Any) -> Self:
        """Whoever scores sees their own. Those of a panel are seen by its members, by the liaison officer and by those who oversee
        once all of it has submitted; by the office always, so that it can help. Nobody who has still to score a project sees
        what others gave it, whatever else they are."""
        looked_after = commissioning.Project.objects.looked_after_by(user)
        seats = Seat.objects.held_by(user)
        own = Q(source=Source.LIAISON, entered__project__in=looked_after) | Q(seat__in=seats)
        return self.filter(own | _of_others(user, looked_after, seats))

    def of(self, source: str) -> Self:
        return self.filter(source=source)

    def submitted(self) -> Self:
        return self.filter(state=SheetState.SUBMITTED)

    def counting(self) -> Self:
        """Those that make a result: submitted, and not of somebody who left the panel."""
        return self.submitted().filter(seat__left_at=None)

    def with_all_that_it_asks(self) -> Self:
        """With its project, its round with both rubrics, and whose seat it is."""
        rubrics = ("entered__round__liaison_rubric", "entered__round__rubric")
        return self.select_related(*rubrics, "entered__project", "seat__assessor", "scorer")

    def with_counts(self) -> Self:
        """`done`: how many criteria were scored or abstained from."""
        return self.annotate(done=Count("marks", filter=Q(marks__points__isnull=False) | Q(marks__is_abstained=True)))


def _of_others(user: Any, looked_after: Any, seats: Any) -> Q:
    whole, submitted = Q(entered__panel__in=whole_panels()), Q(state=SheetState.SUBMITTED)
    on_the_panel = Q(entered__panel__in=seats.order_by().values("panel"))
    with_them = on_the_panel | Q(entered__project__in=looked_after)
    overseen = Q(entered__round__subdistrict__in=users.subdistricts_of(user, *READING))
    of_panels = Q(source=Source.ASSESSORS) & submitted & whole & (overseen | with_them)
    of_officers = Q(source=Source.LIAISON) & submitted & overseen
    office = Q(entered__round__subdistrict__in=users.subdistricts_of(user, Role.OFFICE))
    blind = on_the_panel & ~whole | Q(source=Source.ASSESSORS, entered__in=_to_score(looked_after))
    again = Q(entered__in=RoundProject.objects.to_look_at_again(user).order_by().values("pk"))
    return (office | of_panels | of_officers) & ~blind & ~again


def whole_panels() -> Any:
    """The panels of which everybody has submitted."""
    taken = Seat.objects.taken().order_by()
    return taken.exclude(panel__in=Seat.objects.waiting().order_by().values("panel")).values("panel")


def _to_score(projects: Any) -> Any:
    """Where these are judged by liaison officers, too, whose sheet is not submitted."""
    rows = RoundProject.objects.waiting_for_sheets(projects).filter(round__liaison_rubric__isnull=False)
    return rows.order_by().values("pk")


class ScoreSheet(models.Model):
    """One of each project for its liaison officer, whoever that is by then, and one for each seat of its panel. `scorer` is who wrote
    on it last, and so who submitted it. `revision` counts what was saved, so that whoever saves second is told."""

    entered = models.ForeignKey(RoundProject, models.PROTECT, related_name="sheets")
    source = models.CharField(_("得分来源"), max_length=12, choices=Source.choices)
    seat = models.OneToOneField(Seat, models.PROTECT, null=True, related_name="sheet")
    state = models.CharField(_("状态"), max_length=12, choices=SheetState.choices, default=SheetState.DRAFT)
    scorer = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(_("提交时间"), null=True)
    revision = models.PositiveIntegerField(default=1)

    MOVES = {SheetState.DRAFT: {SheetState.SUBMITTED}, SheetState.SUBMITTED: {SheetState.DRAFT}}
    data_classes = secrecy.classed(internal="entered source seat state scorer saved_at submitted_at revision")
    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        ordering = ["entered", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["entered"], condition=Q(source=Source.LIAISON), name="liaison_sheet_once"),
            models.CheckConstraint(
                condition=Q(source=Source.LIAISON, seat=None) | Q(source=Source.ASSESSORS, seat__isnull=False),
                name="sheet_of_who_scores",
            ),
            models.CheckConstraint(
                condition=Q(state=SheetState.DRAFT, submitted_at=None)
                | Q(state=SheetState.SUBMITTED, submitted_at__isnull=False),
                name="sheet_submitted_at_a_time",
            ),
        ]

    @property
    def is_draft(self) -> bool:
        return self.state == SheetState.DRAFT


class MarkQuerySet(models.QuerySet["Mark"]):
    def visible_to(self, user: Any) -> Self:
        """Those of the sheets that the user may see; once a round is published, of their own projects also those who run them, who
        read the same marks on the page of the result."""
        seen = ScoreSheet.objects.visible_to(user).order_by().values("pk")
        own = commissioning.Project.objects.managed_by(user)
        told = Q(sheet__entered__round__state=RoundState.PUBLISHED, sheet__entered__project__in=own)
        return self.filter(Q(sheet__in=seen) | told)

    def counting(self) -> Self:
        """Those that make a result."""
        return self.filter(sheet__state=SheetState.SUBMITTED, sheet__seat__left_at=None)


class Mark(models.Model):
    """Points for a criterion, or an abstention with its reason, and what is said about it to the provider."""

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="marks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="marks")
    points = models.DecimalField(_("得分"), max_digits=5, decimal_places=2, null=True)
    is_abstained = models.BooleanField(_("不评这一项"), default=False)
    comment = models.CharField(_("说明"), max_length=400, blank=True)

    data_classes = secrecy.classed(internal="sheet criterion points is_abstained comment")
    objects = MarkQuerySet.as_manager()

    class Meta:
        ordering = ["sheet", "criterion__dimension__position", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="mark_once"),
            models.CheckConstraint(condition=Q(points=None) | Q(points__gte=0), name="mark_from_nought"),
            models.CheckConstraint(condition=Q(points=None) | Q(is_abstained=False), name="abstained_gives_no_points"),
        ]


class Reopening(models.Model):
    """A submitted sheet was opened again: by whom, when and why. It never changes."""

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="reopenings")
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    why = models.CharField(_("为什么退回重填"), max_length=200)

    data_classes = secrecy.classed(internal="sheet at by why")

    class Meta:
        ordering = ["sheet", "pk"]
