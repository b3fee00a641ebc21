"""The roster as somebody ticks it on a page: who of those offered was there, and who is new."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import finding, secrecy
from guihua.delivery import candidates
from guihua.delivery.actions import names
from guihua.delivery.actions.entries import Present
from guihua.delivery.actions.rosters import vault_of
from guihua.delivery.candidates import Candidate, Ticked
from guihua.delivery.forms import NewPersonForm
from guihua.delivery.importers.known import people_of
from guihua.delivery.models import Part, Session
from guihua.directory import models as directory
from guihua.directory.actions.registers import Identity

ROW = re.compile(r"([0-9]{1,18})(?:-([a-z]+))?")
MOST_NEW = 200


@dataclass
class NewPerson:
    """Somebody on no list yet. known: in words, where the register has them already."""

    identity: Identity
    part: str
    known: str = ""

    @property
    def phone(self) -> str:
        return secrecy.masked_phone(self.identity.phone)


@dataclass
class Ticking:
    """What is ticked and typed so far. adding: the one whose name and phone are being typed."""

    ticked: Ticked
    new: list[NewPerson] = field(default_factory=list)
    adding: NewPersonForm = field(default_factory=NewPersonForm)
    typed: str = ""  # what is looked for

    @classmethod
    def of_post(cls, data: Any, *, drops: int | None = None) -> Ticking:
        """drops: which of the new people, from 0, is left out again."""
        rows = {}
        for value in data.getlist("who"):
            if found := ROW.fullmatch(value):
                rows[value] = int(found[1]), _part(found[2] or data.get(f"part_{found[1]}"))
        ticking = cls(Ticked(rows), typed=data.get("typed", "").strip()[:40])
        written = zip(data.getlist("new_name"), data.getlist("new_phone"), data.getlist("new_part"), strict=False)
        for number, (name, phone, part) in enumerate(list(written)[:MOST_NEW]):
            if number != drops and (name.strip() or phone.strip()):
                ticking._take(name, phone, _part(part))
        return ticking

    def _take(self, name: str, phone: str, part: str) -> None:
        form = NewPersonForm({"name": name, "phone": phone})
        if form.is_valid():
            identity = Identity(form.cleaned_data["name"], form.cleaned_data["phone"], "")
            if identity not in [one.identity for one in self.new]:
                self.new.append(NewPerson(identity, part))
        else:
            self.adding = form

    @property
    def roster(self) -> list[Present]:
        ticked = [Present(key, part) for key, part in self.ticked.rows.values()]
        return ticked + [Present(one.identity, one.part) for one in self.new]

    def is_valid(self) -> bool:
        return not self.adding.is_bound

    @property
    def count(self) -> int:
        return len(self.ticked.rows) + len(self.new)


@dataclass
class Offered:
    """The rows of a roster: those that were found first, then who is ticked, then who came last."""

    found: list[Candidate]
    rows: list[Candidate]


def offered(
    subdistrict: directory.Subdistrict,
    project: commissioning.Project | None,
    ticking: Ticking,
    session: Session | None,
    opened: dict[int, str],
    *,
    by: Any,
) -> Offered:
    """Whom the page offers. opened: the names behind codenames, where they were asked for."""
    coded = vault_of(project) is not None
    met = candidates.last_met(subdistrict, project, coded=coded)
    wanted = _wanted(project, ticking.typed, opened, by) if ticking.typed else []
    keys = {*ticking.ticked.keys, *wanted, *met}
    there = candidates.visible_among(by, project, keys, session, coded=coded)
    if coded:
        shown = {pk: (row.code, opened.get(pk, "")) for pk, row in there.items()}
    else:
        shown = names.offer(subdistrict, project, there.values(), by=by)
    ticked = [
        Candidate(key, value, *shown[key], part, True, "-" in value, coded)
        for value, (key, part) in ticking.ticked.rows.items()
        if key in shown
    ]
    others = [
        Candidate(key, str(key), *shown[key], met.get(key, Part.SERVED), False, False, coded)
        for key in [*wanted, *met]
        if key in shown and str(key) not in ticking.ticked.rows
    ]
    found = [row for row in (*ticked, *others) if row.key in wanted]
    seen = {row.value for row in found}
    return Offered(list({r.value: r for r in found}.values()), [r for r in (*ticked, *others) if r.value not in seen])


def _wanted(project: commissioning.Project | None, typed: str, opened: dict[int, str], by: Any) -> list[int]:
    """Who is meant by what was typed; in a confidential domain by codename, or by a name that was opened."""
    if project is None or vault_of(project) is None:
        return candidates.found_for(by, typed)
    named = [key for key, name in opened.items() if finding.matches(name, typed)]
    return list(dict.fromkeys([*candidates.coded_for(project, typed), *named]))


def tell_who_is_known(subdistrict: directory.Subdistrict, ticking: Ticking) -> None:
    """Says of each new person whether the register has them, masked: whoever typed name and phone knows both."""
    known = people_of(subdistrict, [one.identity for one in ticking.new]) if ticking.new else {}
    words = _("已有：%(name)s（尾号%(tail)s）")
    for one in ticking.new:
        if one.identity in known:
            name, phone = one.identity.name, one.identity.phone
            one.known = words % {"name": secrecy.masked_name(name), "tail": phone[-4:]}


def _part(text: str | None) -> str:
    return text if text in Part.values else str(Part.SERVED)
