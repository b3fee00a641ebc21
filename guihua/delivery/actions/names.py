"""Names of people who took part are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.core import audit, secrecy
from guihua.delivery import attendees, candidates, policy
from guihua.delivery import models as delivery
from guihua.directory import models as directory


@transaction.atomic
def read(session: delivery.Session, rows: Iterable[delivery.Attendance], *, by: Any) -> list[attendees.Attendee]:
    """The people of some of the session's attendances: whole names for who works with them, and masked ones else.

    Whoever took part in counselling or in a patients' group is told by the list itself: that whole names were read is audited.
    """
    by_name = policy.knows_names(by, session)
    people = attendees.as_known(rows, by_name=by_name)
    if by_name and people:
        audit.record("names.read", session, by=by, people=len(people))
    return people


@transaction.atomic
def offer(
    subdistrict: directory.Subdistrict,
    project: commissioning.Project | None,
    people: Iterable[directory.Person],
    *,
    by: Any,
) -> dict[int, tuple[str, str]]:
    """For a roster to be ticked: name and masked phone of each, whole names for who works with them; audited as `read`."""
    by_name = candidates.knows_names(by, project)
    shown = {
        one.pk: (one.name if by_name else secrecy.masked_name(one.name), attendees.phone_of(one)) for one in people
    }
    if by_name and shown:
        audit.record("names.read", project or subdistrict, by=by, people=len(shown))
    return shown
