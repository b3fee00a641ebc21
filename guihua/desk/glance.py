"""The programme's year at a glance: what the report tells, in the few figures and pictures of the first page."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import clock
from guihua.desk import board
from guihua.reporting import figures, story
from guihua.reporting.book import OFFICE, Book
from guihua.reporting.calc import lines, months, shares
from guihua.reporting.models import DirtyMonth

COUNTED = ("attendance.person_times", "funding.committed", "projects.count", "communities.coverage")
CHART_HEIGHT = 424  # beside the map of communities
ALSO = (
    "attendance_people_served",
    "attendance_sessions",
    "attendance_service_hours",
    "schools_covered",
    "duty_hours",
    "tours_person_times",
)


def of(book: Book, year: int, user: Any) -> dict[str, Any]:
    """The context of the overview. What belongs to a year without records is empty, not missing."""
    told = story.of(book, year)
    known = figures.of(book)
    projects = commissioning.Project.objects.visible_to(user).bought().of_year(year)
    chart = months.chart([bar.month for bar in told["course"]["chart"].bars], CHART_HEIGHT)
    return told | {
        "is_public": False,
        "until": min(clock.today(), date(year, 12, 31)),
        "course": told["course"] | {"chart": chart},
        "spark": lines.points([row["person_times"] for row in told["course"]["rows"]]),
        "rows": {code.replace(".", "_"): known[code].made(book, year).rows for code in COUNTED},
        "funding": _funding(told["money"]["rows"]),
        "states": _states(projects),
        "colours": _colours(year, user),
        "also": [told["f"][name] for name in ALSO],
        "office": next((row for row in told["tables"]["by_domain"] if row["domain"] == OFFICE), None),
        "most": max((row["person_times"] for row in told["tables"]["by_domain"]), default=0),
        "is_stale": DirtyMonth.objects.of(book.subdistrict_code).exists(),
    }


def _funding(rows: list[dict[str, Any]]) -> list[shares.Piece]:
    """The domains' parts of the money, in fen; what is small stands together."""
    amounts = [(name, int(funding.replace(".", ""))) for name, funding in ((r["domain"], r["funding"]) for r in rows)]
    amounts = [(_(name), fen) for name, fen in amounts]
    return shares.pieces(amounts, _("其他领域"))


def _colours(year: int, user: Any) -> list[dict[str, Any]]:
    """How many of the year's projects the board shows in which colour, as they stand today; none where none is on it."""
    counted = board.counted(board.rows(user).filter(year__year=year))
    return counted if any(one["n"] for one in counted) else []


def _states(projects: commissioning.ProjectQuerySet) -> list[shares.Piece]:
    counted = projects.order_by().values_list("state").annotate(projects=Count("pk"))
    labels = dict(commissioning.ProjectState.choices)
    return shares.pieces([(str(labels[state]), n) for state, n in counted], _("其他状态"))
