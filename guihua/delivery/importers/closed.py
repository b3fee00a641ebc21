"""Rows that would change a closed month say so at their day, before anybody tries to bring them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from guihua.core.sheets import Standing
from guihua.delivery import closing_policy, months
from guihua.directory import models as directory

DAY = "日期"
Month = tuple[int | None, int]  # a project (None: the office itself), and a month (yyyymm)


def marked(
    subdistrict: directory.Subdistrict, standing: Mapping[int, Standing], held: Mapping[int, set[Month]]
) -> dict[int, Standing]:
    """`held` is by row the months that it would change: where it is entered, and where its record is so far."""
    changing = {row: held[row] for row, one in standing.items() if one.state != "same"}
    every: set[Month] = set().union(*changing.values())
    provider_of = months.providers_of(project for project, _month in every)
    closed = months.closed(subdistrict, {(month, provider_of.get(project)) for project, month in every})
    found = dict(standing)
    for row, own in changing.items():
        if late := {month for project, month in own if (month, provider_of.get(project)) in closed}:
            found[row] = replace(standing[row], said={DAY: _sentence(min(late))})
    return found


def _sentence(month: int) -> str:
    return _("%(month)s已经结账，要写原因") % {"month": closing_policy.in_words(month)}
