"""A worker is killed, stopped or slept through half-way: what it was doing is done once, by whoever does it."""

import os
import signal

import pytest

from tests.processes.deployments import Deployment, database_of_its_own

ON_POSTGRESQL = os.environ.get("DATABASE_URL", "").startswith("postgres")
# several processes, one after the other: on SQLite in the full run only, and once more on PostgreSQL
pytestmark = [] if ON_POSTGRESQL else [pytest.mark.slow]
CUPS = 10


@pytest.fixture
def deployment(tmp_path):
    with database_of_its_own("guihua_workers") as database:
        (tmp_path / "home").mkdir()
        made = Deployment(tmp_path / "home", database)
        made.prepare(tmp_path)
        made.asked("DELETE FROM reporting_dirtymonth")
        assert made.working("ask", CUPS).go_on()[0] == 0
        yield made


def stands(deployment):
    told = "state || ' ' || attempt || ' ' || lost"
    return deployment.asked(f"SELECT {told} FROM core_job"), deployment.rows("reporting_dirtymonth")  # noqa: S608 - our own words


def poured(cups):
    return {"reporting_dirtymonth": cups}


def half_way(deployment, *words, **changes):
    worker = deployment.working("worker", *words, **changes)
    worker.wait_until_there()
    return worker


def fall_silent(deployment):
    """As if half a minute had passed since the worker was last heard of."""
    deployment.asked("UPDATE core_job SET lease_until = '2000-01-01 00:00:00'")


def test_a_killed_workers_job_is_done_once_by_another(deployment):
    half_way(deployment, "--once").kill()
    assert stands(deployment) == ("running 1 0", poured(0))
    assert deployment.working("worker", "--once").go_on() == (0, "")
    assert stands(deployment) == ("running 1 0", poured(0)), "its lease has not run out yet"
    fall_silent(deployment)
    assert deployment.working("worker", "--once").go_on() == (0, "")
    assert stands(deployment) == ("done 2 1", poured(CUPS))
    assert deployment.guihua("verify-audit")[0] == 0


def test_a_worker_that_is_told_to_end_gives_its_job_back(deployment):
    worker = half_way(deployment)
    worker.process.send_signal(signal.SIGTERM)
    assert worker.go_on() == (0, "")
    assert stands(deployment) == ("waiting 1 0", poured(0))
    assert deployment.working("worker", "--once").go_on() == (0, "")
    assert stands(deployment) == ("done 2 0", poured(CUPS))


@pytest.mark.postgres
def test_a_worker_that_slept_through_its_lease_wakes_up_and_leaves_nothing(deployment):
    sleeper = half_way(deployment, "--once", GUIHUA_TEST_DEAF="1")
    fall_silent(deployment)
    assert deployment.working("worker", "--once").go_on() == (0, "")
    assert stands(deployment) == ("done 2 1", poured(CUPS))
    code, said = sleeper.go_on()
    assert (code, '"event": "job.lost"' in said) == (0, True)
    assert stands(deployment) == ("done 2 1", poured(CUPS))


@pytest.mark.postgres
def test_a_worker_that_is_only_slow_keeps_its_job(deployment):
    """It beats while its transaction is open, so that its lease is new again soon after it was taken away."""
    slow = half_way(deployment, "--once")
    fall_silent(deployment)
    until = "SELECT 1 FROM core_job, pg_sleep(0.05) WHERE lease_until > now()"
    assert any(deployment.asked(until) for _look in range(2000))
    assert deployment.working("worker", "--once").go_on() == (0, "")
    assert slow.go_on() == (0, "")
    assert stands(deployment) == ("done 1 0", poured(CUPS))
