"""How each row of a file stands to the records: new, changed, or there already. Nothing is entered by asking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched

from guihua.commissioning import models as commissioning
from guihua.core.sheets import Cleaned, Standing
from guihua.core.sheets.reading import ROW
from guihua.core.sheets.standing import Month
from guihua.delivery import models as delivery
from guihua.delivery.actions import duty, sessions
from guihua.delivery.actions.attendances import AttendanceLine
from guihua.delivery.actions.sessions import SessionLine
from guihua.delivery.importers import closed
from guihua.delivery.importers.attendance import HEAD, attendance_lines
from guihua.delivery.importers.duty import duty_lines
from guihua.delivery.importers.known import all_of
from guihua.directory import models as directory
from guihua.directory.actions.registers import Identity

MOST_PARAMETERS = 500
COLUMNS = {
    "activity": "活动名称",
    "form": "服务形式",
    "campaign": "专项行动",
    "day": "日期",
    "starts_at": "开始时间",
    "minutes": "时长分钟",
    "community": "社区代码",
    "place": "地点",
}


@dataclass(frozen=True)
class Records:
    """What is on file of a file's sessions. `taken`: session, who somebody is known to be, part."""

    there: Mapping[sessions.SessionKey, delivery.Session]
    taken: set[tuple[int, int, str]]
    heads: dict[int, int]
    people: Mapping[Identity, set[int]]
    sealed: frozenset[int | None]  # projects of which nobody is told who is known there

    def old_of(self, names: sessions.Names, line: SessionLine) -> dict[str, str]:
        if (session := self.there.get(line.key)) is None:
            return {}
        before, after = names.of_session(session), names.of_line(line)
        return {COLUMNS[name]: before[name] for name in before if before[name] != after[name]}

    def standing(self, described: SessionLine, line: AttendanceLine, old: dict[str, str]) -> Standing:
        session = self.there.get(described.key)
        if session is None:
            return Standing("new")
        if line.who is None:
            return self._head(session.pk, line.count, old)
        if described.project in self.sealed:
            return Standing("sealed", old)
        met = {(session.pk, person, line.part) for person in self.people.get(line.who, ())}
        if not met & self.taken:
            return Standing("new", old)
        return Standing("changed" if old else "same", old)

    def _head(self, session: int, count: int, old: dict[str, str]) -> Standing:
        if session not in self.heads:
            return Standing("new", old)
        if self.heads[session] != count:
            old = {**old, HEAD: str(self.heads[session])}
        return Standing("changed" if old else "same", old)


def attendance_standing(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> dict[int, Standing]:
    """By row. Of two rows that mean the same person in one part of a session, only the first can be new."""
    described, lines = attendance_lines(subdistrict, cleaned)
    records = _records(subdistrict, described, lines)
    names = sessions.Names(described)
    old = [records.old_of(names, line) for line in described]
    found: dict[int, Standing] = {}
    seen: set[tuple[int, Identity | None, str]] = set()
    for row, line in zip(cleaned.frame.get_column(ROW), lines, strict=True):
        key = (line.session, line.who, line.part)
        standing = records.standing(described[line.session], line, old[line.session])
        found[row] = Standing("same") if key in seen and standing.state == "new" else standing
        seen.add(key)
    return closed.marked(found, _months(cleaned, described, lines, records))


def _months(
    cleaned: Cleaned, described: Sequence[SessionLine], lines: Sequence[AttendanceLine], records: Records
) -> dict[int, set[Month]]:
    """By row the months that its session lies in, as the row says and as it is on file."""
    of_session: list[set[Month]] = []
    for line in described:
        there = records.there.get(line.key)
        of_session.append({(line.project, line.month)} | ({(line.project, there.month)} if there else set()))
    rows = cleaned.frame.get_column(ROW)
    return {row: of_session[line.session] for row, line in zip(rows, lines, strict=True)}


def _records(
    subdistrict: directory.Subdistrict, described: Sequence[SessionLine], lines: Iterable[AttendanceLine]
) -> Records:
    there = {sessions.key_of(session): session for session in sessions.on_file(subdistrict, described)}
    taken: set[tuple[int, int, str]] = set()
    heads: dict[int, int] = {}
    held = delivery.Attendance.objects.known_as()
    for chunk in batched(sorted(session.pk for session in there.values()), MOST_PARAMETERS):
        rows = held.filter(session__in=chunk).values_list("session", "person", "codename", "part", "count", "known_as")
        for session, person, codename, part, count, known_as in rows:
            if person is not None:
                taken.add((session, known_as // 2, part))
            elif codename is None:
                heads[session] = count
    known = [line.who for line in lines if line.who and described[line.session].key in there]
    domains = commissioning.Domain.objects.filter(subdistrict=subdistrict, is_confidential=True)
    sealed = commissioning.Project.objects.filter(domain__in=domains).values_list("pk", flat=True)
    return Records(there, taken, heads, all_of(subdistrict, known), frozenset(sealed))


def duty_standing(subdistrict: directory.Subdistrict, cleaned: Cleaned) -> dict[int, Standing]:
    lines = duty_lines(cleaned)
    people = all_of(subdistrict, [line.who for line in lines])
    there = {key: shift for shift, key in duty.on_file(subdistrict, lines)}
    found: dict[int, Standing] = {}
    seen: set[tuple[object, ...]] = set()
    for row, line in zip(cleaned.frame.get_column(ROW), lines, strict=True):
        about = (line.project, line.task, line.who, line.day, line.starts_at)
        keys = (duty.Key(about[0], about[1], person, *about[3:]) for person in people.get(line.who, ()))
        shift = next((there[key] for key in keys if key in there), None)
        found[row] = _of_shift(line, shift, is_again=about in seen)
        seen.add(about)
    rows = cleaned.frame.get_column(ROW)
    held: dict[int, set[Month]] = {}
    for row, line in zip(rows, lines, strict=True):
        held[row] = {(line.project, line.month)}
    return closed.marked(found, held)


def _of_shift(line: duty.ShiftLine, shift: delivery.DutyShift | None, *, is_again: bool) -> Standing:
    if shift is None:
        return Standing("same" if is_again else "new")
    if shift.minutes == line.minutes:
        return Standing("same")
    ended = datetime.combine(line.day, line.starts_at) + timedelta(minutes=shift.minutes)
    return Standing("changed", {"结束时间": f"{ended:%H:%M}"})
