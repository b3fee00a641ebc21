"""What somebody says of an assessor, before a verb has written it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from guihua.commissioning import models as commissioning
from guihua.directory import models as directory
from guihua.evaluation import models as evaluation


@dataclass(frozen=True)
class WorkSaid:
    """`employer`: its name as told; whoever is in the register under exactly this name is meant. `until`: the first day without."""

    employer: str
    kind: str = evaluation.EmploymentKind.EMPLOYED
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class TieSaid:
    kind: str
    organisation: directory.Organisation | None = None
    project: commissioning.Project | None = None
    note: str = ""


@dataclass(frozen=True)
class AssessorSaid:
    """`work`: where they work now, told with them when they come into the pool; of the others a verb of its own tells."""

    name: str
    phone: str
    title: str = ""
    is_finance: bool = False
    is_practice: bool = False
    qualification: str = ""
    qualification_number: str = ""
    domains: frozenset[int] = frozenset()
    work: tuple[WorkSaid, ...] = ()
