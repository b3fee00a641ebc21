"""The process is killed in the middle: nothing is written, the trail fits, and the same file then comes in whole."""

import os

import pytest

from tests.factories import programmes
from tests.factories.programmes import row, served
from tests.processes.deployments import Deployment, database_of_its_own

# several processes, one after the other: on SQLite in the full run only, and once more on PostgreSQL
pytestmark = [] if os.environ.get("DATABASE_URL", "").startswith("postgres") else [pytest.mark.slow]
TABLES = ["directory_person", "delivery_codename", "delivery_activity", "delivery_session", "delivery_attendance"]
TABLES += ["delivery_importbatch", "delivery_correction", "core_auditrow", "reporting_dirtymonth"]


@pytest.fixture
def deployment(tmp_path):
    with database_of_its_own("guihua_crash") as database:
        (tmp_path / "home").mkdir()
        made = Deployment(tmp_path / "home", database)
        made.prepare(tmp_path)
        yield made


def test_an_import_that_is_killed_leaves_nothing_and_can_be_done_again(deployment, tmp_path):
    rows = [row(code=f"K{n // 5}", **served(f"居民{n}", f"138{n:08d}")) for n in range(2000)]
    rows += [row("GC-2", f"J{n}", **served(f"保密{n}", f"139{n:08d}")) for n in range(50)]
    path = programmes.write(tmp_path / "attendance.csv", [programmes.ATTENDANCE_COLUMNS, *rows])
    before = deployment.rows(*TABLES)
    for table in ("directory_person", "delivery_attendance"):
        importing = deployment.pausing("import", "attendance", path, at=table, GUIHUA_TEST_SPILL="1")
        importing.wait_until_there()
        importing.kill()
        assert deployment.rows(*TABLES) == before
    assert deployment.guihua("verify-audit")[0] == 0
    assert deployment.guihua("import", "attendance", path) == (0, "新增 2050 行，更正 0 行，已有 0 行。\n")
    assert deployment.rows("delivery_attendance") == {"delivery_attendance": 2050}
    assert deployment.guihua("import", "attendance", path) == (0, "新增 0 行，更正 0 行，已有 2050 行。\n")
    assert deployment.guihua("verify-audit")[0] == 0
