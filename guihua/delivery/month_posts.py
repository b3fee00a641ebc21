"""Where the list of a month comes from: what is on file of the month, and what a page sends."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from guihua.commissioning import models as commissioning
from guihua.delivery import candidates
from guihua.delivery import models as delivery
from guihua.delivery.calc import paper
from guihua.delivery.models import Part
from guihua.delivery.month_forms import ColumnForm, RowForm
from guihua.delivery.month_lists import MOST_COLUMNS, MOST_ROWS, Column, MonthList, Place, Row
from guihua.directory import models as directory

ON_FILE = re.compile(r"[sp][0-9]{1,18}", re.ASCII)
NEW = re.compile(r"n[0-9]{1,3}", re.ASCII)
LONGEST = 200  # of what is typed anywhere
LONGEST_MARK = 20  # of what a cell shows again


def as_on_file(
    subdistrict: directory.Subdistrict, project: commissioning.Project | None, month: int, *, by: Any
) -> MonthList:
    """The month's sessions with who was there, and whom the project met last."""
    listed = MonthList(subdistrict, project, month, by)
    held = list(_held(listed).order_by("day", "starts_at", "pk")[:MOST_COLUMNS])
    there, heads = _there(held)
    for one in held:
        column = Column(f"s{one.pk}", one, frozenset(there[one.pk]), heads.get(one.pk, 0))
        column.typed = {"head_count": column.heads or ""}
        listed.columns.append(column)
    met = candidates.last_met(subdistrict, project, coded=listed.is_coded)
    parts = met | {key: part for on_it in there.values() for key, part in on_it.items()}
    listed.add_known(parts, parts, {})
    rows = {row.person: row.key for row in listed.rows}
    listed.ticks = {Place(rows[key], one.key) for one in listed.columns for key in one.was if key in rows}
    return listed


def _held(listed: MonthList) -> Any:
    rows = delivery.Session.objects.filter(subdistrict=listed.subdistrict, project=listed.project, month=listed.month)
    return rows.select_related("activity__campaign")


def _there(held: list[delivery.Session]) -> tuple[dict[int, dict[int, str]], dict[int, int]]:
    """By session who is on it, as they are known to be, each with their part; and its head-count."""
    there: dict[int, dict[int, str]] = defaultdict(dict)
    heads: dict[int, int] = {}
    rows = delivery.Attendance.objects.filter(session__in=held, count__gt=0).known_as().order_by("pk")
    for session, known_as, part, count in rows.values_list("session", "known_as", "part", "count"):
        if known_as is None:
            heads[session] = count
        else:
            there[session].setdefault(known_as // 2, part)
    return there, heads


def as_posted(
    subdistrict: directory.Subdistrict,
    project: commissioning.Project | None,
    month: int,
    data: Any,
    *,
    by: Any,
    opened: Mapping[int, str],
) -> MonthList:
    """As it stood in the page. Sessions that are not of this project and month any more have no column."""
    listed = MonthList(subdistrict, project, month, by)
    keys = [key for key in data.getlist("column")[:MOST_COLUMNS] if ON_FILE.fullmatch(key) or NEW.fullmatch(key)]
    held = {f"s{one.pk}": one for one in _held(listed).filter(pk__in=[k[1:] for k in keys if k[0] == "s"])}
    for key in dict.fromkeys(keys):
        if key in held or key.startswith("n"):
            heads, *was = [int(one) for one in data.get(f"{key}-was", "").split() if _is_number(one)] or [0]
            typed = {name: data.get(f"{key}-{name}", "")[:LONGEST] for name in ColumnForm.base_fields}
            listed.columns.append(Column(key, held.get(key), frozenset(was), heads, typed))
    _take_rows(listed, data, opened)
    _take_cells(listed, data)
    return listed


def known_in(data: Any) -> list[int]:
    """Of the rows of a page, the keys of people or codenames."""
    return [int(key[1:]) for key in _row_keys(data) if ON_FILE.fullmatch(key)]


def _row_keys(data: Any) -> list[str]:
    return list(dict.fromkeys(data.getlist("row")))[:MOST_ROWS]


def _take_rows(listed: MonthList, data: Any, opened: Mapping[int, str]) -> None:
    shown = listed.shown(known_in(data), opened)
    for key in _row_keys(data):
        part = data.get(f"{key}-part", "")
        row = Row(key, part=part if part in Part.values else Part.SERVED)
        if ON_FILE.fullmatch(key) and row.person in shown:
            row.name, row.about = shown[row.person or 0]
        elif NEW.fullmatch(key):
            row.typed = {name: data.get(f"{key}-{name}", "")[:LONGEST] for name in RowForm.base_fields}
        else:
            continue
        listed.rows.append(row)


def _take_cells(listed: MonthList, data: Any) -> None:
    """Ticks; and what could not be read, which may have been put right."""
    places = {Place(row.key, column.key) for row in listed.rows for column in listed.columns}
    listed.ticks = {Place(*found) for value in data.getlist("came") if len(found := value.split(":")) == 2} & places
    for name in data:
        place = Place(*found) if len(found := name.removeprefix("cell:").split(":")) == 2 else None
        if place in places and name.startswith("cell:"):
            put(listed, place, data[name])


def put(listed: MonthList, place: Place, text: str) -> None:
    """What a cell of a spreadsheet says stands in that place."""
    came = paper.came(text)
    listed.ticks.discard(place)
    listed.unread.pop(place, None)
    if came:
        listed.ticks.add(place)
    elif came is None:
        listed.unread[place] = text.strip()[:LONGEST_MARK]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 18
