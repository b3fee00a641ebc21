"""Score sheets that wait for this liaison officer, round by round."""

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


def lines(reader: Reader) -> Iterator[Line]:
    if Role.LIAISON not in reader.roles:
        return
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
