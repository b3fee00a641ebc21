"""Two sub-districts in one deployment: nothing of the one stands on any page, list, export or figure of the other."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from guihua.core import audit
from guihua.desk import importing
from guihua.directory.actions import users
from guihua.directory.models import Community, Organisation, Person, Role, User
from guihua.reporting import annual
from guihua.reporting.actions import facts
from guihua.reporting.book import open_book
from tests.access.reading import text_of
from tests.factories import neighbours, programmes
from tests.factories.neighbours import MARK

pytestmark = pytest.mark.django_db
LISTS = ("desk:projects", "desk:sessions", "desk:organisations", "desk:communities", "desk:trail")
OURS = ["桂一", "叠二", "榕声", "怡水", "知行", "向阳同行", "围炉茶话", "梁慧敏"]


def pages(client, searched, *, closely):
    """Every list as it is and searched, and the account; `closely` also filtered, sorted, exported whole, and with every
    figure's rows."""
    asked = [{}, {"q": searched, "export": "xlsx"}]
    if closely:
        narrowed = {"year": "2022", "domain": "community", "form": "group", "kind": "provider"}
        asked += [{"q": searched}, {"export": "xlsx"}, {"sort": "-name"}, narrowed]
    for name in LISTS:
        for query in asked:
            yield name, query, client.get(reverse(name), query)
    for name, words in (("desk:overview", []), ("reporting:report", [2022])):
        yield name, {}, client.get(reverse(name, args=words))
    account = client.get(reverse("reporting:download", args=[2022, "json"]))
    yield "json", {}, account
    yield "xlsx", {}, client.get(reverse("reporting:download", args=[2022, "xlsx"]))
    if closely and account.status_code == 200:
        for code, figure in account.json()["figures"].items():
            yield code, {}, client.get(figure["rows"])
            yield code, {"export": "xlsx"}, client.get(figure["rows"], {"export": "xlsx"})


def told(client, searched, marks, *, closely=False):
    """Where something is told that bears one of the marks; what was searched for stands in its own box."""
    shown = [
        (name, query, text_of(answer.getvalue())) for name, query, answer in pages(client, searched, closely=closely)
    ]
    assert len(shown) > len(LISTS)
    echo = f'value="{searched}"'
    return [(name, query) for name, query, text in shown if any(mark in text.replace(echo, "") for mark in marks)]


OVERSEEING = ("office", "leader", "finance", "auditor", "committee")
AT_WORK = ("liaison", "manager", "worker", "confidant")
HERE = (*OVERSEEING, *AT_WORK, "partner", "secretary", "system", "security", "audit", "nobody")


@pytest.mark.slow  # every address in every role: in the full run once, on SQLite
@pytest.mark.parametrize("who", HERE)
def test_nobody_is_told_anything_of_the_other_subdistrict(everybody, who):
    assert told(everybody.clients[who], MARK, [MARK], closely=who == "office") == []


@pytest.mark.slow
def test_the_other_is_told_nothing_of_ours_and_each_finds_its_own(everybody):
    stranger = everybody.clients["stranger"]
    assert told(stranger, "桂", OURS, closely=True) == []
    assert told(stranger, MARK, [MARK])
    assert told(everybody.clients["office"], "桂", OURS)


def test_a_role_in_both_shows_what_each_is_owed_and_the_account_of_one(everybody):
    office = User.objects.get(username="office")
    users.appoint(office, Role.WORKER, everybody.beside, by=audit.SYSTEM, organisation=provider_of(everybody.beside))
    assert told(everybody.clients["office"], MARK, ["狮-1", "狮城同行", "777777"]) == []


def provider_of(place):
    return Organisation.objects.get(subdistrict=place, kind="provider")


def figures(place):
    return {code: figure["value"] for code, figure in annual.report(open_book(place.code), 2022)["figures"].items()}


def test_the_figures_are_the_same_with_and_without_a_neighbour(programme, tmp_path):
    facts.refresh(programme)
    alone = figures(programme)
    beside = neighbours.beside(tmp_path)
    for place in (programme, beside):
        facts.refresh(place, full=True)
    assert figures(programme) == alone
    assert figures(beside)["attendance.person_times"] == 1 + 999 + 1 + 888


def test_the_same_phone_and_name_in_both_are_two_people_who_are_never_compared(everybody):
    same = Person.objects.filter(name="张晓丽")
    assert sorted(same.values_list("subdistrict__name", flat=True)) == ["桂城街道", "狮山镇"]
    assert len({bytes(index) for index in same.values_list("handle_index", flat=True)}) == 2


def test_a_file_reaches_no_community_organisation_or_project_of_the_other(everybody, tmp_path):
    row = programmes.row("狮-1", "X1", 社区代码="440605012001", 未具名人数="5")
    with pytest.raises(importing.BadRows) as refused:
        programmes.attendance(everybody.place, tmp_path, row)
    assert sorted(mark.column for mark in refused.value.marks) == ["社区代码", "项目编号"]
    assert Community.objects.filter(subdistrict=everybody.place, code="440605012001").count() == 0


def test_a_report_of_one_names_nothing_of_the_other(everybody, tmp_path):
    for kind in ("json", "html", "xlsx"):
        out = tmp_path / f"report.{kind}"
        call_command("report", "2022", format=kind, out=out, subdistrict="440605011")
        text = text_of(out.read_bytes())
        assert MARK not in text, kind
