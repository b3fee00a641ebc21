"""Which things the search looks into, and what each of them says. A new kind is one more `Source`, and one call of
`actions.search_texts.keep` in each verb that changes what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from guihua.commissioning import models as commissioning


@dataclass(frozen=True)
class Said:
    """Where no line says anything, there is nothing to find."""

    lines: Iterable[str]
    day: date
    project: int | None = None

    @property
    def text(self) -> str:
        return "\n".join(line for line in self.lines if line)


@dataclass(frozen=True)
class Source:
    """`rows`: the things with all that their texts are told from. `place`: of which sub-district one is."""

    kind: str
    model: type[Model]
    rows: Callable[[], QuerySet[Any]]
    said: Callable[[Any], Said]
    place: Callable[[Any], int] = lambda one: one.subdistrict_id


def _visits() -> QuerySet[Any]:
    return commissioning.LiaisonVisit.objects.prefetch_related("replies")


def _visit(one: commissioning.LiaisonVisit) -> Said:
    return Said([one.findings, one.advice, *(reply.text for reply in one.replies.all())], one.day, one.project_id)


def _tasks() -> QuerySet[Any]:
    return commissioning.ProjectTask.objects.prefetch_related("answers")


def _task(one: commissioning.ProjectTask) -> Said:
    said = [one.what, one.why, *(answer.text for answer in one.answers.all())]
    return Said(said, _day(one.raised_at), one.project_id)


def _messages() -> QuerySet[Any]:
    return commissioning.Message.objects.select_related("thread").prefetch_related("files")


def _message(one: commissioning.Message) -> Said:
    """The first one says the subject too."""
    subject = one.thread.subject if one.number == 1 else ""
    return Said([subject, one.text, *map(str, one.files.all())], _day(one.at), one.thread.project_id)


def _reports() -> QuerySet[Any]:
    return commissioning.PeriodicReport.objects.prefetch_related("versions")


def _report(one: commissioning.PeriodicReport) -> Said:
    """What was submitted last. What is being written is its provider's alone."""
    newest = max(one.versions.all(), key=lambda version: version.number, default=None)
    lines = [*newest.paper["texts"].values(), *newest.paper["files"]] if newest else []
    return Said(lines, _day(newest.submitted_at) if newest else one.last, one.project_id)


def _contracts() -> QuerySet[Any]:
    return commissioning.Contract.objects.prefetch_related("amendments")


def _contract(one: commissioning.Contract) -> Said:
    changed = [change.why for change in one.amendments.all()]
    return Said([one.number, one.term_reason, *changed], one.signed_on, one.project_id)


def _indicators() -> QuerySet[Any]:
    return commissioning.Indicator.objects.select_related("contract")


def _indicator(one: commissioning.Indicator) -> Said:
    return Said([one.name, one.source], one.contract.signed_on, one.contract.project_id)


def _needs() -> QuerySet[Any]:
    return commissioning.Need.objects.prefetch_related("answers")


def _need(one: commissioning.Need) -> Said:
    notes = [answer.note for answer in one.answers.all()]
    return Said([one.title, one.about, one.evidence, *notes], _day(one.added_at))


def _notices() -> QuerySet[Any]:
    return commissioning.PublicNotice.objects.select_related("procurement")


def _notice(one: commissioning.PublicNotice) -> Said:
    lines = [one.name, one.number, one.supplier, one.contract, one.remark, one.correction]
    return Said(lines, one.on, one.procurement.project_id)


def _coverage() -> QuerySet[Any]:
    return commissioning.Coverage.objects.all()


def _piece(one: commissioning.Coverage) -> Said:
    return Said([one.title, one.outlet], one.on, one.project_id)


def _files() -> QuerySet[Any]:
    return commissioning.ProjectFile.objects.prefetch_related("versions")


def _file(one: commissioning.ProjectFile) -> Said:
    """Its name, as long as it is there."""
    newest = max(one.versions.all(), key=lambda version: version.number, default=None)
    if one.removed_at or newest is None:
        return Said([], timezone.localdate(), one.project_id)
    return Said([f"{one.name}{newest.suffix}"], _day(newest.at), one.project_id)


def _calls() -> QuerySet[Any]:
    return commissioning.Call.objects.select_related("procurement").prefetch_related("postponements")


def _call(one: commissioning.Call) -> Said:
    moved = [each.why for each in one.postponements.all()]
    return Said([one.asked, one.papers, *moved], _day(one.published_at or one.deadline), one.procurement.project_id)


def _acceptances() -> QuerySet[Any]:
    return commissioning.Acceptance.objects.select_related("contract").prefetch_related("items")


def _acceptance(one: commissioning.Acceptance) -> Said:
    """Not who was there, and not what those said who were served."""
    items = [line for item in one.items.all() for line in (item.what, item.remark)]
    return Said([one.text, *items, one.answer], one.held_on, one.contract.project_id)


def _articles() -> QuerySet[Any]:
    return commissioning.Article.objects.select_related("rules")


def _article(one: commissioning.Article) -> Said:
    return Said([one.heading, one.text], one.rules.in_force_from or timezone.localdate())


def _requests() -> QuerySet[Any]:
    return commissioning.PartnerRequest.objects.all()


def _request(one: commissioning.PartnerRequest) -> Said:
    return Said([one.text, one.answer], _day(one.asked_at), one.project_id)


def _posts() -> QuerySet[Any]:
    return commissioning.Post.objects.all()


def _post(one: commissioning.Post) -> Said:
    """Who holds it. Not the number of a certificate, nor why somebody left."""
    return Said([one.name], one.since, one.project_id)


def _learnings() -> QuerySet[Any]:
    return commissioning.Learning.objects.all()


def _learning(one: commissioning.Learning) -> Said:
    return Said([one.subject, one.given_by], one.day, one.project_id)


def _day(at: Any) -> date:
    return timezone.localdate(at)


SOURCES = {
    one.kind: one
    for one in (
        Source("visit", commissioning.LiaisonVisit, _visits, _visit),
        Source("task", commissioning.ProjectTask, _tasks, _task),
        Source("message", commissioning.Message, _messages, _message, lambda one: one.thread.subdistrict_id),
        Source("report", commissioning.PeriodicReport, _reports, _report),
        Source("contract", commissioning.Contract, _contracts, _contract),
        Source("indicator", commissioning.Indicator, _indicators, _indicator),
        Source("need", commissioning.Need, _needs, _need),
        Source("notice", commissioning.PublicNotice, _notices, _notice),
        Source("coverage", commissioning.Coverage, _coverage, _piece),
        Source("call", commissioning.Call, _calls, _call),
        Source("acceptance", commissioning.Acceptance, _acceptances, _acceptance),
        Source("article", commissioning.Article, _articles, _article, lambda one: one.rules.subdistrict_id),
        Source("request", commissioning.PartnerRequest, _requests, _request),
        Source("post", commissioning.Post, _posts, _post),
        Source("learning", commissioning.Learning, _learnings, _learning),
        Source("file", commissioning.ProjectFile, _files, _file),
    )
}
KINDS: dict[type[Model], str] = {source.model: kind for kind, source in SOURCES.items()}
