"""Score sheets that wait: for this liaison officer round by round, for this assessor all of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.desk.attention_line import Line, Reader
from guihua.directory.models import Role
from guihua.evaluation import models as evaluation
from guihua.evaluation import own_visits


def lines(reader: Reader) -> Iterator[Line]:
    if Role.LIAISON in reader.roles:
        yield from _officers(reader)
    yield from _assessors(reader)


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
