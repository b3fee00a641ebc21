"""What somebody says of one session that they enter by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, NamedTuple
from uuid import UUID

from guihua.commissioning import models as commissioning
from guihua.delivery import models as delivery
from guihua.delivery.actions.sessions import SessionLine
from guihua.delivery.models import Part
from guihua.directory.actions.registers import Identity


class Present(NamedTuple):
    """Somebody on a roster: by key a person of the register (in a confidential domain a codename), or somebody new."""

    who: int | Identity
    part: str = Part.SERVED


@dataclass(frozen=True)
class Entry:
    """One session. Minutes: 1 to 1440; head_count: the unnamed, 0 for none; campaign and community: their keys.

    sent_as: made once by whoever fills the form in, so that the same entry sent twice is one session. told: of the fields
    that its form of service has (`models.FIELDS_OF`), those that say something.
    """

    sent_as: UUID
    activity: str
    form: str
    day: date
    starts_at: time
    minutes: int
    campaign: int | None = None
    community: int | None = None
    place: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)
    roster: Sequence[Present] = ()
    head_count: int = 0

    def line(self, project: commissioning.Project | None, code: str) -> SessionLine:
        """As a file would describe it. A confidential domain keeps no words about a place."""
        is_confidential = project is not None and project.domain.is_confidential
        return SessionLine(
            project.pk if project else None,
            code,
            self.activity,
            self.form,
            self.campaign,
            self.day,
            self.starts_at,
            self.minutes,
            self.community,
            "" if is_confidential else self.place,
        )

    def telling(self, project: commissioning.Project | None) -> dict[str, Any]:
        """Every field that only some forms of service have, empty where this one has not."""
        is_confidential = project is not None and project.domain.is_confidential
        asked = delivery.fields_of(self.form, is_confidential=is_confidential)
        empty = {name: None if name in ("number", "capacity") else "" for name in delivery.TELLING}
        return empty | {name: value for name, value in self.told.items() if name in asked and value is not None}
