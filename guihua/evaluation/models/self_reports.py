"""What a provider says of its own project before it is judged (自评报告), criterion by criterion, and what is there for it (佐证材料)."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from guihua.commissioning import models as commissioning
from guihua.core import secrecy, uploads
from guihua.directory import models as directory
from guihua.directory.models import Role, users
from guihua.evaluation.models.panels import Seat
from guihua.evaluation.models.rounds import RoundProject
from guihua.evaluation.models.rubrics import Criterion
from guihua.evaluation.models.sheets import READING

MOST_TEXT = 1000


class SelfReportState(models.TextChoices):
    DRAFT = "draft", _("在写")
    SUBMITTED = "submitted", _("已交")


class SelfReportQuerySet(models.QuerySet["SelfReport"]):
    def visible_to(self, user: Any) -> Self:
        """While it is written, its provider's alone; handed in, also theirs who answer for the programme, who look after the
        project, who sit on its panel, and who look again."""
        projects = commissioning.Project.objects
        own = Q(entered__project__in=projects.managed_by(user))
        overseen = Q(entered__round__subdistrict__in=users.subdistricts_of(user, Role.OFFICE, *READING))
        after = Q(entered__project__in=projects.looked_after_by(user))
        panel = Q(entered__panel__in=Seat.objects.held_by(user).order_by().values("panel"))
        again = Q(entered__in=RoundProject.objects.looked_at_again_by(user).order_by().values("pk"))
        return self.filter(own | (overseen | after | panel | again) & Q(state=SelfReportState.SUBMITTED))

    def submitted(self) -> Self:
        return self.filter(state=SelfReportState.SUBMITTED)

    def with_all_that_it_asks(self) -> Self:
        return self.select_related("entered__round__rubric", "entered__project__domain", "by")

    def with_counts(self) -> Self:
        """`told`: how many criteria have a text; `files`: how many papers are there for them. Two counts that know nothing of
        each other, so that neither is multiplied."""
        texts = SelfAnswer.objects.filter(report=models.OuterRef("pk")).exclude(text="").order_by().values("report")
        papers = SelfEvidence.objects.filter(report=models.OuterRef("pk")).order_by().values("report")
        return self.annotate(told=_counted(texts), files=_counted(papers))


def _counted(rows: Any) -> Any:
    number = rows.annotate(n=models.Count("pk")).values("n")
    return models.functions.Coalesce(models.Subquery(number, output_field=models.IntegerField()), 0)


class SelfReport(models.Model):
    """One of each project in a round. `by` is who wrote on it last, and so who handed it in. `digest`: of all that it said then.
    `revision` counts what was saved, so that whoever saves second is told."""

    entered = models.OneToOneField(RoundProject, models.PROTECT, related_name="self_report")
    state = models.CharField(_("状态"), max_length=12, choices=SelfReportState.choices, default=SelfReportState.DRAFT)
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(_("交自评的时间"), null=True)
    digest = models.CharField(max_length=64, blank=True)
    revision = models.PositiveIntegerField(default=1)

    MOVES = {SelfReportState.DRAFT: {SelfReportState.SUBMITTED}, SelfReportState.SUBMITTED: {SelfReportState.DRAFT}}
    data_classes = secrecy.classed(internal="entered state by saved_at submitted_at digest revision")
    objects = SelfReportQuerySet.as_manager()

    class Meta:
        ordering = ["entered"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=SelfReportState.DRAFT, submitted_at=None, digest="")
                | Q(state=SelfReportState.SUBMITTED, submitted_at__isnull=False) & ~Q(digest=""),
                name="self_report_handed_in_with_a_digest",
            ),
        ]

    @property
    def is_draft(self) -> bool:
        return self.state == SelfReportState.DRAFT


class SelfAnswer(models.Model):
    """What it says of a criterion; `points`: what its provider would give itself, where it says so."""

    report = models.ForeignKey(SelfReport, models.PROTECT, related_name="answers")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    text = models.CharField(_("自评"), max_length=MOST_TEXT, blank=True)
    points = models.DecimalField(_("自评分"), max_digits=5, decimal_places=2, null=True)

    data_classes = secrecy.classed(internal="report criterion text points")

    class Meta:
        ordering = ["report", "criterion__dimension__position", "criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "criterion"], name="self_answer_once"),
            models.CheckConstraint(condition=Q(points=None) | Q(points__gte=0), name="self_points_from_nought"),
        ]


class SelfEvidenceQuerySet(models.QuerySet["SelfEvidence"]):
    def visible_to(self, user: Any) -> Self:
        return self.filter(report__in=SelfReport.objects.visible_to(user).order_by())


class SelfEvidence(models.Model):
    """What is there for a criterion: one of the project's papers, in the version that it had when the report was handed in; or a file
    that was sent for it, sealed under a key of its own."""

    report = models.ForeignKey(SelfReport, models.PROTECT, related_name="evidence")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("名称"), max_length=80)
    paper = models.ForeignKey(commissioning.ProjectFile, models.PROTECT, null=True, related_name="+")
    version = models.ForeignKey(commissioning.FileVersion, models.PROTECT, null=True, related_name="+")
    suffix = models.CharField(max_length=8, blank=True)  # its kind, a key of core.uploads.kinds.KINDS
    bytes = models.PositiveBigIntegerField(default=0)
    stored_as = uploads.NameField(max_length=40, blank=True)
    data_key = models.BinaryField(max_length=64, default=b"")

    data_classes = secrecy.classed(
        internal="report criterion at by name paper version suffix bytes stored_as", sealed="data_key"
    )
    objects = SelfEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "criterion", "paper"], name="self_evidence_paper_once"),
            models.CheckConstraint(
                condition=Q(paper__isnull=False, stored_as="") | Q(paper=None, version=None) & ~Q(stored_as=""),
                name="self_evidence_is_a_paper_or_a_file",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_gone(self) -> bool:
        """Its paper was taken out of the project's since."""
        return self.paper is not None and self.paper.removed_at is not None


class SelfReportOpening(models.Model):
    """It was opened again, or for whoever was late: by whom, why, and until which day. It never changes."""

    report = models.ForeignKey(SelfReport, models.PROTECT, related_name="openings")
    at = models.DateTimeField()
    by = models.ForeignKey(directory.User, models.PROTECT, null=True, related_name="+")
    until = models.DateField(_("最晚哪天交"))
    why = models.CharField(_("原因"), max_length=200)

    data_classes = secrecy.classed(internal="report at by until why")

    class Meta:
        ordering = ["report", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="self_report_opened_for_a_reason")]


def last_day_of(entered: RoundProject) -> date | None:
    """On which its provider may hand it in: the round's, or a later one until which the office let it."""
    rows = SelfReportOpening.objects.filter(report__entered=entered)
    days = [entered.round.self_report_until, *rows.values_list("until", flat=True)]
    return max((day for day in days if day), default=None)
