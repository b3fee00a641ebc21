"""Drafts of results that a provider may answer, and replies and publications that wait for the office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.desk.attention_line import Line, Reader
from guihua.directory.models import Role, users
from guihua.evaluation import models as evaluation


def lines(reader: Reader) -> Iterator[Line]:
    if Role.MANAGER in reader.roles:
        yield from _drafts(reader)
    if Role.OFFICE in reader.roles:
        yield from _replies(reader)
        yield from _appeals(reader)


def _drafts(reader: Reader) -> Iterator[Line]:
    """Drafts of one's own projects to which nothing was said yet, as long as it may be."""
    own = commissioning.Project.objects.managed_by(reader.user)
    entered = evaluation.RoundProject.objects.judged().filter(project__in=own, reply__sent_at=None)
    open_still = evaluation.Round.objects.filter(state=evaluation.RoundState.DRAFTED, reply_until__gte=clock.today())
    rows: Any = open_still.filter(projects__in=entered).annotate(n=Count("projects")).order_by("pk")
    for one in rows:
        words = _("%(round)s，最晚 %(day)s 回应。") % {"round": one.name, "day": one.reply_until}
        yield Line("info", _("可以回应的评估初稿"), one.n, _results(one, "none"), words, since=_day(one.drafted_at))


def _replies(reader: Reader) -> Iterator[Line]:
    """Replies that wait for the office, and rounds whose days of reply are over."""
    own = evaluation.Round.objects.filter(subdistrict__in=users.subdistricts_of(reader.user, Role.OFFICE))
    for one in own.filter(state=evaluation.RoundState.DRAFTED).order_by("pk"):
        waiting = evaluation.Reply.objects.waiting().filter(entered__round=one).order_by("sent_at")
        first = waiting.first()
        if first:
            words = one.name
            address = _results(one, "waiting")
            yield Line("warn", _("等答复的初稿回应"), waiting.count(), address, words, since=_day(first.sent_at))
        elif one.reply_until and one.reply_until < clock.today():
            count = evaluation.Result.objects.newest().filter(entered__round=one).count()
            words = _("%(round)s，回应的日子过了，回应都答复了。") % {"round": one.name}
            address = reverse("evaluation:publication", args=[one.pk])
            since = one.reply_until + timedelta(days=1)
            yield Line("warn", _("可以公布的评估结果"), count, address, words, since=since)


def _appeals(reader: Reader) -> Iterator[Line]:
    """Those to be admitted or refused, and those at which all have looked again, round by round."""
    waiting = evaluation.Appeal.objects.kept_by(reader.user).waiting()
    rows: Any = evaluation.Round.objects.filter(projects__appeal__in=waiting.order_by().values("pk"))
    for one in rows.annotate(n=Count("projects__appeal"), since=Min("projects__appeal__sent_at")).order_by("pk"):
        address = f"{reverse('evaluation:appeals', args=[one.pk])}?waiting"
        yield Line("warn", _("等处理的申诉"), one.n, address, one.name, since=_day(one.since))


def _results(one: evaluation.Round, reply: str) -> str:
    return f"{reverse('evaluation:results', args=[one.pk])}?reply={reply}"


def _day(moment: Any) -> Any:
    return timezone.localdate(moment) if moment else None
