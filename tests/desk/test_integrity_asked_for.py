"""The records are looked over in the background: who asks for it, and what the page of jobs says of it."""

import pytest

from guihua.core import jobs
from guihua.core.jobs import Job
from guihua.core.refusal import Refused
from guihua.desk import promises
from guihua.desk.actions import integrity
from guihua.directory.models import User
from tests.desk.test_integrity import heads_after_the_close, whole
from tests.reporting import reading

__all__ = ["whole"]
pytestmark = pytest.mark.django_db


def checked(client):
    """What the page of jobs says once the worker has looked."""
    job = client.post("/jobs/integrity/", follow=True)
    assert job.status_code == 200
    jobs.do_waiting(beats=False)
    return reading.words_of(client.get("/jobs/").content.decode())


def test_who_looks_after_jobs_has_it_checked_and_reads_what_came_of_it(whole, everybody):
    system = everybody.clients["system"]
    assert "还没有核对过。" in reading.words_of(system.get("/jobs/").content.decode())
    assert f"核对过，{len(list(promises.every()))} 条承诺都守住了。" in checked(system)
    heads_after_the_close(whole)
    told = checked(system)
    kept = len(list(promises.every())) - 3
    assert ("有不符的地方" in told, f"守住的承诺 {kept} · 不符：结账的月份还是结账时的数，改动都有说明 1" in told) == (
        True,
        True,
    )
    assert Job.objects.filter(name="integrity.check").order_by("-pk")[0].outcome == {
        "kept": kept,
        "closed_months": 1,
        "facts": 1,
        "progress": 1,
    }


def test_whoever_asks_meanwhile_waits_for_the_same(whole, everybody):
    for who in ("system", "office"):
        everybody.clients[who].post("/jobs/integrity/")
    assert Job.objects.filter(name="integrity.check").count() == 1


def test_nobody_else_asks_for_it_or_reads_of_it(whole, everybody):
    manager = everybody.clients["manager"]
    assert manager.post("/jobs/integrity/").status_code == 404
    assert "核对数据" not in manager.get("/jobs/").content.decode()
    with pytest.raises(Refused, match="数据由街道办公室和系统管理员核对。"):
        integrity.ask(whole, by=User.objects.get(username="manager"))
