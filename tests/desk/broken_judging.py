"""What was opened with is changed past the verbs."""

from datetime import timedelta

from guihua.commissioning.models import Project
from guihua.core import audit, uploads
from guihua.directory.models import Subdistrict
from guihua.evaluation.actions import appeals, samples
from guihua.evaluation.models import (
    Appeal,
    Assessor,
    Criterion,
    GradeBand,
    Mark,
    MarkChange,
    Panel,
    Round,
    RoundProject,
    ScoreSheet,
    Seat,
    SelfAnswer,
    SelfEvidence,
)


def criterion_rewritten(_place):
    rubric = Round.objects.get(name="进行轮").rubric
    Criterion.objects.filter(dimension__rubric=rubric, name="目标达成").update(guidance="另外一句话。")


def band_moved(_place):
    GradeBand.objects.filter(round__name="进行轮", grade="excellent").update(floor=85)


def mark_changed(_place):
    Mark.objects.filter(sheet__entered__round__name="初稿轮", criterion__name="目标达成").update(points=65)


def comment_changed(_place):
    """Nothing of the score, but what the provider was told."""
    Mark.objects.filter(sheet__entered__round__name="初稿轮", criterion__name="目标达成").update(comment="都好")


def panel_met_too_late(_place):
    panel = Panel.objects.get(entered__round__name="进行轮")
    Panel.objects.filter(pk=panel.pk).update(day=panel.entered.round.visits_until + timedelta(days=9), half="am")


def sheet_of_another_project(place):
    other = Project.objects.get(subdistrict=place, number="GC-2")
    entered = RoundProject.objects.create(round=Round.objects.get(name="筹备轮"), project=other)
    seat = Seat.objects.get(assessor__name="专家乙", panel__entered__round__name="进行轮")
    ScoreSheet.objects.update_or_create(seat=seat, defaults={"entered": entered, "source": "assessors"})


def assessor_of_another_place(place):
    elsewhere = Subdistrict.objects.exclude(pk=place.pk).order_by("pk")[0]
    Assessor.objects.filter(name="专家乙").update(subdistrict=elsewhere)


def sample_swapped(place):
    """Somebody puts a record in that nobody drew."""
    entered = RoundProject.objects.get(round__name="进行轮")
    sample = samples.draw(entered, seed="一", by=audit.SYSTEM)
    sample.records.filter(position=1).update(session=0)


def mark_changed_after_the_talk(_place):
    change = MarkChange.objects.get()
    Mark.objects.filter(sheet=change.sheet, criterion=change.criterion).update(points=30)


def decision_of_an_appeal_rewritten(_place):
    appeals.decide(Appeal.objects.get(), "第二次看的分差不多，维持原来的得分", is_upheld=False, by=audit.SYSTEM)
    Appeal.objects.update(decision="另外一句话")


def self_report_rewritten(_place):
    SelfAnswer.objects.filter(report__entered__round__name="又一轮").update(text="另外一句话。")


def self_evidence_gone(_place):
    uploads.remove(SelfEvidence.objects.exclude(stored_as="").first().stored_as)


BROKEN = [
    (mark_changed_after_the_talk, {"marks_as_talked_over"}),
    (decision_of_an_appeal_rewritten, {"appeals_as_decided"}),
    (self_report_rewritten, {"self_reports_as_handed_in"}),
    (self_evidence_gone, {"self_evidence"}),
    (sample_swapped, {"samples_as_drawn"}),
    (criterion_rewritten, {"rubrics_as_frozen"}),
    (band_moved, {"rounds_as_opened"}),
    (mark_changed, {"results_from_their_rows"}),
    (comment_changed, {"results_from_their_rows"}),
    (panel_met_too_late, {"panels_on_visit_days"}),
    (sheet_of_another_project, {"sheets_of_their_panel"}),
    (assessor_of_another_place, {"seats_of_own_assessors"}),
]
