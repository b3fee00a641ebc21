"""Files that workers write: a worker is killed half-way, and two people send the same file at the same moment."""

import os

import pytest

from tests.factories import programmes
from tests.factories.programmes import row, served
from tests.processes.deployments import Deployment, database_of_its_own

ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
# several processes, one after the other: on SQLite in the full run only, and once more on PostgreSQL
pytestmark = [] if ON_POSTGRESQL else [pytest.mark.slow]
WRITTEN = ["directory_person", "delivery_session", "delivery_attendance"]
ROWS = [row(code=f"K{n // 10}", **served(f"居民{n}", f"138{n:08d}")) for n in range(200)]
NOTHING, EVERYTHING = dict.fromkeys(WRITTEN, 0), dict(zip(WRITTEN, [200, 20, 200], strict=True))


@pytest.fixture
def deployment(tmp_path):
    with database_of_its_own("guihua_background") as database:
        (tmp_path / "home").mkdir()
        made = Deployment(tmp_path / "home", database)
        made.environment["GUIHUA_DEBUG"] = "1"  # pages without the collected files
        made.prepare(tmp_path)
        yield made


def brought(deployment, folder, *usernames):
    path = programmes.write(folder / "attendance.csv", [programmes.ATTENDANCE_COLUMNS, *ROWS])
    code, said = deployment.ran("tests.processes.bringing", path, *usernames)
    assert code == 0, said


def half_way(deployment, **changes):
    worker = deployment.pausing("worker", "--once", at="delivery_attendance", **changes)
    worker.wait_until_there()
    return worker


def stands(deployment, username):
    """How the job of somebody stands, and what their import brought."""
    told = "j.state || ' ' || j.attempt || ' ' || j.lost || ': ' || i.state || ' ' || i.added || ' ' || i.skipped"
    joined = "core_job j JOIN desk_import i ON i.job_id = j.id JOIN directory_user u ON u.id = i.by_id"
    return deployment.asked(f"SELECT {told} FROM {joined} WHERE u.username = '{username}'")  # noqa: S608 - our own words


def test_a_killed_workers_import_is_taken_over_and_each_row_is_there_once(deployment, tmp_path):
    brought(deployment, tmp_path, "suwanqing")
    half_way(deployment).kill()
    assert (stands(deployment, "suwanqing"), deployment.rows(*WRITTEN)) == ("running 1 0: draft 0 0", NOTHING)
    deployment.asked("UPDATE core_job SET lease_until = '2000-01-01 00:00:00'")  # nobody has heard of it for long
    assert deployment.guihua("worker", "--once")[0] == 0
    assert (stands(deployment, "suwanqing"), deployment.rows(*WRITTEN)) == ("done 2 1: done 200 0", EVERYTHING)
    assert deployment.guihua("verify-audit")[0] == 0


def two_workers(deployment, folder, **changes):
    """The second begins with the other's file when the first has written half of the rows and not yet committed."""
    brought(deployment, folder, "suwanqing", "liangwei")
    first = half_way(deployment, **changes)
    second = deployment.pausing("worker", "--once", at="nowhere", **changes)
    deployment.until_it_waits(second)
    assert [first.go_on()[0], second.go_on()[0]] == [0, 0]
    return [stands(deployment, username) for username in ("suwanqing", "liangwei")]


@pytest.mark.postgres
def test_of_two_who_send_the_same_file_the_second_finds_every_row_there(deployment, tmp_path):
    assert two_workers(deployment, tmp_path) == ["done 1 0: done 200 0", "done 1 0: done 0 200"]
    assert deployment.rows(*WRITTEN) == EVERYTHING
    assert deployment.guihua("verify-audit")[0] == 0


@pytest.mark.postgres
def test_without_the_lock_the_second_fails_on_what_the_first_wrote(deployment, tmp_path):
    first, second = two_workers(deployment, tmp_path, GUIHUA_TEST_UNLOCKED="1")
    assert (first, second.split()[0]) == ("done 1 0: done 200 0", "failed")
    assert deployment.rows(*WRITTEN) == EVERYTHING
