"""What people are told of rounds and sheets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core import clock, inbox
from guihua.directory import models as directory
from guihua.directory.models import Role
from guihua.evaluation import models as evaluation
from guihua.evaluation import panel_words


def _began(params: Mapping[str, Any]) -> str:
    """A liaison officer has a sheet to fill in, a manager a self-report to hand in."""
    if params["day"]:
        return _("「%(round)s」开始了，您有 %(n)s 个项目参加。评分表最晚 %(day)s 交。") % params
    if params.get("report"):
        return _("「%(round)s」开始了，您有 %(n)s 个项目参加。自评最晚 %(report)s 交。") % params
    return _("「%(round)s」开始了，您有 %(n)s 个项目参加。") % params


def _scheduled(params: Mapping[str, Any]) -> str:
    if params["n"] > 1:
        return _("「%(round)s」有 %(n)s 个您的项目定了或改了评估时间，请看安排。") % params
    if not params["day"]:
        return _("%(project)s：「%(round)s」原来的评估时间不算了，新的时间待定。") % params
    when = panel_words.met(date.fromisoformat(params["day"]), params["half"], params["meeting"])
    return _("%(project)s：「%(round)s」的评估时间是 %(when)s。") % {**params, "when": when}


OPENED = inbox.kind(
    "round.opened",
    gettext_lazy("一轮评估开始了"),
    _began,
)
REOPENED = inbox.kind(
    "sheet.reopened",
    gettext_lazy("评分表退回重填"),
    lambda params: _("「%(round)s」有一张评分表退回重填，请看原因。") % params,
)
SELF_REPORT_OPENED = inbox.kind(
    "selfreport.opened",
    gettext_lazy("自评退回或可以补交"),
    lambda params: _("%(project)s：「%(round)s」的自评可以写、可以交了，最晚 %(day)s，请看原因。") % params,
)
SCHEDULED = inbox.kind(
    "panel.scheduled",
    gettext_lazy("评估时间定了或改了"),
    _scheduled,
)
DRAFTED = inbox.kind(
    "round.drafted",
    gettext_lazy("评估结果初稿出来了"),
    lambda params: _("「%(round)s」的初稿出来了，您有 %(n)s 个项目，%(day)s 以前可以回应。") % params,
)
REPLIED = inbox.kind(
    "round.replied",
    gettext_lazy("承接机构回应了初稿"),
    lambda params: _("%(project)s：承接机构对「%(round)s」的初稿有回应，等您答复。") % params,
)
ANSWERED = inbox.kind(
    "round.answered",
    gettext_lazy("办公室答复了对初稿的回应"),
    lambda params: _("%(project)s：办公室答复了您对「%(round)s」初稿的回应。") % params,
)
PUBLISHED = inbox.kind(
    "round.published",
    gettext_lazy("评估结果公布了"),
    lambda params: _("「%(round)s」的结果公布了，您有 %(n)s 个项目。") % params,
)


def opened(one: evaluation.Round, by: Any) -> None:
    """The managers and the liaison officers of its projects, each once with how many are theirs."""
    counts, officers, managers = _counts(one), set(_officers(one)), _managed(one)
    day = one.scoring_until.isoformat() if one.scoring_until and one.liaison_rubric_id else ""
    for user in directory.User.objects.filter(pk__in=counts, is_active=True).order_by("pk"):
        params = {"round": one.name, "n": counts[user.pk], "day": day if user.pk in officers else ""}
        params["report"] = str(one.self_report_until or "") if user.pk in managers else ""
        inbox.tell([user], OPENED.code, event=f"round-{one.pk}", params=params, address=_page(one))


def reopened(sheet: evaluation.ScoreSheet, by: Any) -> None:
    if sheet.scorer and sheet.scorer != by:
        one, number = sheet.entered.round, sheet.reopenings.count()
        address = reverse("evaluation:sheet", args=[sheet.pk])
        event = f"sheet-{sheet.pk}-{number}"
        inbox.tell([sheet.scorer], REOPENED.code, event=event, params={"round": one.name}, address=address)


def self_report_opened(report: evaluation.SelfReport, until: date) -> None:
    """Those who may write it."""
    entered = report.entered
    params = {"round": entered.round.name, "project": entered.project.name, "day": str(until)}
    event = f"selfreport-{report.pk}-{report.openings.count()}"
    address = reverse("evaluation:self_report", args=[report.pk])
    managers = [user for user, _own in _theirs([entered])]
    inbox.tell(managers, SELF_REPORT_OPENED.code, event=event, params=params, address=address)


def scheduled(one: evaluation.Round, panels: Collection[evaluation.Panel], event: str) -> None:
    """The managers of these projects, each once for one change however many of theirs it is about: that their time was set, or is
    another one. Before a round opens nobody is told, since it is the office's alone."""
    if one.is_preparing or not panels:
        return
    rows = one.projects.judged().filter(panel__in=panels).select_related("project", "panel")
    entered = list(rows.order_by("project__number"))
    address = reverse("evaluation:self_reports", args=[one.pk])
    for user, mine in _theirs(entered):
        panel, name = mine[0].panel, mine[0].project.name
        when = {"day": str(panel.day or ""), "half": panel.half, "meeting": panel.meeting}
        params = {"round": one.name, "n": len(mine), "project": name, **when}
        inbox.tell([user], SCHEDULED.code, event=event, params=params, address=address)


def drafted(one: evaluation.Round) -> None:
    """The managers of its projects, who may answer."""
    counts = _managed(one)
    for user in directory.User.objects.filter(pk__in=counts, is_active=True).order_by("pk"):
        params = {"round": one.name, "n": counts[user.pk], "day": str(one.reply_until)}
        inbox.tell([user], DRAFTED.code, event=f"round-{one.pk}-draft", params=params, address=_results(one))


def replied(reply: evaluation.Reply) -> None:
    """The office, which answers."""
    entered = reply.entered
    held = directory.Membership.objects.filter(role=Role.OFFICE, subdistrict=entered.round.subdistrict_id)
    office = directory.User.objects.filter(pk__in=held.on(clock.today()).values("user"), is_active=True).order_by("pk")
    params = {"round": entered.round.name, "project": entered.project.name}
    inbox.tell(office, REPLIED.code, event=f"reply-{reply.pk}", params=params, address=_result(entered))


def answered(reply: evaluation.Reply) -> None:
    """Who replied; an answer that is worded anew is told of again."""
    if reply.by:
        entered = reply.entered
        params = {"round": entered.round.name, "project": entered.project.name}
        event = f"reply-{reply.pk}-answer"
        inbox.tell([reply.by], ANSWERED.code, event=event, params=params, address=_result(entered))


def published(one: evaluation.Round) -> None:
    """The managers and the liaison officers of its projects."""
    counts = _counts(one)
    for user in directory.User.objects.filter(pk__in=counts, is_active=True).order_by("pk"):
        params = {"round": one.name, "n": counts[user.pk]}
        inbox.tell([user], PUBLISHED.code, event=f"round-{one.pk}-told", params=params, address=_results(one))


def _counts(one: evaluation.Round) -> dict[int, int]:
    """How many of the projects are each one's to run or to look after today."""
    found = _managed(one)
    for user in _officers(one):
        found[user] = found.get(user, 0) + 1
    return found


def _managed(one: evaluation.Round) -> dict[int, int]:
    """How many of the projects each manager runs today."""
    today, found = clock.today(), dict[int, int]()
    projects = dict(one.projects.judged().order_by().values_list("project", "project__provider"))
    held = directory.Membership.objects.filter(role=Role.MANAGER, organisation__in=projects.values()).on(today)
    for user, provider in held.values_list("user", "organisation").distinct():
        found[user] = found.get(user, 0) + sum(each == provider for each in projects.values())
    return found


def _theirs(entered: Collection[evaluation.RoundProject]) -> list[tuple[directory.User, list[evaluation.RoundProject]]]:
    """Who runs any of these projects today, with those that they run."""
    providers = {one.project.provider_id for one in entered}
    held = directory.Membership.objects.filter(role=Role.MANAGER, organisation__in=providers).on(clock.today())
    runs: dict[int, set[int | None]] = {}
    for user, provider in held.values_list("user", "organisation"):
        runs.setdefault(user, set()).add(provider)
    people = directory.User.objects.filter(pk__in=runs, is_active=True).order_by("pk")
    return [(user, [one for one in entered if one.project.provider_id in runs[user.pk]]) for user in people]


def _officers(one: evaluation.Round) -> list[int]:
    """Who looks after its projects today: each as often as there are such projects."""
    today, projects = clock.today(), one.projects.judged().order_by().values("project")
    held = directory.Membership.objects.filter(role=Role.LIAISON, subdistrict=one.subdistrict_id).on(today)
    granted = directory.Grant.objects.filter(role=Role.LIAISON, kind="project", object_id__in=projects).on(today)
    return list(granted.filter(user__in=held.values("user")).values_list("user", flat=True))


def _page(one: evaluation.Round) -> str:
    return reverse("evaluation:round", args=[one.pk])


def _results(one: evaluation.Round) -> str:
    return reverse("evaluation:results", args=[one.pk])


def _result(entered: evaluation.RoundProject) -> str:
    return reverse("evaluation:result", args=[entered.pk])
