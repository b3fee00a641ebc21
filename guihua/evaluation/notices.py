"""What people are told of rounds and sheets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core import clock, inbox
from guihua.directory import models as directory
from guihua.directory.models import Role
from guihua.evaluation import models as evaluation


def _began(params: Mapping[str, Any]) -> str:
    """A liaison officer has a sheet to fill in; a manager has not."""
    if params["day"]:
        return _("「%(round)s」开始了，您有 %(n)s 个项目参加。评分表最晚 %(day)s 交。") % params
    return _("「%(round)s」开始了，您有 %(n)s 个项目参加。") % params


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
    counts, officers = _counts(one), set(_officers(one))
    day = one.scoring_until.isoformat() if one.scoring_until and one.liaison_rubric_id else ""
    for user in directory.User.objects.filter(pk__in=counts, is_active=True).order_by("pk"):
        params = {"round": one.name, "n": counts[user.pk], "day": day if user.pk in officers else ""}
        inbox.tell([user], OPENED.code, event=f"round-{one.pk}", params=params, address=_page(one))


def reopened(sheet: evaluation.ScoreSheet, by: Any) -> None:
    if sheet.scorer and sheet.scorer != by:
        one, number = sheet.entered.round, sheet.reopenings.count()
        address = reverse("evaluation:sheet", args=[sheet.pk])
        event = f"sheet-{sheet.pk}-{number}"
        inbox.tell([sheet.scorer], REOPENED.code, event=event, params={"round": one.name}, address=address)


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
