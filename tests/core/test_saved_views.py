"""A way of looking at a list is kept under a name, for oneself or for the whole sub-district."""

from types import SimpleNamespace

import pytest
from django.test import Client

from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.core.listing.models import OpeningView, SavedView
from guihua.directory.actions import users
from guihua.directory.models import Organisation, Role
from tests.factories import neighbours

pytestmark = pytest.mark.django_db
DEEDS = ("changing", "removing", "opening")
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def people(programme, tmp_path):
    """苏婉清 of the office, 陈志强 who works on GC-1, 何敏 of finance, and the office beside, each with a browser."""
    provider = Organisation.objects.get(kind="provider")
    beside = neighbours.beside(tmp_path)

    def enter(username, role, place=programme, **more):
        user = users.register(username, name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
        users.appoint(user, role, place, by=audit.SYSTEM, **more)
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client, user

    su, _user = enter("suwanqing", Role.OFFICE)
    chen, worker = enter("chenzhiqiang", Role.WORKER, organisation=provider)
    he, _user = enter("hemin", Role.FINANCE)
    stranger, _user = enter("shishan", Role.OFFICE, beside)
    users.grant(worker, Role.WORKER, Project.objects.get(number="GC-1"), by=audit.SYSTEM, why="经办")
    return SimpleNamespace(su=su, chen=chen, he=he, stranger=stranger)


def save(client, address, name):
    client.post(address, {"view": name})
    return SavedView.objects.get(name=" ".join(name.split()))


def tabs(client, address):
    return [str(tab.label) for tab in client.get(address).context["views"].tabs]


def text(answer):
    return answer.content.decode()


def test_a_view_keeps_conditions_order_and_columns_under_a_name(people):
    view = save(
        people.su, "/projects/?year=2022&domain=youth&sort=-amount&columns=name,ends_on&page=1", "  青少年 项目 "
    )
    assert view.address == f"?domain=youth&sort=-amount&year=2022&columns=name,ends_on&view={view.pk}"
    shown = people.su.get(f"/projects/{view.address}").context
    assert [str(line[0].value) for line in shown["shown"].lines] == ["怡水驻校"]
    assert [(tab.label, tab.is_here) for tab in shown["views"].tabs] == [("全部", False), ("青少年 项目", True)]


def test_what_was_searched_for_is_not_kept_since_it_may_be_a_name(people):
    view = save(people.su, "/people/?q=张晓丽&gender=female", "女居民")
    assert (view.query, "张晓丽" in str(SavedView.objects.values())) == ({"gender": "female"}, False)


def test_a_view_of_ones_own_is_nobody_elses(people):
    view = save(people.su, "/projects/?year=2022", "今年")
    assert [tabs(one, "/projects/") for one in (people.he, people.chen, people.stranger)] == [[], [], []]
    answers = [people.he.post(f"/lists/views/{view.pk}/{deed}/").status_code for deed in DEEDS]
    assert answers == [404, 404, 404]


def test_what_the_office_shares_stands_with_everybody_of_its_sub_district_and_with_nobody_beyond(people):
    view = save(people.su, "/projects/?year=2022", "今年")
    people.su.post(f"/lists/views/{view.pk}/changing/", {"name": "今年项目", "is_shared": "on", "next": "/projects/"})
    both = ["全部", "今年项目"]
    assert [tabs(one, "/projects/") for one in (people.he, people.chen, people.stranger)] == [both, both, []]


def test_who_is_not_of_the_office_shares_nothing_and_changes_nothing_of_others(people):
    own = save(people.he, "/projects/?year=2022", "财务看的")
    refused = people.he.post(f"/lists/views/{own.pk}/changing/", {"name": "财务看的", "is_shared": "on"})
    assert (refused.status_code, "只有街道办公室能把视图给全街道共用。" in text(refused)) == (403, True)
    shared = save(people.su, "/projects/?domain=youth", "青少年")
    people.su.post(f"/lists/views/{shared.pk}/changing/", {"name": "青少年", "is_shared": "on"})
    assert people.he.post(f"/lists/views/{shared.pk}/removing/").status_code == 403
    assert SavedView.objects.filter(pk=shared.pk).exists()


def test_a_shared_view_shows_nobody_more_than_they_may_see_and_says_what_it_left_out(people):
    corrections = Project.objects.get(number="GC-2")
    view = save(people.su, f"/sessions/?project={corrections.pk}&form=group", "矫正小组")
    people.su.post(f"/lists/views/{view.pk}/changing/", {"name": "矫正小组", "is_shared": "on"})
    seen = people.chen.get(f"/sessions/{view.address}")
    assert {str(line[2].value) for line in seen.context["shown"].lines} == {"桂一同行"}
    assert (seen.context["views"].left_out, "向阳同行" in text(seen)) == (["项目"], False)


def test_an_old_view_still_opens_and_says_which_of_its_conditions_and_columns_are_gone(people):
    view = save(people.su, "/projects/?year=2022&columns=name,amount", "旧的")
    SavedView.objects.filter(pk=view.pk).update(
        query={"year": "2022", "phase": "3"}, columns="name,stage,amount", heads={"phase": "阶段", "stage": "进度"}
    )
    view.refresh_from_db()
    seen = people.su.get(f"/projects/{view.address}")
    assert seen.context["views"].left_out == ["阶段", "进度"]
    assert "现在没有或你看不到：阶段、进度" in text(seen)
    assert [str(head.column.head) for head in seen.context["shown"].heads] == ["项目", "合同金额（元）"]


def test_a_list_opens_with_the_view_that_its_reader_wished_for_and_still_shows_everything_on_demand(people):
    view = save(people.su, "/projects/?domain=youth", "青少年")
    people.su.post(f"/lists/views/{view.pk}/opening/", {"on": "1", "next": "/projects/"})
    assert people.su.get("/projects/")["Location"] == f"/projects/{view.address}"
    assert people.su.get("/projects/?view=all").context["shown"].total == 3
    assert people.he.get("/projects/").status_code == 200
    people.su.post(f"/lists/views/{view.pk}/opening/", {"on": "0", "next": "/projects/"})
    assert people.su.get("/projects/").status_code == 200


def test_what_is_no_longer_shared_opens_no_list_of_others(people):
    view = save(people.su, "/projects/?domain=youth", "青少年")
    people.su.post(f"/lists/views/{view.pk}/changing/", {"name": "青少年", "is_shared": "on"})
    people.he.post(f"/lists/views/{view.pk}/opening/", {"on": "1"})
    people.su.post(f"/lists/views/{view.pk}/changing/", {"name": "青少年"})
    assert (people.he.get("/projects/").status_code, OpeningView.objects.count()) == (200, 0)


def test_a_view_that_was_changed_takes_the_change_on_demand(people):
    view = save(people.su, "/projects/?year=2022", "今年")
    here = f"/projects/?year=2022&sort=name&view={view.pk}"
    assert people.su.get(here).context["views"].is_changed
    people.su.post(here, {"renew": view.pk})
    view.refresh_from_db()
    assert (view.query, people.su.get(here).context["views"].is_changed) == ({"year": "2022", "sort": "name"}, False)


@pytest.mark.parametrize(
    ("name", "sentence"), [("", "请给视图起个名字。"), ("今年", "已经有叫「今年」的视图了。换个名字。")]
)
def test_a_view_has_a_name_of_its_own(people, name, sentence):
    save(people.su, "/projects/?year=2022", "今年")
    refused = people.su.post("/projects/", {"view": name})
    assert (refused.status_code, sentence in text(refused), SavedView.objects.count()) == (409, True, 1)


def test_who_is_refused_goes_back_to_the_list_as_it_was_filtered(people):
    save(people.su, "/projects/?year=2022", "今年")
    refused = people.su.post(
        "/projects/", {"view": "今年"}, headers={"Referer": "http://testserver/projects/?year=2022"}
    )
    assert ("回到刚才那一页" in text(refused), refused.context["back"]) == (True, "/projects/?year=2022")


def test_a_deleted_view_is_gone_and_the_list_is_all_there(people):
    view = save(people.su, "/projects/?domain=youth", "青少年")
    gone = people.su.post(f"/lists/views/{view.pk}/removing/", {"next": "/projects/?domain=youth"}, follow=True)
    assert (gone.redirect_chain[0][0], gone.context["shown"].total) == ("/projects/?view=all", 3)
    assert tabs(people.su, "/projects/") == []


def test_what_a_strange_address_asks_for_becomes_no_part_of_a_view(people):
    view = save(people.su, "/projects/?year=1e9&colour=red&sort=password&size=7", "空的")
    assert (view.query, view.columns) == ({}, "")
