"""Who was at one session, as somebody ticks them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from guihua.commissioning import models as commissioning
from guihua.core import audit, bulk
from guihua.core.refusal import Refusal, Refused
from guihua.core.wording import as_recorded
from guihua.delivery import models as delivery
from guihua.delivery import people as known
from guihua.delivery.actions import attendances, recounts
from guihua.delivery.actions.attendances import AttendanceLine, Met, Tally
from guihua.delivery.actions.corrections import Change
from guihua.delivery.actions.entries import Present
from guihua.delivery.actions.sessions import Held
from guihua.delivery.models import Part
from guihua.directory import models as directory

PEOPLE_OF_A_PART = gettext_noop("%(part)s %(n)d 人")
TURNED = gettext_noop("（加 %(added)d，减 %(removed)d）")


def vault_of(project: commissioning.Project | None) -> commissioning.Domain | None:
    """The confidential domain whose people the project meets, if it lies in one."""
    return project.domain if project and project.domain.is_confidential else None


def _pattern(words: str) -> str:
    """Of what the words say, whatever was put into them."""
    texts = re.sub(r"%\\\(\w+\\\)s", r"(\\S+)", re.escape(words))
    return re.sub(r"%\\\(\w+\\\)d", r"(\\d+)", texts)


SAID = re.compile(f"{_pattern(PEOPLE_OF_A_PART)}(?:{_pattern(TURNED)})?")


def in_words(said: str) -> str:
    """What a correction of a roster says, for its reader."""
    if (found := SAID.fullmatch(said)) is None:
        return said
    part, n, added, removed = found.groups()
    words = _(PEOPLE_OF_A_PART) % {"part": _(part), "n": int(n)}
    return words if added is None else words + _(TURNED) % {"added": int(added), "removed": int(removed)}


def write(session: delivery.Session, roster: Sequence[Present], head_count: int, *, by: Any) -> dict[str, int]:
    """Puts people on an empty session, and its unnamed; returns how many. The caller has locked the sub-district."""
    tally = Tally(Held([session.pk], set(), set()))
    _take(tally, session, meet(session.subdistrict, session.project, roster, by=by), head_count)
    return {"people": len({(row.person, row.codename) for row, _n in tally.new} - {(None, None)}), "heads": head_count}


def change(session: delivery.Session, roster: Sequence[Present], head_count: int, *, by: Any) -> list[Change]:
    """The session has had these people and no others; what that changed, in counts and parts and never by name."""
    there = {met.person or met.codename for met, _part in _standing(session)}
    met = meet(session.subdistrict, session.project, roster, by=by, there=there)
    return _become(session, met, head_count)


def turn(
    session: delivery.Session, came: Iterable[tuple[Met, str]], left: Collection[int], head_count: int | None
) -> list[Change]:
    """These were there too, and those (as `Met.known_as`) were not; whoever else is on the roster stays, in their part.

    No head-count leaves it as it is. What that changed, as `change` says it.
    """
    stay = [(met, part) for met, part in _standing(session) if met.known_as not in left]
    there = {met.known_as for met, _part in stay}
    more = [(met, part) for met, part in came if met.known_as not in there]
    return _become(session, stay + more, _heads(session) if head_count is None else head_count)


def _standing(session: delivery.Session) -> list[tuple[Met, str]]:
    rows = session.attendances.known_as().exclude(known_as=None).order_by("pk")
    return [(Met(*who), part) for *who, part in rows.values_list("person", "codename", "known_as", "part")]


def _heads(session: delivery.Session) -> int:
    rows = session.attendances.filter(person=None, codename=None)
    return rows.values_list("count", flat=True).first() or 0


def _become(session: delivery.Session, met: list[tuple[Met, str]], head_count: int) -> list[Change]:
    rows = delivery.Attendance.objects.filter(session=session)
    there = list(rows.known_as().exclude(known_as=None).values_list("pk", "known_as", "part"))
    wanted = {(who.known_as, part) for who, part in met}
    before = {(known_as, part) for _pk, known_as, part in there}
    rows.filter(pk__in=[pk for pk, known_as, part in there if (known_as, part) not in wanted]).delete()
    heads = _heads(session)
    if heads != head_count:
        rows.filter(person=None, codename=None).delete()
    _take(Tally.of(Held([session.pk], {session.pk}, set())), session, met, head_count)
    recounts.count_once(rows)
    changes = _turned(session, before, wanted)
    if heads != head_count:
        changes.append(Change("count", str(heads), str(head_count), session=session.pk))
    return changes


def _take(tally: Tally, session: delivery.Session, met: Iterable[tuple[Met, str]], head_count: int) -> None:
    for who, part in met:
        tally.take(session.pk, AttendanceLine(0, None, part, 1), who)
    if head_count:
        tally.take(session.pk, AttendanceLine(0, None, Part.SERVED, head_count), None)
    bulk.insert(delivery.Attendance, attendances.FIELDS, ((*row, count, None) for row, count in tally.new))


def meet(
    subdistrict: directory.Subdistrict,
    project: commissioning.Project | None,
    roster: Sequence[Present],
    *,
    by: Any,
    there: Collection[int | None] = (),
) -> list[tuple[Met, str]]:
    """Who is meant. Whom a session has already (`there`) may stay; whoever else is named by key must be known to the user."""
    vault = vault_of(project)
    new = [one.who for one in roster if not isinstance(one.who, int)]
    by_identity = attendances.meet(subdistrict, vault, list(dict.fromkeys(new)), by=by) if new else {}
    keys = {one.who for one in roster if isinstance(one.who, int)}
    by_key = _by_key(subdistrict, project, keys, by, there)
    return [
        (by_key[one.who] if isinstance(one.who, int) else by_identity[one.who], str(Part(one.part))) for one in roster
    ]


def _by_key(
    subdistrict: directory.Subdistrict,
    project: commissioning.Project | None,
    keys: set[int],
    by: Any,
    there: Collection[int | None],
) -> dict[int, Met]:
    vault = vault_of(project)
    rows = (directory.Person if vault is None else delivery.Codename)._default_manager.filter(
        subdistrict=subdistrict, pk__in=keys
    )
    roots = dict(rows.annotate(root=Coalesce("merged_into", "pk")).values_list("pk", "root"))
    asked = {root for pk, root in roots.items() if pk not in there and root not in there}
    if roots.keys() != keys or not asked <= _known_among(project, asked, by):
        raise Refused(Refusal("unknown-person", _("名单里有人不在你能看到的人员里。请重新选一次。")))
    if vault is None:
        return {pk: Met(pk, None, root * 2) for pk, root in roots.items()}
    return {pk: Met(None, pk, root * 2 + 1) for pk, root in roots.items()}


def _known_among(project: commissioning.Project | None, keys: set[int], by: Any) -> set[int]:
    if by is audit.SYSTEM or not keys:
        return keys
    if project is not None and vault_of(project) is not None:
        return set(delivery.Codename.objects.met_on(project).filter(pk__in=keys).values_list("pk", flat=True))
    if project is not None and keys <= (
        met := known.met_on(project, keys)
    ):  # most rosters, and asked in a tenth of the time
        return met
    return set(known.visible_to(by).filter(pk__in=keys).values_list("pk", flat=True))


def _turned(session: delivery.Session, before: set[tuple[int, str]], after: set[tuple[int, str]]) -> list[Change]:
    """One change a part; where as many came as went, that they are others is told too."""
    old, new = (Counter(part for _who, part in each) for each in (before, after))
    added, removed = (Counter(part for _who, part in each) for each in (after - before, before - after))
    changes = []
    for part in Part.values:
        if not added[part] and not removed[part]:
            continue
        said = [PEOPLE_OF_A_PART % {"part": as_recorded(Part(part).label), "n": n[part]} for n in (old, new)]
        turned = TURNED % {"added": added[part], "removed": removed[part]}
        changes.append(Change("people", said[0], said[1] + turned, session=session.pk))
    return changes
