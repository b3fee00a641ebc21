"""Two people import the same file at the same moment, on PostgreSQL; and what would happen if the verbs did not lock."""

import pytest

from tests.factories import programmes
from tests.factories.programmes import row, served
from tests.processes.deployments import Deployment, database_of_its_own

pytestmark = pytest.mark.postgres
COUNTED = ["delivery_attendance", "directory_person"]
SESSION = [row(未具名人数="30")]
PEOPLE = [row(**served(f"居民{n}", f"138{n:08d}")) for n in range(20)]


@pytest.fixture
def deployment(tmp_path):
    """The session is there already: its own number would stop a second import of it in any case."""
    with database_of_its_own("guihua_at_once") as database:
        (tmp_path / "home").mkdir()
        made = Deployment(tmp_path / "home", database)
        made.prepare(tmp_path)
        path = programmes.write(tmp_path / "session.csv", [programmes.ATTENDANCE_COLUMNS, *SESSION])
        assert made.guihua("import", "attendance", path)[0] == 0
        yield made


def both(deployment, folder, **changes):
    """The second starts when the first has written half of its rows and not yet committed, and waits for it or does not."""
    path = programmes.write(folder / "people.csv", [programmes.ATTENDANCE_COLUMNS, *PEOPLE])
    first = deployment.pausing("import", "attendance", path, at="delivery_attendance", **changes)
    first.wait_until_there()
    second = deployment.pausing("import", "attendance", path, at="nowhere", **changes)
    deployment.until_it_waits(second)
    return [first.go_on(), second.go_on()]


def test_the_second_waits_and_finds_everything_there(deployment, tmp_path):
    assert both(deployment, tmp_path) == [
        (0, "新增 20 行，更正 0 行，已有 0 行。\n"),
        (0, "新增 0 行，更正 0 行，已有 20 行。\n"),
    ]
    assert deployment.rows(*COUNTED) == {"delivery_attendance": 21, "directory_person": 20}
    assert deployment.guihua("verify-audit")[0] == 0


def test_without_the_lock_the_database_refuses_the_second(deployment, tmp_path):
    first, second = both(deployment, tmp_path, GUIHUA_TEST_UNLOCKED="1")
    assert first == (0, "新增 20 行，更正 0 行，已有 0 行。\n")
    assert (second[0], "数据库出了问题，没有写入任何一行" in second[1], "Traceback" in second[1]) == (1, True, False)
    assert deployment.rows(*COUNTED) == {"delivery_attendance": 21, "directory_person": 20}


def test_without_lock_and_constraint_everybody_is_there_twice(deployment, tmp_path):
    deployment.asked("ALTER TABLE directory_person DROP CONSTRAINT one_person_a_phone_and_name")
    both(deployment, tmp_path, GUIHUA_TEST_UNLOCKED="1")
    assert deployment.rows(*COUNTED) == {"delivery_attendance": 41, "directory_person": 40}
