"""Thirty thousand sessions and people later, a list asks the database as often as before, and looks rows up in an index."""

import re
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guihua.core import bulk, secrecy
from guihua.delivery.models import Activity, Attendance, Session
from guihua.directory.models import Person
from tests.desk.test_questions_asked import asked

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MANY = 30_000
LISTS = ["/projects/", "/sessions/", "/organisations/", "/communities/", "/people/", "/people/pairs/", "/imports/"]
LISTS += ["/jobs/", "/inbox/", "/sessions/?form=group&sort=minutes", "/people/?sort=-name", "/people/?page=300"]
LISTS += ["/sessions/?columns=day,campaign,starts_at", "/search/?q=GC-1", "/search/?q=张晓丽"]
LONG = ("delivery_session", "directory_person")
SESSION = ["id", "subdistrict_id", "project_id", "activity_id", "code", "day", "month", "starts_at", "minutes", "place"]
PERSON = ["id", "subdistrict_id", "name", "gender", "data_key", "phone", "id_number", "born_on", "handle_index"]
SCAN = re.compile(rf"SCAN ({'|'.join(LONG)})$")


def fill(place):
    """So many sessions of one activity, each with somebody of their own."""
    activity = Activity.objects.filter(subdistrict=place).exclude(project=None).first()
    sessions, people = bulk.next_ids(Session, MANY), bulk.next_ids(Person, MANY)
    days = [date(2022, 1, 1) + timedelta(days=n % 365) for n in range(MANY)]
    about = (time(9, 30), 60, "活动室")
    held = ((pk, place.pk, activity.project_id, activity.pk, f"L{pk}", day, day.year * 100 + day.month, *about)
            for pk, day in zip(sessions, days, strict=True))  # fmt: skip
    bulk.insert(Session, SESSION, held)
    key, _open = secrecy.new_wrapped_key()
    met = ((pk, place.pk, f"人{pk}", "female", key, b"", b"", b"", pk.to_bytes(32)) for pk in people)
    bulk.insert(Person, PERSON, met)
    fields = ["session_id", "person_id", "part", "count"]
    bulk.insert(Attendance, fields, ((s, p, "served", 1) for s, p in zip(sessions, people, strict=True)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def test_every_list_asks_as_often_for_thirty_thousand_rows_as_for_a_few(office, programme):
    few = {address: asked(office, address) for address in LISTS}
    fill(programme)
    many = {address: asked(office, address) for address in LISTS}
    assert {address: (n, many[address]) for address, n in few.items() if n != many[address]} == {}


def plan_of(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[3] for row in cursor.fetchall()]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="plans are worded as SQLite words them")
@pytest.mark.parametrize("address", ["/sessions/", "/people/", "/sessions/?month=202203", "/people/?q=zxl"])
def test_the_first_page_of_a_long_list_reads_no_table_from_end_to_end(office, programme, address):
    fill(programme)
    with CaptureQueriesContext(connection) as queries:
        office.get(address)
    selects = [one["sql"] for one in queries.captured_queries if one["sql"].startswith("SELECT")]
    sentences = [sql for sql in selects if "COUNT(" not in sql]  # who counts a whole list reads all that is counted
    plans = [(sql, plan_of(sql)) for sql in sentences]
    assert [(sql, step) for sql, steps in plans for step in steps if SCAN.match(step)] == []
    assert any(LONG[0] in sql or LONG[1] in sql for sql in sentences)
