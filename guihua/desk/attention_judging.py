"""Score sheets that wait, for this liaison officer round by round, for this assessor all of them; and what is to be talked over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.desk.attention_line import Line, Reader
from guihua.directory.models import Role, users
from guihua.evaluation import models as evaluation
from guihua.evaluation import moderating, own_visits


def lines(reader: Reader) -> Iterator[Line]:
    if Role.LIAISON in reader.roles:
        yield from _officers(reader)
    yield from _undeclared(reader)
    yield from _assessors(reader)
    yield from _talks(reader)
    yield from _looks(reader)
    if Role.OFFICE in reader.roles:
        yield from _rounds_talks(reader)


def _assessors(reader: Reader) -> Iterator[Line]:
    """All that is still to be handed in, over all rounds: they are on one page."""
    visits = [one for half in own_visits.half_days(reader.user) for one in half.visits if not one.is_done]
    if not visits:
        return
    rounds = [one.panel.entered.round for one in visits]
    last = min((one.scoring_until for one in rounds if one.scoring_until), default=None)
    days = [timezone.localdate(one.opened_at) for one in rounds if one.opened_at]
    colour = "bad" if last and last < clock.today() else "warn"
    words = _("评分表最晚 %(day)s 交。") % {"day": last} if last else ""
    address = f"{reverse('evaluation:my_visits')}?waiting"
    yield Line(colour, _("等您打分"), len(visits), address, words, since=min(days, default=None))


def _undeclared(reader: Reader) -> Iterator[Line]:
    """Rounds for which this assessor has not signed."""
    for one in evaluation.Declaration.objects.missing_of(reader.user).order_by("pk"):
        since = timezone.localdate(one.opened_at) if one.opened_at else None
        yield Line(
            "warn", _("没有签的回避声明"), 1, reverse("evaluation:declaration", args=[one.pk]), one.name, since=since
        )


def _talks(reader: Reader) -> Iterator[Line]:
    """What this assessor's panels have to talk over, project by project."""
    for entered, n in own_visits.talks(reader.user):
        address = reverse("evaluation:moderation", args=[entered.pk])
        yield Line("warn", _("要合议的指标"), n, address, entered.project.name, since=_whole_since([entered.pk]))


def _looks(reader: Reader) -> Iterator[Line]:
    """At what this assessor is asked to look again, project by project."""
    for look, n in own_visits.looks(reader.user):
        address, name = reverse("evaluation:second_look", args=[look.pk]), look.appeal.entered.project.name
        since = timezone.localdate(look.appeal.answered_at) if look.appeal.answered_at else None
        yield Line("warn", _("等您复评的指标"), n, address, name, since=since)


def _rounds_talks(reader: Reader) -> Iterator[Line]:
    """What keeps rounds from a draft until panels talked it over."""
    own = evaluation.Round.objects.filter(subdistrict__in=users.subdistricts_of(reader.user, Role.OFFICE))
    for one in own.filter(state=evaluation.RoundState.OPEN).order_by("pk"):
        if found := moderating.waiting(one.projects.all()):
            address = f"{reverse('evaluation:moderations', args=[one.pk])}?waiting"
            since = _whole_since({talk.entered.pk for talk in found})
            yield Line("warn", _("等着合议的指标"), len(found), address, one.name, since=since)


def _whole_since(entered: Iterable[int]) -> Any:
    """The first day on which a panel of these was done."""
    sheets = evaluation.ScoreSheet.objects.counting().of(evaluation.Source.ASSESSORS).filter(entered__in=entered)
    last = sheets.order_by().values("entered").annotate(last=Max("submitted_at")).values_list("last", flat=True)
    return min((timezone.localdate(one) for one in last if one), default=None)


def _officers(reader: Reader) -> Iterator[Line]:
    own = commissioning.Project.objects.looked_after_by(reader.user)
    today = clock.today()
    rows: Any = evaluation.Round.objects.waiting_for_sheets(own)
    for one in rows:
        last = one.scoring_until
        colour = "bad" if last and last < today else "warn"
        words = _("%(round)s，最晚 %(day)s 交。") % {"round": one.name, "day": last}
        since = timezone.localdate(one.opened_at) if one.opened_at else None
        address = f"{reverse('evaluation:round', args=[one.pk])}?sheets=waiting"
        yield Line(colour, _("等着填的评分表"), one.waiting, address, words, since=since)
