"""Incidents and complaints, as far as they wait for this reader: to be taken up, closed, answered, or known of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import incident_listing
from guihua.commissioning.models import Incident, IncidentState
from guihua.desk.attention_line import Line, Reader, first_day, list_at
from guihua.directory.models import Role

PROVIDING = {Role.MANAGER, Role.WORKER}


def lines(reader: Reader) -> Iterator[Line]:
    if Role.OFFICE in reader.roles:
        yield _of(reader, "bad", _("过了期没有办结的事件和投诉"), incident_listing.OVERDUE, _("办结，或记下进展。"))
        yield _of(reader, "warn", _("等受理的事件和投诉"), IncidentState.REPORTED, _("受理以后，报告的人会收到通知。"))
    if Role.LEADER in reader.roles:
        yield _of(reader, "bad", _("重大而没有办结的事件和投诉"), incident_listing.GRAVE, _("看办到了哪一步。"))
        yield _of(reader, "warn", _("超时没有受理的事件和投诉"), incident_listing.ESCALATED, _("催办公室受理。"))
    if reader.roles & PROVIDING:
        yield _of(reader, "warn", _("要补充情况的事件和投诉"), IncidentState.ASKED, _("写明要求补充的情况。"))


def _of(reader: Reader, kind: str, title: str, state: Any, words: str = "") -> Line:
    rows = incident_listing.in_state(Incident.objects.visible_to(reader.user), state)
    since = partial(first_day, rows, "reported_at")
    return Line(kind, title, rows.count(), list_at("commissioning:incidents", state=state), words, since=since)
