"""What lies in a self-report for a criterion: papers that the project has, and files that are sent for it. Each opening is on file."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import files
from guihua.commissioning.actions.files import Content
from guihua.core import clock, secrecy, uploads
from guihua.core.refusal import refuse_if
from guihua.evaluation import evidence
from guihua.evaluation import models as evaluation
from guihua.evaluation import self_report_policy as policy
from guihua.evaluation.actions.self_reports import locked, record

Evidence = evaluation.SelfEvidence


@transaction.atomic
def attach(
    report: evaluation.SelfReport,
    criterion: evaluation.Criterion,
    papers: Collection[commissioning.ProjectFile] = (),
    *,
    sent: tuple[str, Content] | None = None,
    by: Any,
) -> int:
    """These papers of the project, and a file with its name: all of it or nothing. Returns how many are new."""
    report = locked(report)
    refuse_if(policy.why_not_write(by, report.entered))
    there = set(report.evidence.filter(criterion=criterion).values_list("paper", flat=True))
    own = (
        evidence.papers_of(report.entered.project)
        .filter(pk__in=[one.pk for one in papers])
        .exclude(pk__in=there - {None})
    )
    about = {"report": report, "criterion": criterion, "at": clock.now(), "by": by}
    new = [Evidence(**about, name=one.name, paper=one) for one in own]
    refuse_if(policy.why_not_attach(report, criterion.pk, len(new) + (sent is not None)))
    Evidence.objects.bulk_create(new)
    if sent:
        _put(Evidence(**about, name=sent[0]), sent[1])
    count = len(new) + (sent is not None)
    record("attached", report, by, criterion=criterion.pk, papers=len(new), files=count - len(new))
    return count


@transaction.atomic
def take_out(one: Evidence, *, by: Any) -> None:
    """A file that was sent is gone with its key; a paper stays with the project's."""
    report = locked(one.report)
    refuse_if(policy.why_not_write(by, report.entered))
    one = report.evidence.get(pk=one.pk)
    record("detached", report, by, criterion=one.criterion_id, evidence=one.pk)  # a file's name may tell of somebody
    stored_as = one.stored_as
    one.delete()
    if stored_as:
        transaction.on_commit(lambda: uploads.remove(stored_as))


@transaction.atomic
def read(one: Evidence, *, by: Any) -> tuple[str, bytes]:
    """Its kind by suffix and what it holds: of a paper what it said when the report was handed in, before that what it says now.
    Raises secrecy.Destroyed where it was removed."""
    record("read", one.report, by, evidence=one.pk)
    if one.paper is None:
        return one.suffix, uploads.read(one.stored_as, key=secrecy.unwrapped(one.data_key))
    version = one.version or one.paper.versions.order_by("-number")[0]
    return version.suffix, files.content_of(version)


def _put(one: Evidence, given: Content) -> None:
    wrapped, key = secrecy.new_wrapped_key()
    one.stored_as, one.data_key = uploads.new_name(), wrapped
    one.suffix, one.bytes = given.suffix, len(given.content)
    uploads.write(one.stored_as, given.content, key=key)
    one.save()
