"""Periodic reports that wait for this reader: to be written, or to be reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.models import ReportState
from guihua.desk import report_listing
from guihua.desk.attention_line import Line, Reader, first_day, list_at
from guihua.directory.models import Role


def lines(reader: Reader) -> Iterator[Line]:
    """What is late before what is only to be done."""
    if Role.MANAGER in reader.roles:
        yield _of(reader, "warn", _("过了期的定期报告"), report_listing.OVERDUE, _("尽快写好提交。"))
        yield _of(reader, "info", _("要提交的定期报告"), report_listing.DUE, _("数字已经算好，写几段文字就能提交。"))
    if Role.OFFICE in reader.roles:
        yield _of(reader, "info", _("等审核的定期报告"), report_listing.WAITING, _("接受，或者退回并写明原因。"))
    elif Role.LIAISON in reader.roles:
        yield _of(reader, "info", _("等核对的定期报告"), ReportState.SUBMITTED, _("看一看写得对不对。"))


def _of(reader: Reader, kind: str, title: str, state: str, words: str) -> Line:
    rows = report_listing.in_state(commissioning.PeriodicReport.objects.visible_to(reader.user), state)
    since = partial(
        first_day, rows, "due_on" if state in (report_listing.OVERDUE, report_listing.DUE) else "submitted_at"
    )
    return Line(kind, title, rows.count(), list_at("desk:periodic_reports", state=state), words, since=since)
