"""What PostgreSQL has to be told when a file brings many rows at once."""

import pytest
from django.db import connection

from guihua.core import bulk
from guihua.delivery.models import Attendance
from tests.factories import programmes
from tests.factories.programmes import row, served

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
CHOIR = [row(code="N1", **served(f"居民{n}", f"138{n:08d}")) for n in range(40)]


def estimated():
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'delivery_attendance'")
        return cursor.fetchone()[0]


def looked_at_by_the_server():
    """As the server leaves its estimate where it looks at a table whose rows nobody else may see yet."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pg_class SET reltuples = 0 WHERE relname = 'delivery_attendance'")


@pytest.mark.parametrize(("many", "told"), [(40, True), (41, False)])
def test_the_database_estimates_anew_once_many_rows_are_written(programme, tmp_path, monkeypatch, many, told):
    monkeypatch.setattr(bulk, "MANY", many)
    looked_at_by_the_server()
    programmes.attendance(programme, tmp_path, *CHOIR)
    assert estimated() == (Attendance.objects.count() if told else 0)
