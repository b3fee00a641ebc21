"""The first page: the year at a glance for those who oversee it, first steps before there is one, one's own projects else."""

import re
from datetime import date
from html import unescape
from types import SimpleNamespace

import pytest
from django.urls import reverse

from guihua.commissioning.actions import board
from guihua.commissioning.models import ProgrammeYear, Project
from guihua.core import audit, clock
from guihua.desk import glance
from guihua.directory.actions import users
from guihua.directory.models import Role
from guihua.reporting import store
from guihua.reporting.actions import facts
from tests.factories import programmes
from tests.factories.programmes import row, served
from tests.reporting import reading

pytestmark = pytest.mark.django_db
START = r'href="/imports/new/(\w+)/"'
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def enter(client):
    """Signs somebody in as a role."""

    def entered(place, role, organisation=None, project=None):
        user = users.register("somebody", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
        users.appoint(user, role, place, by=audit.SYSTEM, organisation=organisation)
        if project:
            users.grant(user, role, project, by=audit.SYSTEM, why="经办社工")
        client.force_login(user, backend=BACKEND)
        return client

    return entered


@pytest.fixture
def office(counted, enter):
    return enter(counted, Role.OFFICE)


def text_of(answer):
    return reading.words_of(answer.content.decode())


def drills(page):
    """Name, number and way down of each tile."""
    tiles = re.findall(r'<section class="tile".*?</section>', page, re.DOTALL)
    found = {}
    for tile in tiles:
        name = re.search(r"<h2[^>]*>(.*?)</h2>", tile).group(1)
        if not (way := re.search(r'class="drill" href="([^"]+)"', tile)):
            continue
        words = reading.words_of(re.search(r'class="drill"[^>]*>(.*?)</a>', tile, re.DOTALL).group(1))
        found[name] = (
            reading.words_of(re.search(r'<p class="value">(.*?)</p>', tile, re.DOTALL).group(1)),
            way.group(1),
            words,
        )
    return found


def test_each_tile_names_what_it_opens_and_opens_it(office):
    tiles = drills(office.get("/").content.decode())
    assert {name: (value, words) for name, (value, _address, words) in tiles.items()} == {
        "服务人次": ("369 人次", "查看 5 条参与记录"),
        "社区覆盖率": ("50.00 %", "查看 2 个社区"),
        "购买服务资金": ("48.6 万元", "查看 3 份合同"),
        "服务项目": ("3 个", "查看 3 个项目"),
    }
    for _value, address, words in tiles.values():
        assert office.get(address).context["page"].paginator.count == int(re.search(r"\d+", words).group()), address


@pytest.mark.once
def test_every_number_of_the_domains_table_opens_rows_that_make_it(office):
    cells = reading.cells(office.get("/").content.decode())
    assert len(cells) > 30
    for address, words in cells:
        answer = office.get(address)
        one, value = answer.context["figure"], answer.context["value"]
        shown = f"{value / 10_000:.1f}" if one.kind == "money" else f"{value:,}"
        assert words == shown, address


def test_domains_stand_by_how_many_they_reached_and_lead_to_their_projects(office):
    page = office.get("/").content.decode()
    names = re.findall(r'<th scope="row"><a class="link" href="/projects/\?year=2022&amp;domain=(\w+)">', page)
    assert names == ["community", "corrections", "youth"]


def test_the_year_is_chosen_in_the_address_and_what_is_no_year_shows_the_newest(office):
    for wanted in ("2022", "1999", "abc", "２０２２", ""):
        assert "2022 年度总览" in text_of(office.get("/", {"year": wanted}))


def test_a_year_that_is_signed_for_and_has_not_begun_can_be_chosen_and_does_not_come_first(office):
    coming = clock.today().year + 1
    project = Project.objects.get(number="GC-3")
    project.year = ProgrammeYear.objects.create(subdistrict=project.subdistrict, year=coming)
    project.save(update_fields=["year"])
    facts.refresh(project.subdistrict, full=True)
    assert "2022 年度总览" in text_of(office.get("/"))
    assert f"{coming} 年度总览" in text_of(office.get("/", {"year": coming}))
    assert office.get("/reports/").headers["Location"] == "/reports/2022/"


@pytest.mark.parametrize(("today", "until"), [(date(2022, 3, 9), "2022-03-09"), (date(2023, 5, 4), "2022-12-31")])
def test_the_numbers_reach_to_the_business_day_and_not_past_their_year(office, monkeypatch, today, until):
    monkeypatch.setattr(glance, "clock", SimpleNamespace(today=lambda: today))
    assert f"数据截至 {until}，来自 3 个项目的记录" in text_of(office.get("/"))


def test_a_demonstration_tells_the_real_time_of_counting_from_its_business_day(office, settings):
    assert "真实时间" not in text_of(office.get("/"))
    settings.DEMONSTRATION = SimpleNamespace(today=clock.today())
    assert text_of(office.get("/")).count("（真实时间）") == 4  # in the definition of each tile


def test_english_counts_one_in_the_singular(office):
    office.post("/preferences/", {"language": "en"})
    page = office.get("/").content.decode()
    projects = re.search(r'projects.count/\?domain=[^"]*">1</a><span class="on-s">&nbsp;(\w+)<', page).group(1)
    assert (projects, "See 3 projects" in text_of(office.get("/"))) == ("project", True)


def test_while_records_wait_to_be_counted_the_tiles_say_of_when_they_are(office, programme, tmp_path):
    assert "正在更新" not in text_of(office.get("/"))
    programmes.attendance(programme, tmp_path, row(code="A9", **served("何敏", "13700137001")))
    assert text_of(office.get("/")).count("的数，正在更新") == 4


def test_before_there_is_anything_the_five_files_are_named_in_their_order(guicheng, enter):
    page = enter(guicheng, Role.OFFICE).get("/").content.decode()
    assert re.findall(START, page) == ["communities", "organisations", "projects", "attendance", "duty"]
    assert "还没有数据" in page


def test_the_way_to_the_report_leads_to_the_first_steps_while_there_is_no_year(guicheng, enter):
    office = enter(guicheng, Role.OFFICE)
    assert office.get("/reports/")["Location"] == "/"
    facts.refresh(guicheng)
    assert office.get("/reports/")["Location"] == "/"


def test_files_that_are_in_are_ticked_and_the_others_still_asked_for(guicheng, enter, tmp_path):
    programmes.load(guicheng, "communities", tmp_path, programmes.COMMUNITIES)
    programmes.load(guicheng, "organisations", tmp_path, programmes.ORGANISATIONS)
    page = enter(guicheng, Role.OFFICE).get("/").content.decode()
    assert page.count("已导入") == 2
    assert re.findall(START, page) == ["projects", "attendance", "duty"]
    assert re.findall(r'class="btn primary" href="/imports/new/(\w+)/"', page) == ["projects"]
    assert len(re.findall(r'<p class="[^"]*no-print"><a class="btn', re.sub(r">\s+<", "><", page))) == 3


def test_an_auditor_is_not_told_to_import(guicheng, enter):
    page = enter(guicheng, Role.AUDITOR).get("/").content.decode()
    assert re.findall(START, page) == []
    assert ("还没有数据" in page, "街道办公室导入这五份表格后" in page) == (True, True)


def test_records_that_nobody_counted_yet_are_waited_for(programme, enter):
    assert "记录已经导入，正在汇总" in text_of(enter(programme, Role.OFFICE).get("/"))


def test_facts_that_cannot_be_read_lose_nothing_and_the_page_says_so(office, programme):
    (store.folder(programme.code) / "manifest.json").write_text("{broken")
    answer = office.get("/")
    assert answer.status_code == 503
    assert "登记的记录都还在，没有丢" in text_of(answer)
    assert office.get("/projects/").status_code == 200


def test_a_manager_sees_what_the_own_projects_did_this_year_and_when_last(programme, enter, settings):
    provider = Project.objects.get(number="GC-1").provider
    settings.DEMONSTRATION = SimpleNamespace(today=date(2022, 12, 31))
    page = text_of(enter(programme, Role.MANAGER, organisation=provider).get("/"))
    assert "2022 年 3 个项目，办了 4 场，服务 332 人次" in page
    assert "桂一同行 社区服务" in page
    assert "2022-04-01" in page


def test_a_project_of_another_year_is_shown_with_all_that_it_did_then(programme, enter, settings):
    settings.DEMONSTRATION = SimpleNamespace(today=date(2023, 5, 4))
    manager = enter(programme, Role.MANAGER, organisation=Project.objects.get(number="GC-1").provider)
    answer = manager.get("/")
    assert "2023 年 0 个项目，办了 0 场，服务 0 人次" in text_of(answer)
    pages = {row.number: manager.get(f"/projects/{row.pk}/").context for row in answer.context["earlier"]}
    shown = {row.number: (row.held, row.person_times) for row in answer.context["earlier"]}
    assert shown == {number: (page["held"], page["person_times"]) for number, page in pages.items()}
    assert sum(held for held, _person_times in shown.values()) == 4


def test_a_worker_sees_the_projects_that_were_given_and_no_other(programme, enter):
    project = Project.objects.get(number="GC-2")
    page = text_of(enter(programme, Role.WORKER, organisation=project.provider, project=project).get("/"))
    assert "向阳同行" in page
    assert "桂一同行" not in page


def test_whoever_was_given_no_project_is_told_who_gives_them(programme, enter):
    page = text_of(enter(programme, Role.LIAISON).get("/"))
    assert "机构负责人或街道办公室把项目分给你后，会出现在这里。" in page


def test_addresses_of_the_overview_are_not_escaped_twice(office):
    page = office.get("/").content.decode()
    assert [one for one in reading.links_to_rows(page) if "&amp;" in unescape(one)] == []
    assert reverse("reporting:report", args=[2022]) in page


@pytest.mark.parametrize("who", ["office", "leader", "finance", "auditor", "committee", "partner"])
def test_each_tile_of_every_role_opens_as_many_rows_as_it_names(everybody, settings, who):
    settings.DEMONSTRATION = SimpleNamespace(today=date(2022, 12, 31))
    client = everybody.clients[who]
    named, opened = {}, {}
    for name, (_value, address, words) in drills(client.get("/").content.decode()).items():
        context = client.get(address).context
        named[name] = int(re.search(r"\d+", words).group())
        opened[name] = context["page"].paginator.count if "page" in context else context["shown"].total
    assert named
    assert opened == named


def test_the_projects_of_a_year_that_runs_are_told_by_their_colours_each_leading_to_the_board(
    counted, office, monkeypatch
):
    board.mark(counted, by=audit.SYSTEM)
    colours = office.get("/?year=2022").context["colours"]
    shown = {one["colour"]: office.get(f"/board/?view=all&colour={one['colour']}").context["shown"] for one in colours}
    assert {one["colour"]: one["n"] for one in colours} == {colour: shown[colour].total for colour in shown}
    assert sum(one["n"] for one in colours) == Project.objects.on_the_board(clock.today()).count()
