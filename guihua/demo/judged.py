"""Rounds of a demonstration come to results once all their sheets are there, and are published once the days of reply are over."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from guihua.core import audit, clock
from guihua.demo import texts
from guihua.directory.models import Subdistrict
from guihua.evaluation import models as evaluation
from guihua.evaluation import moderating, result_policy
from guihua.evaluation.actions import deciding, moderations, publishing, replies, results
from guihua.evaluation.said import MarkSaid

SATISFACTION = evaluation.Source.SATISFACTION
KINDS = {"thin": evaluation.ExcuseKind.FEW, "missing": evaluation.ExcuseKind.LEFT_OUT}
STEP = Decimal("0.5")
READING = timedelta(days=3)  # between the last sheet and the draft, and between the last reply and the publication


def write(place: Subdistrict, seed: int) -> None:
    """What the office adds to the sheets is there for each; a round that then still lacks something stays open."""
    chance = Random(f"{seed} results {place.code}")  # noqa: S311 - invented surveys need no secrecy
    told = texts.load("results")
    rows = evaluation.Round.objects.filter(subdistrict=place, state=evaluation.RoundState.OPEN)
    for one in rows.select_related("year", "rubric", "liaison_rubric").order_by("year__year", "pk"):
        _survey(one, told, chance)
        _excuse(one, told)
        _talk_over(one, told)
        if next(result_policy.lacking(one), None) is None:
            _bring_out(one, told)


def _survey(one: evaluation.Round, told: dict[str, Any], chance: Random) -> None:
    """How satisfied people were, where that counts."""
    if not one.weights.filter(source=SATISFACTION, percent__gt=0).exists():
        return
    for entered in one.projects.judged().exclude(scores__source=SATISFACTION).order_by("project__number"):
        tenths = chance.randint(told["least_tenths"], told["most_tenths"])
        sent = chance.randint(*told["forms"])
        deciding.put(
            entered, SATISFACTION, Decimal(tenths) / 10, evidence=told["evidence"].format(n=sent), by=audit.SYSTEM
        )


def _excuse(one: evaluation.Round, told: dict[str, Any]) -> None:
    """Where somebody abstained and too few are left, the office says what becomes of it."""
    criteria = {each.pk: each for each in evaluation.Criterion.objects.select_related("dimension")}
    for lack in result_policy.lacking(one):
        kind = KINDS.get(lack.refusal.code)
        if kind and lack.criterion:
            deciding.excuse(lack.entered, criteria[lack.criterion], kind, why=told[kind.value], by=audit.SYSTEM)


def _talk_over(one: evaluation.Round, told: dict[str, Any]) -> None:
    """Where a panel's marks lie apart, it is noted what was said of them; at the first whoever gave least gives more."""
    for n, talk in enumerate(moderating.waiting(one.projects.judged())):
        if n == 0:
            _come_together(talk, told)
        moderations.note(talk.entered, talk.criterion, told["talked_over"], by=audit.SYSTEM)


def _come_together(talk: moderating.Talk, told: dict[str, Any]) -> None:
    marks = evaluation.Mark.objects.filter(sheet__entered=talk.entered, criterion=talk.criterion, points__isnull=False)
    lowest = marks.exclude(sheet__seat=None).select_related("sheet").order_by("points", "pk")[0]
    halfway = (lowest.points or 0) + talk.spread / 2
    now = MarkSaid(halfway - halfway % STEP, comment=told["came_round"])
    moderations.change(
        lowest.sheet, talk.criterion, now, why=told["heard"], seen=lowest.sheet.revision, by=audit.SYSTEM
    )


def _reply(one: evaluation.Round, told: dict[str, Any]) -> None:
    """One provider replied to the draft, and got its answer."""
    entered = one.projects.judged().select_related("round", "project").order_by("project__number").first()
    if entered and one.is_closed:
        reply = replies.send(entered, told["reply"], seen=0, by=audit.SYSTEM)
        replies.answer(reply, told["answer"], by=audit.SYSTEM)


def _bring_out(one: evaluation.Round, told: dict[str, Any]) -> None:
    drafted_on = (one.scoring_until or clock.today()) + READING
    until = drafted_on + timedelta(days=one.reply_days)
    one = results.draft(one, by=audit.SYSTEM)
    rows = evaluation.Round.objects.filter(pk=one.pk)
    rows.update(drafted_at=_at(drafted_on), reply_until=until)
    _reply(one, told)
    told_on = until + READING
    if told_on <= clock.today():
        publishing.publish(one, by=audit.SYSTEM, on=told_on)
        rows.update(published_at=_at(told_on))
    evaluation.Result.objects.filter(entered__round=one).update(at=_at(drafted_on))


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(15, 30)))
