"""Rows that would change a closed month say so at their day, before anybody tries to bring them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from guihua.core.sheets import Standing
from guihua.core.sheets.standing import Month
from guihua.delivery import closing_policy, months
from guihua.directory import models as directory

DAY = "日期"


def marked(standing: Mapping[int, Standing], held: Mapping[int, set[Month]]) -> dict[int, Standing]:
    """Each row with the months that it would change; `held` is by row where it is entered, and where its record is so far."""
    return {row: one if one.state == "same" else replace(one, months=held[row]) for row, one in standing.items()}


def said(subdistrict: directory.Subdistrict, rows_of: Mapping[Month, list[int]]) -> dict[int, dict[str, str]]:
    """By row, of those that would change a month that is closed by now, what is said at its day."""
    if not rows_of:
        return {}
    provider_of = months.providers_of(project for project, _month in rows_of)
    places = {of_project: (of_project[1], provider_of.get(of_project[0])) for of_project in rows_of}
    closed = months.closed(subdistrict, set(places.values()))
    late: dict[int, int] = {}
    for of_project, rows in rows_of.items():
        if places[of_project] in closed:
            month = of_project[1]
            late |= {row: min(month, late.get(row, month)) for row in rows}
    return {row: {DAY: _sentence(month)} for row, month in late.items()}


def _sentence(month: int) -> str:
    return _("%(month)s已经结账，要写原因") % {"month": closing_policy.in_words(month)}
