"""All panels of a round at once: by the rules, proved best, around what is fixed; and what clashes, in words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from guihua.commissioning.models import Project
from guihua.core import audit, clock, jobs
from guihua.core.refusal import Refused
from guihua.directory.actions import users
from guihua.directory.models import Role
from guihua.evaluation import arranging
from guihua.evaluation.actions import arrangements, assessors, rounds
from guihua.evaluation.arranging import Load
from guihua.evaluation.models import Absence, Arrangement, Panel, Round, ScoreSheet, Seat
from guihua.evaluation.pool import TieSaid
from tests.factories import judging

pytestmark = pytest.mark.django_db
ASKED = {"least": "0", "most": "3", "at_once": "", "minutes": "1"}


@pytest.fixture
def one(programme):
    return judging.opened("末期", *judging.ALL, **judging.SMALL)


@pytest.fixture
def su(programme):
    user = users.register("suwanqing", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(user, Role.OFFICE, programme, by=audit.SYSTEM)
    return user


@pytest.fixture
def office(su, client):
    client.force_login(su, backend="guihua.directory.signing_in.UsernameOrPhone")
    return client


def words(client, one):
    return client.get(reverse("evaluation:panels", args=[one.pk])).content.decode()


def test_every_project_gets_a_panel_of_finance_and_practice_with_a_time_and_the_plan_is_proved(one):
    judging.experts("甲乙", "甲乙丙")
    made = judging.arranged(one)
    panels = Panel.objects.filter(entered__round=one)
    kinds = {tuple(sorted(name[0] for name in panel)) for panel in judging.seated(one).values()}
    assert (made.found, made.points == made.bound, kinds) == ("best", True, {("实", "财")})
    assert {panel.day for panel in panels} == {one.visits_from}
    assert sorted(judging.seated(one)) == ["GC-1", "GC-2", "GC-3"]


def test_whom_a_conflict_binds_sits_elsewhere(one):
    (bound, *_rest) = judging.experts("甲乙", "甲乙丙")
    assessors.tie(bound, TieSaid("worked", project=Project.objects.get(number="GC-1")), by=audit.SYSTEM)
    judging.arranged(one)
    assert "财甲" not in judging.seated(one)["GC-1"]


def test_who_cannot_come_is_not_asked_to(one):
    people = judging.experts("甲乙", "甲乙丙")
    Absence.objects.bulk_create(Absence(assessor=people[0], day=one.visits_from, half=half) for half in ("am", "pm"))
    judging.arranged(one)
    assert not any("财甲" in panel for panel in judging.seated(one).values())


def test_what_was_begun_stays_and_the_rest_changes_as_little_as_can_be(one):
    people = {person.name: person for person in judging.experts("甲乙", "甲乙丙丁")}
    judging.arranged(one)
    before = judging.seated(one)
    ill = next(name for name in before["GC-2"] if name.startswith("实"))
    kept = next(name for name in before["GC-1"] if name.startswith("财"))
    seat = Seat.objects.get(panel__entered__project__number="GC-1", assessor__name=kept)
    ScoreSheet.objects.create(entered=seat.panel.entered, source="assessors", seat=seat)
    assessors.retire(people[ill], why="生病", by=audit.SYSTEM)
    assert judging.arranged(one).is_there
    after = judging.seated(one)
    assert kept in after["GC-1"]
    assert {number for number in before if before[number] != after[number]} == {
        number for number in before if ill in before[number]
    }


def test_the_seat_of_a_sheet_that_was_begun_is_never_given_away(one):
    people = judging.experts("甲乙", "甲乙丙")
    judging.arranged(one)
    seat = Seat.objects.filter(panel__entered__round=one, assessor__is_practice=True).order_by("pk")[0]
    ScoreSheet.objects.create(entered=seat.panel.entered, source="assessors", seat=seat)
    project = seat.panel.entered.project
    assessors.tie(seat.assessor, TieSaid("worked", project=project), by=audit.SYSTEM)
    made = judging.arranged(one)
    assert (made.found, Seat.objects.filter(pk=seat.pk).exists(), len(people)) == ("clash", True, 5)


def test_rules_that_clash_are_told_with_the_cheapest_way_out_and_nothing_is_written(programme, office):
    days = judging.days()
    week = {"visits_until": days["visits_from"] + timedelta(days=6)}
    one = judging.opened("末期", *judging.ALL, **judging.SMALL | days | week)
    judging.experts("甲", "甲乙丙")
    made = judging.arranged(one, most=2)
    page = words(office, one)
    assert (made.found, Panel.objects.count(), Seat.objects.count()) == ("clash", 0, 0)
    assert ("规则冲突，排不出来" in page, "最少要放宽的是" in page) == (True, True)
    assert "财甲评 3 个项目，最多 2 个。" in page


def test_a_round_that_has_not_begun_or_is_over_is_not_arranged(programme, su, monkeypatch):
    waiting = judging.ready("筹备", "GC-1")
    with pytest.raises(Refused, match="这一轮还没有开始"):
        arrangements.ask(waiting, Load(0, 3), minutes=1, by=su)
    one = judging.opened("末期", "GC-1")
    for day, sentence in ((one.visits_until, "评估日已经过了"), (one.scoring_until, "交评分表的最后一天已经过了")):
        monkeypatch.setattr(clock, "today", lambda day=day: day + timedelta(days=1))
        with pytest.raises(Refused, match=sentence):
            arrangements.ask(one, Load(0, 3), minutes=1, by=su)


def test_a_project_that_was_withdrawn_needs_no_panel(one):
    judging.experts("甲乙", "甲乙丙")
    rounds.withdraw(one.projects.get(project__number="GC-2"), why="项目终止", by=audit.SYSTEM)
    judging.arranged(one)
    assert sorted(judging.seated(one)) == ["GC-1", "GC-3"]


def test_a_plan_that_no_longer_fits_is_not_taken(one):
    people = judging.experts("甲乙", "甲乙丙")
    solved = arrangements.solve_for(one, Load(0, 3), by=audit.SYSTEM, seconds=60)
    for person in people[:2]:
        project = Project.objects.get(number="GC-1")
        assessors.tie(person, TieSaid("worked", project=project), by=audit.SYSTEM)
    with pytest.raises(Refused, match="请再排一次"):
        arrangements.take(one, solved, by=audit.SYSTEM)
    assert (Panel.objects.count(), Arrangement.objects.count()) == (0, 0)


def test_who_judged_a_project_last_time_is_passed_over_where_others_can(one):
    year = Project.objects.get(number="GC-1").year
    assert arranging._last_year(one) == frozenset()
    before = judging.opened("去年", "GC-1", **judging.SMALL)
    last = type(year).objects.create(subdistrict=year.subdistrict, year=2021)
    Round.objects.filter(pk=before.pk).update(year=last)
    judging.experts("甲乙", "甲乙")
    judging.arranged(before)
    judging.arranged(one)
    assert set(judging.seated(before)["GC-1"]) & set(judging.seated(one)["GC-1"]) == set()


def test_the_first_loads_share_the_seats_evenly_and_later_ones_are_as_they_were(one):
    assert arranging.suggested(one) == Load(0, 2)
    judging.experts("甲乙", "甲乙")
    assert arranging.suggested(one) == Load(1, 3)
    judging.arranged(one, least=0, most=4, at_once=2)
    assert arranging.suggested(one) == Load(0, 4, 2)


def test_the_office_asks_for_it_and_finds_the_panels_on_the_page(one, office):
    judging.experts("甲乙", "甲乙丙")
    assert "排评估组" in words(office, one)
    answer = office.post(reverse("evaluation:arranging", args=[one.pk]), ASKED)
    assert answer.status_code == 302
    assert "正在排" in words(office, one)
    jobs.do_waiting(beats=False)
    job = jobs.Job.objects.get(name="panels.arrange")
    assert (job.state, job.outcome) == ("done", {"seated": 6})
    page = words(office, one)
    assert ("证明了没有更好的排法" in page, "财甲" in page, page.count("都合规则") >= 3) == (True, True, True)
