"""Two people of one file who may be one, written twice: looked for before anybody of them enters the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import polars as pl
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core.sheets import ROW, Mark
from guihua.delivery.importers.known import people_of
from guihua.directory import models as directory
from guihua.directory.actions.registers import Identity
from guihua.directory.calc import alike, id_numbers, matching
from guihua.directory.calc.alike import Pair, Seen, Way
from guihua.directory.calc.matching import Card, Face
from guihua.directory.models import Alike
from guihua.directory.numbers import TAIL

NAME, PHONE, NUMBER = "姓名", "手机", "证件号码"


class Written(NamedTuple):
    """A way in which somebody is written, and the first row that does it."""

    row: int
    who: Identity


def vaults_of(subdistrict: directory.Subdistrict) -> dict[int, int]:
    """By project the confidential domain that keeps its people, where one does: theirs are compared among themselves."""
    projects = commissioning.Project.objects.filter(subdistrict=subdistrict, domain__is_confidential=True)
    return dict(projects.values_list("pk", "domain"))


def marks(frame: pl.DataFrame, person: Sequence[str], vaults: Mapping[int, int] | None = None) -> Iterator[Mark]:
    """The row where somebody is first written another way; households, who merely share a phone, are none of these."""
    for written in _written(frame, person, vaults or {}):
        for (one, two), way in sorted(_alike(written).items()):
            first, later = written[one], written[two]
            words = _("和第 %(row)d 行像同一人：%(why)s。") % {"row": first.row, "why": Alike[way.name].label}
            yield Mark(later.row, NAME, words, "doubtful", first.row)


def people_in(
    subdistrict: directory.Subdistrict, frame: pl.DataFrame, rows: Iterable[tuple[int, int]]
) -> dict[Pair, Alike]:
    """Whom pairs of rows name in the register, once they came in, with how they are alike. Those of a vault are none of it."""
    vaults, person = list(vaults_of(subdistrict)), [name for name in (NAME, PHONE, NUMBER) if name in frame.columns]
    named = frame.filter(~pl.col("项目编号").is_in(vaults)).select(ROW, *person)
    who_of = {row: Identity(*said, *[""] * (len(Identity._fields) - len(said))) for row, *said in named.iter_rows()}
    both = [(who_of[one], who_of[two]) for one, two in rows if one in who_of and two in who_of]
    people = people_of(subdistrict, {who for pair in both for who in pair})
    found = {}
    for pair in both:
        one, two = sorted(people[who] for who in pair)
        if one != two and (way := _alike([Written(n, who) for n, who in enumerate(pair)]).get((0, 1))):
            found[one, two] = Alike[way.name]
    return found


def _written(frame: pl.DataFrame, person: Sequence[str], vaults: Mapping[int, int]) -> Iterator[list[Written]]:
    """Register by register, each way of writing somebody, in the order of their first rows."""
    known = frame.drop_nulls(["项目编号", *person]).filter(pl.col(NAME) != "")
    vault = pl.col("项目编号").replace_strict(vaults, default=0, return_dtype=pl.Int64) if vaults else pl.lit(0)
    once = known.select(ROW, *person, vault=vault).unique(["vault", *person], keep="first", maintain_order=True)
    registers: dict[int, dict[Identity, int]] = defaultdict(dict)
    for row, *said, domain in once.iter_rows():
        who = Identity(*said, *[""] * (len(Identity._fields) - len(said)))
        if who.phone or who.id_number:
            registers[domain].setdefault(who, row)
    for register in registers.values():
        yield [Written(row, who) for who, row in register.items()]


def _alike(written: Sequence[Written]) -> dict[Pair, Way]:
    """By their places in the list."""
    seen = _seen([one.who for one in written])
    found = alike.pairs(seen)
    near = [
        (one, two)
        for one, two in alike.nearly(seen, found)
        if not alike.told_apart(_traits(written[one].who), _traits(written[two].who))
    ]
    likely: dict[Pair, Way] = {pair: way for pair, way in found.items() if way is not Way.PHONE}
    return likely | dict.fromkeys(near, Way.NEAR)


def _seen(whos: Sequence[Identity]) -> list[Seen]:
    """As the register will know them: whoever bears an ID number stands for their phone and name without it."""
    cards = [Card(w.id_number.encode() or None, f"{w.phone}|{w.name}".encode() if w.phone else None) for w in whos]
    bearers = matching.bearers(cards, {})
    faces = [_face(card, bearers) for card in cards]
    first: dict[Face, int] = {}
    for n, face in enumerate(faces):
        first.setdefault(face, n)
    return [_one(n, first[face], who) for n, (face, who) in enumerate(zip(faces, whos, strict=True))]


def _face(card: Card, bearers: Mapping[bytes, set[Face]]) -> Face:
    if card.handle is None or card.id_index is not None:
        return card.face
    return matching.likeness(bearers[card.handle]).same_as or card.face


def _one(n: int, root: int, who: Identity) -> Seen:
    born = id_numbers.birthday(who.id_number)
    tail = who.phone[-TAIL:] if len(who.phone) >= TAIL else ""
    return Seen(n, root, who.name, bool(who.id_number), who.phone, tail, (who.name, born) if born else None)


def _traits(who: Identity) -> tuple[object, object]:
    return id_numbers.birthday(who.id_number), id_numbers.is_female(who.id_number)
