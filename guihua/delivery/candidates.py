"""Who may have been at a session: whom its project met last, and as what."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.db.models.functions import Coalesce

from guihua.commissioning import models as commissioning
from guihua.core import finding
from guihua.delivery import models as delivery
from guihua.delivery import people
from guihua.directory import models as directory
from guihua.directory.calc.sounds import heard, names_of_one
from guihua.directory.models import users

MOST = 40  # whom a page offers before anybody is looked for
MOST_FOUND = 20
MOST_COMPARED = 2_000  # of a project's people, the newest first, with each name on a list
MOST_ALIKE = 6


@dataclass(frozen=True)
class Candidate:
    """A row of the roster. key: of a person, or of a codename; value: the key, with the part where that is a second one."""

    key: int
    value: str
    name: str
    about: str
    part: str
    is_ticked: bool
    is_fixed: bool  # a second part of the same person
    is_coded: bool  # the name is a codename, and about it stands the name where it was opened

    @property
    def spelt(self) -> str:
        return finding.spelt(self.name + self.about if self.is_coded else self.name)


@dataclass(frozen=True)
class Ticked:
    """What is ticked on a roster: by row, as `Candidate.value`, the key and the part."""

    rows: Mapping[str, tuple[int, str]]

    @property
    def keys(self) -> set[int]:
        return {key for key, _part in self.rows.values()}


def at(session: delivery.Session) -> Ticked:
    """Who was at a session. Somebody who was there in two parts has two rows."""
    rows: dict[str, tuple[int, str]] = {}
    for known_as, part in (
        session.attendances.known_as()
        .exclude(known_as=None)
        .filter(count__gt=0)
        .order_by("pk")
        .values_list("known_as", "part")
    ):
        key = known_as // 2
        rows[f"{key}-{part}" if str(key) in rows else str(key)] = key, part
    return Ticked(rows)


def last_met(
    subdistrict: directory.Subdistrict, project: commissioning.Project | None, *, coded: bool
) -> dict[int, str]:
    """Whom the project met last, newest first, and as what; `coded` asks for the codenames of a confidential domain."""
    kind = "codename" if coded else "person"
    rows = delivery.Attendance.objects.filter(session__project=project, session__subdistrict=subdistrict)
    named = rows.by_codename() if coded else rows.by_name()
    met = (
        named.annotate(root=Coalesce(f"{kind}__merged_into", kind))
        .order_by()
        .values_list("root", "part")
        .annotate(last=Max("session__day"))
        .order_by("-last", "root", "part")
    )
    parts: dict[int, str] = {}
    for root, part, _last in met[: 2 * MOST]:
        parts.setdefault(root, part)
    return dict(list(parts.items())[:MOST])


def found_for(user: Any, typed: str) -> list[int]:
    """Of the people whom the user may know, those whose name is meant by what was typed."""
    known: Any = people.visible_to(user)
    return list(known.called(typed).order_by("name", "pk").values_list("pk", flat=True)[:MOST_FOUND])


def met_by_name(
    subdistrict: directory.Subdistrict, project: commissioning.Project | None, names: Collection[str], *, coded: bool
) -> dict[str, list[int]]:
    """Whom the project met under exactly each of these names; of a confidential domain, under these codenames."""
    found: dict[str, list[int]] = {}
    rows = _met_on(subdistrict, project, coded=coded).filter(**{f"{_called(coded)}__in": names}).order_by("pk")
    for pk, name in rows.values_list("pk", _called(coded)):
        found.setdefault(name, []).append(pk)
    return found


def alike(
    user: Any, subdistrict: directory.Subdistrict, project: commissioning.Project | None, names: Collection[str]
) -> dict[str, list[int]]:
    """For names that somebody typed or pasted, whom each may mean: of the project's people those called so or nearly so,
    then whom the user knows from elsewhere under that very name. None in a confidential domain, where names lie sealed."""
    wanted = {name for name in names if name}
    if not wanted or (project and project.domain.is_confidential):
        return {}
    found: dict[str, list[int]] = {name: [] for name in wanted}
    met = _met_on(subdistrict, project, coded=False).order_by("-pk").values_list("pk", "name")[:MOST_COMPARED]
    for pk, name in met:
        for one in wanted:
            if one == name or heard(one) == heard(name) or names_of_one(one, name):
                found[one].append(pk)
    for pk, name in people.visible_to(user).filter(name__in=wanted).order_by("pk").values_list("pk", "name"):
        if pk not in found[name]:
            found[name].append(pk)
    return {one: pks[:MOST_ALIKE] for one, pks in found.items()}


def _met_on(subdistrict: directory.Subdistrict, project: commissioning.Project | None, *, coded: bool) -> Any:
    """The people, or codenames, whom the project met, or the office itself, as they are known to be."""
    if coded and project:
        return delivery.Codename.objects.met_on(project)
    held = delivery.Session.objects.filter(subdistrict=subdistrict, project=project).order_by()
    met = delivery.Attendance.objects.filter(session__in=held, person__isnull=False)
    roots = met.annotate(root=Coalesce("person__merged_into", "person")).values("root")
    return directory.Person.objects.filter(pk__in=roots)


def _called(coded: bool) -> str:
    return "code" if coded else "name"


def coded_for(project: commissioning.Project, typed: str) -> list[int]:
    """Whose codename is meant by what was typed."""
    met = delivery.Codename.objects.met_on(project).filter(code__icontains=typed)
    return list(met.order_by("code").values_list("pk", flat=True)[:MOST_FOUND])


def visible_among(
    user: Any,
    project: commissioning.Project | None,
    keys: Collection[int],
    session: delivery.Session | None,
    *,
    coded: bool,
) -> dict[int, Any]:
    """The people, or codenames, behind keys, as far as the user may know them or the session has them already."""
    if coded:
        return {row.pk: row for row in delivery.Codename.objects.met_on(project).filter(pk__in=keys)} if project else {}
    known = people.visible_to(user).filter(pk__in=keys)
    there = directory.Person.objects.none()
    if session is not None:
        taken = delivery.Attendance.objects.filter(session=session, person__isnull=False)
        roots = taken.annotate(root=Coalesce("person__merged_into", "person")).values("root")
        there = directory.Person.objects.filter(pk__in=keys).filter(pk__in=roots)
    return {row.pk: row for row in (*known, *there)}


def knows_names(user: Any, project: commissioning.Project | None) -> bool:
    """Whole names on a roster: for who works with the people, and for the office where it met them itself."""
    if project is None:
        return users.holds(user, users.Role.OFFICE)
    return commissioning.Project.objects.known_by(user).filter(pk=project.pk).exists()
