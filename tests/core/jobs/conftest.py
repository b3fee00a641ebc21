"""A work of the tests' own: tea is poured, cup by cup, and every cup is a row."""

import pytest
from django.utils import timezone

from guihua.core import jobs
from guihua.core.jobs.works import WORKS
from guihua.reporting.models import DirtyMonth
from tests.factories import accounts

account = accounts.account


def pour(running):
    cups = running.payload["cups"]
    running.tell("writing", 0, cups)
    with running.finishing() as outcome:
        for cup in range(cups):
            running.stop_if_wished()
            DirtyMonth.objects.create(subdistrict=running.job.subdistrict, month=cup, marked_at=timezone.now())
            running.tell("writing", cup + 1, cups)
        outcome["poured"] = cups


@pytest.fixture(autouse=True)
def works(monkeypatch):
    """Nothing of the product's is done; a test says what is done under a name."""
    monkeypatch.setattr("guihua.core.jobs.running.PAUSE", 0)
    before = dict(WORKS)
    WORKS.clear()
    jobs.work("tea.pour", title="倒茶", stages={"brewing": "正在泡"})(pour)
    yield lambda name, do: jobs.work(name, title=name)(do)
    WORKS.clear()
    WORKS.update(before)


@pytest.fixture
def asked(guicheng, account):
    """苏婉清 asks for so many cups."""

    def ask(cups=4, *, by=None, name="tea.pour", key=""):
        return jobs.ask(name, {"cups": cups}, by=by or account(), subdistrict=guicheng, key=key)

    return ask


def cups_poured():
    return DirtyMonth.objects.count()
