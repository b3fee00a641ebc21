"""The board is marked anew: lights go on and off by the rules, and who is concerned is told once a morning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from guihua.commissioning import board, board_notices, board_policy
from guihua.commissioning.calc.board import since
from guihua.commissioning.models import BoardRule, Colour, Light, LightNote, Turn
from guihua.core import audit, bulk, clock
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory

GRAVE = "grave"
WORST = [Colour.GREEN, Colour.AMBER, Colour.RED]


@dataclass
class Marked:
    """What came of it: lights that went on, went off, or changed; and which projects turned."""

    on: int = 0
    off: int = 0
    changed: int = 0
    turned: list[Turn] = field(default_factory=list)


def mark_all(*, by: Any) -> int:
    """Every sub-district, each in its own transaction. Returns how many projects turned."""
    places = directory.Subdistrict.objects.order_by("pk")
    return sum(len(mark(place, by=by).turned) for place in places)


@transaction.atomic
def mark(place: directory.Subdistrict, *, by: Any, rule: BoardRule | None = None) -> Marked:
    """As the facts stand today. Done again it changes nothing. `rule`: the one by whose change projects turn now."""
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=place.pk)
    known = board.known(board.projects_of(place))
    standing = {(light.project_id, light.rule_id): light for light in _on(place)}
    before = _colours(standing.values())
    marked = Marked()
    now = list(_lights(place, known, standing, marked))
    _write(standing, now, marked)
    marked.turned = _turns(place, before, _colours(now), rule)
    if marked.turned:
        turned = [[turn.project_id, turn.was, turn.now] for turn in marked.turned]
        audit.record("board.marked", place, by=by, turned=turned, rule=rule.number if rule else None)
    return marked


def _on(place: directory.Subdistrict) -> Any:
    return Light.objects.filter(subdistrict=place, ended_on=None)


def _lights(
    place: directory.Subdistrict,
    known: Iterable[board.Known],
    standing: dict[tuple[int, int], Light],
    marked: Marked,
) -> Iterable[Light]:
    """Those that are to be on, of one kind the worst alone; such as are on keep their day."""
    rules = sorted(BoardRule.objects.kept_by(place).in_force(), key=_turn)
    for one in known:
        seen, told = one, set[str]()
        for rule in rules:
            if rule.kind not in told and (facts := board.fired(rule, seen)):
                told.add(rule.kind)
                seen = seen.with_grave_told() if rule.kind == GRAVE else seen
                light = standing.get((one.project, rule.pk)) or Light(
                    subdistrict=place, project_id=one.project, rule=rule, since=since(facts, rule.limit, clock.today())
                )
                said = {"facts": dict(facts), "colour": rule.colour, "limit": rule.limit}
                if light.pk and said != {name: getattr(light, name) for name in said}:
                    marked.changed += 1
                for name, value in said.items():
                    setattr(light, name, value)
                yield light


def _turn(rule: BoardRule) -> tuple[bool, bool, int]:
    """What is grave is looked at before what is late; of a kind, red before amber."""
    return rule.kind != GRAVE, rule.colour != Colour.RED, rule.number


def _write(standing: dict[tuple[int, int], Light], now: list[Light], marked: Marked) -> None:
    new = [light for light in now if light.pk is None]
    kept = {light.pk for light in now if light.pk}
    over = [light.pk for light in standing.values() if light.pk not in kept]
    for pks in bulk.portions(over):
        Light.objects.filter(pk__in=pks).update(ended_on=clock.today())
    if marked.changed:
        lasting = [light for light in now if light.pk]
        Light.objects.bulk_update(lasting, ["facts", "colour", "limit"], batch_size=bulk.MOST_PARAMETERS)
    Light.objects.bulk_create(new, batch_size=bulk.MOST_PARAMETERS)
    marked.on, marked.off = len(new), len(over)


def _colours(lights: Iterable[Light]) -> dict[int, str]:
    """By project, that of its worst light."""
    found: dict[int, str] = {}
    for light in lights:
        before = found.get(light.project_id, Colour.GREEN)
        found[light.project_id] = max(before, light.colour, key=lambda colour: WORST.index(Colour(colour)))
    return found


def _turns(
    place: directory.Subdistrict, before: dict[int, str], after: dict[int, str], rule: BoardRule | None
) -> list[Turn]:
    turns = [
        Turn(subdistrict=place, project_id=project, on=clock.today(), was=was, now=now, rule=rule)
        for project in sorted({*before, *after})
        if (was := before.get(project, Colour.GREEN)) != (now := after.get(project, Colour.GREEN))
    ]
    return list(Turn.objects.bulk_create(turns, batch_size=bulk.MOST_PARAMETERS))


@transaction.atomic
def note(light: Light, said: str, *, by: Any) -> LightNote:
    """已知悉: what is being done about a light that is on. The same said again by the same is said once."""
    light = Light.objects.select_for_update(of=("self",)).get(pk=light.pk)
    refuse_if(board_policy.why_not_note(by, light, said))
    if same := light.notes.filter(by=by, note=said).first():
        return same
    found = LightNote.objects.create(light=light, by=by, at=clock.now(), note=said)
    audit.record("light.noted", light, by=by, rule=light.rule.number, note=said)
    if by is not audit.SYSTEM:
        board_notices.said(found, by)
    return found
