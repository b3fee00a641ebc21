"""Reports come up as their periods end, are written, submitted with what the records say, and accepted or sent back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import offers, report_paper, stops, told
from guihua.commissioning import report_policy as policy
from guihua.commissioning.actions import search_texts
from guihua.commissioning.actions.files import Content
from guihua.commissioning.calc import periods
from guihua.commissioning.models import ReportState as State
from guihua.commissioning.report_paper import Figure
from guihua.core import audit, clock, lifecycle, secrecy, uploads
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.directory import models as directory
from guihua.directory.models import AttentionRule

Report = commissioning.PeriodicReport
MOST_FILES = 10


class Clashed(Refused):
    """A colleague saved something else in these texts since the editor saw them."""

    def __init__(self, refusal: Refusal, parts: list[str]) -> None:
        super().__init__(refusal)
        self.parts = parts


def open_due(*, by: Any) -> int:
    """A report for each period that is over; returns how many are new. Done again, also after it stopped half way, it finds
    the same."""
    places = list(directory.Subdistrict.objects.order_by("pk"))
    rules = AttentionRule.objects.by_place([place.pk for place in places])
    return sum(_open(place, rules[place.pk].report_days, by) for place in places)


@transaction.atomic
def _open(place: directory.Subdistrict, days: int, by: Any) -> int:
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=place.pk)
    rows = [
        Report(
            subdistrict=place,
            project_id=project,
            rhythm=rhythm,
            first=period.first,
            last=period.last,
            due_on=period.last + timedelta(days=days),
        )
        for project, rhythm, period in _over(place)
    ]
    Report.objects.bulk_create(rows)
    if rows:
        audit.record("reports.opened", place, by=by, opened=len(rows))
    return len(rows)


def _over(place: directory.Subdistrict) -> Iterator[tuple[int, str, periods.Period]]:
    """The periods that are over and not asked for yet, by the mode of each project in the edition of its contract. Of what
    was over when a contract was put on file was told outside of this product."""
    own: Any = commissioning.Contract.objects.filter(subdistrict=place, rules__isnull=False)
    own = own.exclude(project__state=commissioning.ProjectState.CLOSED).select_related("project").order_by("pk")
    ruled = commissioning.ModeRule.objects.filter(rules__subdistrict=place).exclude(rhythm="")
    rhythms = {(rules, mode): rhythm for rules, mode, rhythm in ruled.values_list("rules", "mode", "rhythm")}
    told_until = Report.objects.filter(subdistrict=place).last_told()
    stopped = stops.of(own.order_by().values("project"))
    for contract in own:
        project = contract.project
        rhythm = rhythms.get((contract.rules_id, project.mode_id))
        if rhythm is None:
            continue
        term = (rhythm, project.starts_on, stops.ends_on(stopped, project))
        for period in periods.over(*term, before=clock.today(), after=told_until.get(project.pk)):
            if stops.stands_still(stopped, project.pk, period.first, period.last):
                continue
            if period.last >= contract.entered_on:
                yield project.pk, rhythm, period


@transaction.atomic
def save(
    report: Report, values: Mapping[str, str], *, seen: Mapping[str, str], by: Any, quietly: bool = False
) -> Report:
    """The texts say this from now on, as far as they are given. `seen` are the marks of what the editor saw in each. `quietly`: by
    the page itself while somebody types; the trail would drown in it.

    Raises Clashed, and writes nothing, where a colleague changed a text that the editor changes otherwise.
    """
    report = _locked(report)
    refuse_if(policy.why_not_write(by, report))
    mine, both = offers.merged(report.texts, values, seen)
    if both:
        words = _("有人刚刚改过同一段。两边都在下面，请改成最后要的样子再保存。")
        raise Clashed(Refusal("clash", words), both)
    if mine:
        for name, text in mine.items():
            setattr(report, name, text)
        report.saved_at, report.saved_by = clock.now(), by
        report.save(update_fields=[*mine, "saved_at", "saved_by"])
        if not quietly:
            audit.record("report.saved", report, by=by, parts=sorted(mine))
    return report


@transaction.atomic
def add_file(report: Report, name: str, given: Content, *, by: Any) -> commissioning.ReportFile:
    report = _locked(report)
    refuse_if(policy.why_not_write(by, report))
    if report.files.count() >= MOST_FILES:
        raise Refused(Refusal("files", _("一份报告最多 %(n)d 个文件。") % {"n": MOST_FILES}))
    wrapped, key = secrecy.new_wrapped_key()
    stored_as = uploads.new_name()
    uploads.write(stored_as, given.content, key=key)
    about = {"name": name, "suffix": given.suffix, "bytes": len(given.content), "at": clock.now(), "by": by}
    file = commissioning.ReportFile.objects.create(report=report, **about, stored_as=stored_as, data_key=wrapped)
    audit.record("report.file_added", report, by=by, bytes=file.bytes)
    return file


@transaction.atomic
def remove_file(file: commissioning.ReportFile, *, by: Any) -> None:
    """It is gone with its key, from backups too."""
    report = _locked(file.report)
    file = commissioning.ReportFile.objects.select_related("report").get(pk=file.pk, report=report)
    refuse_if(policy.why_not_remove(by, file))
    audit.record("report.file_removed", report, by=by, bytes=file.bytes)
    stored_as = file.stored_as
    file.delete()
    transaction.on_commit(lambda: uploads.remove(stored_as))


def content_of(file: commissioning.ReportFile) -> bytes:
    return uploads.read(file.stored_as, key=secrecy.unwrapped(file.data_key))


@transaction.atomic
def submit(report: Report, figures: Sequence[Figure], *, by: Any) -> commissioning.ReportVersion:
    """It is told, with what the records say now: whatever they say later, this is kept. The page that shows them brings the figures,
    as they are counted by contexts above this one."""
    report = _locked(report)
    refuse_if(policy.why_not_submit(by, report))
    report.submitted_at = clock.now()
    report.save(update_fields=["submitted_at"])
    paper = report_paper.as_submitted(report, figures)
    own = {"number": report.versions.count() + 1, "paper": paper, "digest": report_paper.digest(paper)}
    version = commissioning.ReportVersion.objects.create(
        report=report, **own, submitted_at=report.submitted_at, submitted_by=by
    )
    report.files.filter(version=None).update(version=version)
    search_texts.keep(report)
    lifecycle.move(report, State.SUBMITTED, by=by)
    told.report_submitted(report)
    return version


@transaction.atomic
def check(report: Report, *, by: Any) -> Report:
    """The liaison officer found it right; the office decides."""
    report = _locked(report)
    refuse_if(policy.why_not_check(by, report))
    _mark(report, checked_at=clock.now(), checked_by=by)
    lifecycle.move(report, State.CHECKED, by=by)
    return report


@transaction.atomic
def accept(report: Report, *, by: Any) -> Report:
    report = _locked(report)
    refuse_if(policy.why_not_accept(by, report))
    _mark(report, decided_at=clock.now(), decided_by=by)
    lifecycle.move(report, State.ACCEPTED, by=by)
    told.report_decided(report, "")
    return report


@transaction.atomic
def send_back(report: Report, *, why: str, by: Any) -> Report:
    """The provider writes it anew; what was submitted stays."""
    report = _locked(report)
    refuse_if(policy.why_not_send_back(by, report))
    _mark(report, decided_at=clock.now(), decided_by=by, why=why)
    lifecycle.move(report, State.RETURNED, by=by, why=why)
    told.report_decided(report, why)
    return report


def _mark(report: Report, **columns: Any) -> None:
    """What was decided stands beside the version that was submitted last."""
    report.versions.filter(decided_at=None).update(**columns)


def _locked(report: Report) -> Report:
    Report.objects.select_for_update(of=("self",)).only("pk").get(pk=report.pk)
    return Report.objects.select_related("project__provider").get(pk=report.pk)
