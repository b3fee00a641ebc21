"""A provider writes what it says of its own project, hands it in once, and the office opens it again or lets in whoever is late."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.evaluation import asked_for, digests, evidence, notices, self_reported, sheet_policy
from guihua.evaluation import models as evaluation
from guihua.evaluation import self_report_policy as policy
from guihua.evaluation.rubric_policy import why_not_seen
from guihua.evaluation.said import MarkSaid
from guihua.evaluation.self_reported import AnswerSaid

Entered = evaluation.RoundProject
Report = evaluation.SelfReport
State = evaluation.SelfReportState


@transaction.atomic
def begin(entered: Entered, *, by: Any) -> Report:
    """There is one, however often it is begun; papers of the project that its criteria ask for by name lie in it already."""
    entered = held(entered.pk)
    refuse_if(policy.why_not_write(by, entered))
    return _begun(entered, by)


@transaction.atomic
def write(report: Report, answers: Mapping[int, AnswerSaid], *, seen: int, by: Any) -> Report:
    """Of these criteria it says this from now on; nobody else reads it yet. `seen`: the revision that the editor saw."""
    report = locked(report)
    refuse_if(policy.why_not_write(by, report.entered) or why_not_seen(report.revision, seen))
    before = self_reported.said_of(report)
    asked = {one.pk: one for one in self_reported.criteria_of(report.entered)}
    changed = {key: one for key, one in answers.items() if key in asked and before.get(key, AnswerSaid()) != one}
    for key, one in changed.items():
        refuse_if(_why_not_say(report, asked[key], one))
    if changed:
        _put(report, changed)
        report.by, report.saved_at, report.revision = by, clock.now(), report.revision + 1
        report.save(update_fields=["by", "saved_at", "revision"])
        record("written", report, by, criteria=len(changed))
    return report


@transaction.atomic
def submit(report: Report, *, by: Any) -> Report:
    """It stands from now on: its papers in the versions that they have now, and all that it says by its digest."""
    report = locked(report)
    refuse_if(policy.why_not_write(by, report.entered))
    refuse_if(next((refusal for _key, refusal in policy.lacking(self_reported.of_report(report))), None))
    _pin(report)
    _hand_in(report, clock.now(), by)
    record("submitted", report, by)
    return report


@transaction.atomic
def open_again(entered: Entered, until: date, *, why: str, by: Any) -> Report:
    """Its provider may write and hand it in up to and including that day; that it was opened, and why, stays on file."""
    entered = held(entered.pk)
    refuse_if(policy.why_not_open(by, entered, until))
    report = _begun(entered, by)
    evaluation.SelfReportOpening.objects.create(report=report, at=clock.now(), by=by, until=until, why=why)
    report.evidence.update(version=None)
    report.submitted_at, report.digest, report.state = None, "", State.DRAFT
    report.save(update_fields=["submitted_at", "digest", "state"])
    record("opened", report, by, why=why, until=str(until))
    if by is not audit.SYSTEM:
        notices.self_report_opened(report, until)
    return report


@transaction.atomic
def put_on_file(entered: Entered, answers: Mapping[int, AnswerSaid], *, at: datetime, author: Any, by: Any) -> Report:
    """A whole one that was handed in before, by the server's own commands alone. What a screen would have refused is refused."""
    entered = held(entered.pk)
    refuse_if(sheet_policy.why_not_file(by, entered) or policy.why_not_write(by, entered))
    report, _made = Report.objects.get_or_create(entered=entered)
    _put(report, answers)
    refuse_if(next((refusal for _key, refusal in policy.lacking(self_reported.of_report(report))), None))
    _hand_in(report, at, author)
    record("filed", report, by, criteria=len(answers))
    return report


def held(pk: int) -> Entered:
    """Under the lock of the project in the round, under which it is withdrawn, and its round comes to a draft."""
    Entered.objects.select_for_update(of=("self",)).only("pk").get(pk=pk)
    return Entered.objects.select_related("round__rubric", "project__domain").get(pk=pk)


def locked(report: Report) -> Report:
    held(report.entered_id)
    return Report.objects.with_all_that_it_asks().get(pk=report.pk)


def record(deed: str, report: Report, by: Any, **details: Any) -> None:
    audit.record(f"selfreport.{deed}", report.entered.round, by=by, project=report.entered.project_id, **details)


def _begun(entered: Entered, by: Any) -> Report:
    report, made = Report.objects.get_or_create(entered=entered)
    if made:
        papers = list(evidence.papers_of(entered.project))
        evaluation.SelfEvidence.objects.bulk_create(
            evaluation.SelfEvidence(report=report, criterion=one, at=clock.now(), by=by, name=paper.name, paper=paper)
            for one in self_reported.criteria_of(entered)
            for paper in asked_for.papers_for(one, papers)[: policy.MOST_PAPERS]
        )
        record("begun", report, by)
    return report


def _why_not_say(report: Report, criterion: evaluation.Criterion, said: AnswerSaid) -> Any:
    """Points in the steps that assessors give them in."""
    step = report.entered.round.rubric.step if report.entered.round.rubric else criterion.points
    return sheet_policy.why_not_mark(criterion, MarkSaid(said.points), step)


def _put(report: Report, answers: Mapping[int, AnswerSaid]) -> None:
    rows = [evaluation.SelfAnswer(report=report, criterion_id=key, **vars(one)) for key, one in answers.items()]
    evaluation.SelfAnswer.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["report", "criterion"], update_fields=["text", "points"]
    )


def _pin(report: Report) -> None:
    """Of each of its papers the version that is the newest now."""
    rows = list(report.evidence.exclude(paper=None))
    newest: dict[int, commissioning.FileVersion] = {}
    for version in commissioning.FileVersion.objects.filter(file__in=[one.paper_id for one in rows]).order_by("number"):
        newest[version.file_id] = version
    for one in rows:
        one.version = newest[one.paper_id] if one.paper_id else None
    evaluation.SelfEvidence.objects.bulk_update(rows, ["version"])


def _hand_in(report: Report, at: datetime, by: Any) -> None:
    report.digest = digests.of_self_report(report)
    report.submitted_at, report.by, report.state = at, by, State.SUBMITTED  # with its time, which the database looks at
    report.save(update_fields=["digest", "submitted_at", "by", "state"])
