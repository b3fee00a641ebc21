"""The list of a project's month as somebody fills it in: people down, sessions across, a tick where somebody came."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import uuid4

from guihua.commissioning import models as commissioning
from guihua.core.sheets import BadCell
from guihua.core.sheets import parsers as cell
from guihua.delivery import candidates, starting
from guihua.delivery import models as delivery
from guihua.delivery.actions import names
from guihua.delivery.actions.entries import Present
from guihua.delivery.actions.month_lists import Column as Said
from guihua.delivery.actions.rosters import vault_of
from guihua.delivery.closing_policy import in_words
from guihua.delivery.models import Part
from guihua.delivery.month_forms import ColumnForm, HeadForm, RowForm
from guihua.directory import models as directory

MOST_ROWS = 200
MOST_COLUMNS = 60


class Place(NamedTuple):
    """Of a cell: the keys of its row and its column."""

    row: str
    column: str


@dataclass
class Column:
    """A session. key: s and its key where it is on file, else n and a number; was, heads: who was there, and how many more,
    as the page was opened."""

    key: str
    session: delivery.Session | None = None
    was: frozenset[int] = frozenset()
    heads: int = 0
    typed: dict[str, Any] = field(default_factory=dict)
    form: HeadForm = field(default_factory=HeadForm)

    @property
    def day(self) -> date | None:
        """None where a new one's is not typed yet, or no day."""
        if self.session:
            return self.session.day
        try:
            read: date = cell.date(str(self.typed.get("day") or ""))
        except BadCell:
            return None
        return read

    @property
    def starts_at(self) -> str:
        return f"{self.session.starts_at:%H:%M}" if self.session else str(self.typed.get("starts_at") or "")[:5]

    @property
    def name(self) -> str:
        return self.session.activity.name if self.session else str(self.typed.get("activity") or "")

    @property
    def seen(self) -> str:
        """For the page to bring back."""
        return " ".join(map(str, [self.heads, *sorted(self.was)]))


@dataclass
class Row:
    """Somebody. key: p and their key where they are known, else n and a number; alike: whom a name on the list may mean."""

    key: str
    name: str = ""
    about: str = ""
    part: str = Part.SERVED
    typed: dict[str, str] = field(default_factory=dict)
    alike: Collection[int] = ()
    form: RowForm | None = None

    @property
    def person(self) -> int | None:
        return int(self.key[1:]) if self.key.startswith("p") else None

    @property
    def called(self) -> str:
        return self.name or self.typed.get("name", "")

    @property
    def who(self) -> Any:
        """As `Present` has them, once the list is whole."""
        return self.person or (self.form and (self.form.key or self.form.identity))


@dataclass
class Cell:
    """What stands in a cell. text: what was pasted there and says neither that somebody came nor that they did not."""

    place: Place
    is_ticked: bool
    is_turned: bool
    text: str = ""

    @property
    def value(self) -> str:
        return ":".join(self.place)

    @property
    def anchor(self) -> str:
        return "-".join(["cell", *self.place])


@dataclass
class MonthList:
    """All that stands in the page."""

    subdistrict: directory.Subdistrict
    project: commissioning.Project | None  # None: what the office itself holds
    month: int
    by: Any
    columns: list[Column] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    ticks: set[Place] = field(default_factory=set)
    unread: dict[Place, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        return in_words(self.month)

    @property
    def is_coded(self) -> bool:
        return vault_of(self.project) is not None

    @property
    def marked(self) -> set[str]:
        """The rows in which something stands."""
        return {place.row for place in (*self.ticks, *self.unread)}

    def add_column(self, **said: Any) -> Column | None:
        """One more session, as the project's last one was but for what is said; none where there are too many."""
        if len(self.columns) >= MOST_COLUMNS:
            return None
        last = starting.as_last_time(self.subdistrict, self.project)
        column = Column(_next(one.key for one in self.columns), typed=last | {"sent_as": str(uuid4())} | said)
        self.columns.append(column)
        return column

    def add_row(self, **typed: str) -> Row | None:
        if len(self.rows) >= MOST_ROWS:
            return None
        row = Row(_next(one.key for one in self.rows), typed=typed)
        self.rows.append(row)
        return row

    def add_known(self, keys: Iterable[int], parts: Mapping[int, str], opened: Mapping[int, str]) -> None:
        """Rows of people whom the user may know and who have none yet. opened: the names behind codenames."""
        there = {row.person for row in self.rows}
        new = [key for key in dict.fromkeys(keys) if key not in there][: MOST_ROWS - len(self.rows)]
        shown = self.shown(new, opened)
        self.rows += [Row(f"p{k}", *shown[k], parts.get(k, Part.SERVED)) for k in new if k in shown]

    def shown(self, keys: Collection[int], opened: Mapping[int, str]) -> dict[int, tuple[str, str]]:
        """Name and masked phone of each; or codename and, where it was opened, the name."""
        there = candidates.visible_among(self.by, self.project, keys, None, coded=self.is_coded) if keys else {}
        if self.is_coded:
            return {pk: (one.code, opened.get(pk, "")) for pk, one in there.items()}
        return names.offer(self.subdistrict, self.project, there.values(), by=self.by)

    def forget(self, key: str) -> None:
        """A row or a column that is not on file is left out again."""
        self.columns = [one for one in self.columns if one.key != key or one.session]
        self.rows = [one for one in self.rows if one.key != key]
        self.ticks = {place for place in self.ticks if key not in place}
        self.unread = {place: text for place, text in self.unread.items() if key not in place}

    def bind(self, *, judges_columns: bool, judges_rows: bool) -> None:
        """Puts the columns in order, and gives each its form, and every new row."""
        self.columns.sort(key=lambda one: (one.day or date.max, one.starts_at))
        typed = [row.typed["name"] for row in self.rows if not row.person]
        meant = candidates.alike(self.by, self.subdistrict, self.project, typed)
        shown = self.shown({pk for row in self.rows for pk in meant.get(row.typed.get("name", ""), ())}, {})
        for row in self.rows:
            if not row.person:
                alike = [(str(pk), " ".join(shown[pk])) for pk in meant.get(row.typed["name"], ()) if pk in shown]
                data = _prefixed(row.key, row.typed) if judges_rows else None
                row.form = RowForm(alike, data, is_needed=row.key in self.marked, prefix=row.key, initial=row.typed)
        for column in self.columns:
            given: Any = {"data": _prefixed(column.key, column.typed) if judges_columns else None}
            given |= {"prefix": column.key, "initial": column.typed}
            column.form = HeadForm(**given) if column.session else self._column_form(**given)

    def _column_form(self, **given: Any) -> ColumnForm:
        return ColumnForm(self.subdistrict, self.project, self.month, **given)

    def forms(self) -> list[Any]:
        return [*(one.form for one in self.columns), *(one.form for one in self.rows if one.form)]

    def is_read(self) -> bool:
        """Whether every cell says something, and every name somebody."""
        return not self.unread and all(row.form.is_valid() for row in self.rows if row.form)

    def is_whole(self) -> bool:
        return self.is_read() and all(column.form.is_valid() for column in self.columns)

    def cells(self, row: Row) -> Iterator[Cell]:
        for column in self.columns:
            place = Place(row.key, column.key)
            is_ticked = place in self.ticks
            yield Cell(place, is_ticked, is_ticked != (row.person in column.was), self.unread.get(place, ""))

    def said(self) -> list[Said]:
        """What the list changes. It is whole."""
        return [self._said(column) for column in self.columns]

    def _said(self, column: Column) -> Said:
        ticked = [row for row in self.rows if Place(row.key, column.key) in self.ticks]
        came = [Present(row.who, row.part) for row in ticked if row.who not in column.was]
        shown = {row.person for row in self.rows}
        left = frozenset((column.was & shown) - {row.who for row in ticked})
        heads = column.form.cleaned_data["head_count"] or 0
        held = column.form.entry() if isinstance(column.form, ColumnForm) else column.session
        if held is None:
            raise ValueError(column.key)
        is_as_it_was = column.session is not None and heads == column.heads
        return Said(held, came, left, None if is_as_it_was else heads)


def _prefixed(key: str, typed: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{key}-{name}": value for name, value in typed.items()}


def _next(keys: Iterable[str]) -> str:
    """n0, n1 …: the first that nothing is called by yet."""
    taken = set(keys)
    return next(key for n in range(len(taken) + 1) if (key := f"n{n}") not in taken)
