"""One box finds everything that somebody may see, and nothing by anybody's number."""

import re

import pytest

from guihua.commissioning.models import Project
from guihua.core.models import AuditRow
from guihua.desk.models import Opened
from guihua.directory.models import Person

pytestmark = pytest.mark.django_db


def found(client, typed):
    """What a search finds: by kind, the names of the first and how many there are."""
    groups = client.get("/search/", {"q": typed}).context["groups"]
    return {str(group.label): ([one.name for one in group.first], group.total) for group in groups}


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "kind", "names"),
    [
        ("桂一同行", "项目", ["桂一同行"]),
        ("GC-2", "项目", ["向阳同行"]),
        ("ysx", "机构", ["怡水小学"]),
        ("guiyi", "社区", ["桂一社区"]),
        ("440605011001", "社区", ["桂一社区"]),
        ("反诈", "活动与场次", ["反诈进社区"]),
        ("zxl", "人员", ["张晓丽"]),
        ("张晓", "人员", ["张晓丽"]),
        ("confidant", "账号", ["苏婉清"]),
    ],
)
def test_everything_is_found_by_name_number_pinyin_or_initials(everybody, typed, kind, names):
    assert found(everybody.clients["office"], typed)[kind] == (names, len(names))


def test_each_kind_shows_its_first_and_leads_to_the_list_of_all_that_it_counted(everybody):
    office = everybody.clients["office"]
    for group in office.get("/search/", {"q": "同行"}).context["groups"]:
        context = office.get(group.everything).context
        assert (context["page"].paginator.count if "page" in context else context["shown"].total) == group.total


@pytest.mark.parametrize("who", ["finance", "auditor", "liaison", "partner", "secretary", "committee", "nobody"])
def test_who_may_not_know_people_finds_nobody(everybody, who):
    assert "张晓丽" not in text(everybody.clients[who].get("/search/", {"q": "张晓丽"})).replace('value="张晓丽"', "")


def test_who_keeps_no_accounts_finds_none(everybody):
    seen = {
        who: "账号" in found(client, "confidant") for who, client in everybody.clients.items() if who != "anonymous"
    }
    assert {who for who, finds in seen.items() if finds} <= {"office", "manager", "security"}


def test_nobody_finds_what_is_another_sub_districts_or_not_theirs(everybody):
    assert "桂一同行" in found(everybody.clients["worker"], "同行")["项目"][0]
    assert found(everybody.clients["worker"], "向阳") == {}
    assert found(everybody.clients["stranger"], "桂一") == {}


def test_the_names_of_a_confidential_domain_are_never_found(everybody):
    for who in everybody.clients.keys() - {"anonymous"}:
        assert "人员" not in found(everybody.clients[who], "王保密")


@pytest.mark.parametrize(
    "number",
    [
        "13800138001",
        "138 0013 8001",
        "+86 138-0013-8001",
        "１３８００１３８００１",
        "440605199203040019",
        "张晓丽 13800138001",
        "13800138001 440605199203040019",
    ],
)
def test_a_whole_number_is_refused_kindly_and_leaves_the_address_and_every_log(everybody, number, caplog, capfd):
    office = everybody.clients["office"]
    answer = office.get("/search/", {"q": number}, follow=True)
    digits = re.sub(r"\D", "", number)
    said = capfd.readouterr()
    assert answer.redirect_chain == [("/search/?number=1", 302)]
    assert ("这里不找手机和证件号码" in text(answer), "/people/finding/" in text(answer)) == (True, True)
    assert digits not in text(answer) + caplog.text + said.out + said.err
    assert not AuditRow.objects.filter(details__icontains=digits).exists()


def test_who_may_not_know_people_is_not_led_to_where_they_are_found(everybody):
    answer = everybody.clients["finance"].get("/search/?number=1")
    assert "/people/finding/" not in text(answer)


def test_what_was_opened_last_stands_first_and_eight_things_are_kept(everybody):
    office = everybody.clients["office"]
    Opened.objects.all().delete()
    pages = [f"/projects/{project.pk}/" for project in Project.objects.filter(subdistrict=everybody.place)]
    pages += [
        f"/people/{person.pk}/" for person in Person.objects.filter(merged_into=None, subdistrict=everybody.place)
    ]
    for page in [*pages, pages[0]]:
        office.get(page)
    recent = [one.address for one in office.get("/search/").context["recent"]]
    assert (recent[0], len(recent), len(set(recent))) == (pages[0], 8, 8)


def test_what_was_opened_is_shown_only_while_it_may_be_seen(everybody):
    worker = everybody.clients["worker"]
    project = Project.objects.get(number="GC-1")
    worker.get(f"/projects/{project.pk}/")
    assert [one.name for one in worker.get("/search/").context["recent"]] == ["桂一同行"]
    everybody_of = Opened.objects.get(user__username="worker").user
    everybody_of.grants.update(until="2021-01-01")
    assert worker.get("/search/").context["recent"] == []


def test_what_was_opened_names_nothing_is_ones_own_and_is_cleared_on_demand(everybody):
    office = everybody.clients["office"]
    office.get(f"/projects/{Project.objects.get(number='GC-1').pk}/")
    assert sorted(field.name for field in Opened._meta.fields) == ["at", "id", "kind", "object_id", "user"]
    assert everybody.clients["finance"].get("/search/").context["recent"] == []
    office.post("/search/recent/clearing/")
    assert office.get("/search/").context["recent"] == []


def test_where_several_share_a_machine_nothing_is_kept_of_what_they_open(everybody):
    office = everybody.clients["office"]
    office.post("/preferences/", {"recent": "off"})
    office.get(f"/projects/{Project.objects.get(number='GC-1').pk}/")
    assert not Opened.objects.filter(user__username="office").exists()


def test_as_one_types_only_what_is_found_is_sent(everybody):
    part = text(everybody.clients["office"].get("/search/", {"q": "同行"}, headers={"HX-Request": "true"}))
    assert ("<html" in part, "桂一同行" in part) == (False, True)
