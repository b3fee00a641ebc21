"""Finding one's project among many, where recording begins; and the months that a week leads to."""

import pytest
from django.urls import reverse

from guihua.commissioning.models import Project
from tests.delivery.test_entry_pages import text
from tests.delivery.test_recording import worker
from tests.factories.accounts import account
from tests.factories.entries import project

__all__ = ["account", "worker"]
pytestmark = pytest.mark.django_db
RECORD = "/record/"


@pytest.fixture
def office(client, account, worker):
    client.force_login(account("office", "office"))
    return client


def found(desk, typed):
    answer = desk.get(RECORD, {"q": typed})
    return [one.number for one in (*answer.context["now"], *answer.context["earlier"])]


def test_a_project_is_found_by_name_pinyin_number_and_provider(office):
    first = project("GC-1")
    Project.objects.filter(pk=first.pk).update(name="银发守护")
    assert found(office, "守护") == ["GC-1"]
    assert found(office, "yfsh") == ["GC-1"]
    assert found(office, "gc-2") == ["GC-2"]
    assert "GC-1" in found(office, first.provider.name)


def test_where_none_is_found_the_page_says_what_can_be_typed(office):
    answer = office.get(RECORD, {"q": "没有这个"})
    assert "没有这样的项目" in text(answer)
    assert "街道主办" not in text(answer)


def test_what_was_looked_for_is_kept_in_no_phone(office):
    assert "Guihua-Keepable" in office.get(RECORD)
    assert "Guihua-Keepable" not in office.get(RECORD, {"q": "守护"})


def test_the_offices_week_leads_to_the_month_of_what_it_holds_and_to_all_other_projects(office):
    week = office.get("/record/week/?day=2022-05-06").content.decode()
    assert f'<a class="link" href="{reverse("delivery:month_list", args=[0, "2022-05"])}">街道主办</a>' in week
    assert f'<a class="link" href="{RECORD}">别的项目</a>' in week


def test_a_worker_of_few_projects_is_offered_their_months_and_no_others(client, worker):
    client.force_login(worker)
    week = client.get("/record/week/?day=2022-05-06").content.decode()
    assert reverse("delivery:month_list", args=[project().pk, "2022-05"]) in week
    assert "别的项目" not in week


def test_a_character_that_no_database_holds_finds_nothing_and_breaks_nothing(office):
    assert found(office, "守\x00护") == found(office, "守护")
