"""Several who ask and several workers at the same time, on PostgreSQL, where they really are."""

import threading

import pytest
from django.db import connection
from django.db.models import QuerySet

from guihua.core import jobs
from guihua.core.jobs import asking, claiming
from guihua.core.models import Job
from tests.core.jobs.conftest import cups_poured
from tests.factories.at_once import PATIENCE, at_work

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


def two_claims(monkeypatch):
    """The second worker looks for a job while the first has chosen one and not yet committed."""
    has_chosen, may_begin, begin, claimed = threading.Event(), threading.Event(), claiming._begin, []

    def slowly(job, worker, now):
        if worker == "first":
            has_chosen.set()
            assert may_begin.wait(PATIENCE)
        begin(job, worker, now)

    monkeypatch.setattr(claiming, "_begin", slowly)
    with at_work(lambda: claimed.append(jobs.claim("first"))) as raised:
        assert has_chosen.wait(PATIENCE)
        claimed.append(jobs.claim("second"))
        may_begin.set()
    assert raised == []
    return claimed


def test_two_workers_never_begin_the_same_job(asked, monkeypatch):
    job = asked()
    assert two_claims(monkeypatch) == [None, job]


def test_the_second_takes_the_next_and_does_not_wait(asked, account, monkeypatch):
    su = account()
    first, second = asked(by=su), asked(by=su)
    assert two_claims(monkeypatch) == [second, first]


def test_without_the_lock_both_would_begin_it(asked, monkeypatch):
    job = asked()
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_: self)
    assert two_claims(monkeypatch) == [job, job]


def test_four_workers_do_forty_jobs_once_each(asked, account):
    su = account()
    for _job in range(40):
        asked(1, by=su)
    with at_work(jobs.do_waiting), at_work(jobs.do_waiting), at_work(jobs.do_waiting):
        jobs.do_waiting()
    assert list(Job.objects.values_list("state", "attempt").distinct()) == [("done", 1)]
    assert cups_poured() == 40


def test_two_who_ask_at_once_ask_for_one_job(asked, account, monkeypatch):
    su, li, start = account(), account("lihua", phone=""), threading.Barrier(2)
    plain, jobs_asked = asking._plain, []

    def together(payload):
        start.wait(PATIENCE)
        return plain(payload)

    monkeypatch.setattr(asking, "_plain", together)
    with at_work(lambda: jobs_asked.append(asked(by=li, key="tea"))) as raised:
        jobs_asked.append(asked(by=su, key="tea"))
    assert raised == []
    assert jobs_asked[0] == jobs_asked[1] == Job.objects.get()


def test_others_see_how_far_it_is_while_its_transaction_is_open(asked, works, monkeypatch):
    monkeypatch.setattr("guihua.core.jobs.pulse.TICK", 0.01)
    seen = []

    def pour_half(running):
        with running.finishing():
            running.tell("writing", 2, 4)
            seen.append(until_told())

    works("tea.pour", pour_half)
    job = asked()
    jobs.do_waiting()
    job.refresh_from_db()
    assert (seen, job.state) == ([("writing", 2, 4)], "done")


def until_told():
    """What is committed of the job, once something is."""
    for _look in range(2000):
        told = Job.objects.values_list("stage", "done", "of").get()
        if told[0]:
            return told
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.005)")
    raise AssertionError("nobody is told anything")
