"""Names of people who took part are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from guihua.core import audit
from guihua.delivery import attendees, policy
from guihua.delivery import models as delivery


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
