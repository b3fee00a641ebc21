"""A session counts a person once in a part, whatever the file calls them, and whenever they turn out to be one."""

from datetime import date, time

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import given
from hypothesis import strategies as st

from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.delivery.actions import attendances
from guihua.delivery.actions.attendances import AttendanceLine
from guihua.delivery.actions.sessions import SessionLine
from guihua.delivery.models import Attendance, Part
from guihua.directory.actions.registers import Identity
from guihua.reporting.models import DirtyMonth
from tests.directory.test_who_is_who import IDS, PHONES, groups, identities, tried

pytestmark = pytest.mark.django_db
MONTHS = [3, 4]

rows = st.tuples(st.sampled_from(MONTHS), identities, st.sampled_from([Part.SERVED, Part.VOLUNTEER]))
files = st.lists(st.lists(rows, min_size=1, max_size=5), min_size=1, max_size=3)


def recorded(place, project, portion):
    sessions = [
        SessionLine(project, f"A{month}", "围炉茶话", "group", None, date(2022, month, 5), time(14), 90, None, "")
        for month in MONTHS
    ]
    lines = [AttendanceLine(MONTHS.index(month), who, part, 1) for month, who, part in portion]
    return attendances.record_many(place, sessions, lines, by=audit.SYSTEM)


@pytest.mark.parametrize("number", ["GC-1", "GC-2"])
@given(portions=files)
@tried
def test_person_times_are_those_of_the_people_whom_the_rows_mean(programme, number, portions):
    """GC-2 is confidential: the same holds for codenames."""
    every = [row for portion in portions for row in portion]
    group_of = {who: n for n, group in enumerate(groups([who for _m, who, _p in every])) for who in group}
    expected = len({(month, group_of[who], part) for month, who, part in every})
    project = Project.objects.get(number=number).pk
    with transaction.atomic():
        for portion in portions:
            recorded(programme, project, portion)
        counted = Attendance.objects.filter(session__code__in=["A3", "A4"], session__project=project)
        assert counted.filter(session__code__in=["A3", "A4"]).aggregate(n=Sum("count"))["n"] == expected
        for portion in portions:
            again = recorded(programme, project, portion)
            assert (again.added, again.changed, again.skipped) == (0, 0, len(portion))
        transaction.set_rollback(True)


def test_months_that_the_file_does_not_name_are_counted_anew_when_two_turn_out_to_be_one(programme):
    project = Project.objects.get(number="GC-1").pk
    recorded(programme, project, [(3, Identity("何敏", PHONES[0], ""), Part.SERVED)])
    recorded(programme, project, [(3, Identity("何敏", "", IDS[0]), Part.SERVED)])
    DirtyMonth.objects.all().delete()
    at_april = [SessionLine(project, "A9", "围炉茶话", "group", None, date(2022, 6, 5), time(14), 90, None, "")]
    line = AttendanceLine(0, Identity("何敏", PHONES[0], IDS[0]), Part.SERVED, 1)
    attendances.record_many(programme, at_april, [line], by=audit.SYSTEM)
    assert set(DirtyMonth.objects.values_list("month", flat=True)) == {202203, 202206}
    assert Attendance.objects.filter(session__code="A3").aggregate(n=Sum("count"))["n"] == 1
