"""What the database has to be told when a file brings many rows at once: it chooses its ways by what it believes of a table."""

import os

import pytest
from django.db import connection

from guihua.core import bulk
from guihua.delivery.models import Attendance
from tests.factories import programmes
from tests.factories.programmes import row, served

pytestmark = pytest.mark.django_db
ON_SQLITE = pytest.mark.skipif(
    os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="reads SQLite's estimate"
)
CHOIR = [row(code="N1", **served(f"居民{n}", f"138{n:08d}")) for n in range(40)]


def first(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


def looked_at_by_the_server():
    """As the server leaves its estimate where it looks at a table whose rows nobody else may see yet."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pg_class SET reltuples = 0 WHERE relname = 'delivery_attendance'")


@pytest.mark.postgres
@pytest.mark.parametrize(("many", "told"), [(40, True), (41, False)])
def test_the_database_estimates_anew_once_many_rows_are_written(programme, tmp_path, monkeypatch, many, told):
    monkeypatch.setattr(bulk, "MANY", many)
    looked_at_by_the_server()
    programmes.attendance(programme, tmp_path, *CHOIR)
    (estimated,) = first("SELECT reltuples FROM pg_class WHERE relname = 'delivery_attendance'")
    assert estimated == (Attendance.objects.count() if told else 0)


@ON_SQLITE
def test_sqlite_is_asked_to_estimate_since_it_never_does_so_by_itself(programme, tmp_path, monkeypatch):
    monkeypatch.setattr(bulk, "MANY", 40)
    programmes.attendance(programme, tmp_path, *CHOIR)
    wanted = "SELECT count(DISTINCT tbl) FROM sqlite_stat1 WHERE tbl IN ('delivery_attendance', 'directory_person')"
    assert first(wanted) == (2,)
