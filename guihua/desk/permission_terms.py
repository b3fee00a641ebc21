"""As whom and as what the rows of who may open what are written: groups of roles, and a row."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from guihua.directory.models import Role, users
from guihua.directory.models.users import OVERSEERS

ROLES = frozenset(Role)
SIGNED_IN = frozenset({*Role, "nobody"})
ANYBODY = SIGNED_IN | {"anonymous"}
OFFICE = frozenset({Role.OFFICE})
FINANCE = frozenset({Role.FINANCE})
BRINGING_IN = frozenset({Role.OFFICE, Role.MANAGER})
IMPORTING = BRINGING_IN | FINANCE
CONTROL = frozenset({Role.OFFICE, Role.AUDITOR, Role.SECURITY, Role.AUDIT})
TRAIL = frozenset({Role.AUDITOR, Role.AUDIT})
OVERSEEING = frozenset(OVERSEERS)
PLANNING = OVERSEEING | {Role.LIAISON}  # who read the plans of all communities
CLOSING = OVERSEEING | {Role.MANAGER}
DECIDING = frozenset({Role.OFFICE, Role.LEADER})
MEETING = frozenset({Role.OFFICE, Role.MANAGER, Role.WORKER})
WORKER = frozenset({Role.WORKER})
READING = frozenset(
    {*OVERSEERS, Role.LIAISON, Role.MANAGER, Role.WORKER}
)  # those who read the records of some projects
ACCOUNTING = READING - {Role.WORKER}  # those who read the account of some projects
SEEING = READING | {Role.PARTNER, Role.SECRETARY}  # and those who learn the counts of some
KEEPING = frozenset(users.KEEPING)
RUNNING = frozenset({Role.OFFICE, Role.SECURITY})
JOBS = frozenset({Role.OFFICE, Role.SYSTEM})  # who look after what is done in the background
NONE: frozenset[str] = frozenset()

CONFIDENTIAL = "confidential"  # things of a project in a confidential domain


@dataclass(frozen=True)
class Row:
    method: str
    route: str
    words: str | Promise  # what is done there, for who reads the table
    allowed: frozenset[str]
    denied: frozenset[str] = NONE  # told why; whoever is in neither sees nothing there
    of: str = ""  # of which things only
    is_shut: bool = False  # hidden from who is not signed in too
