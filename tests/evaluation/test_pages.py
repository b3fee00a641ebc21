"""From a pasted table to an open round, as the office does it on its pages, with what it typed wrong told at its field."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guihua.commissioning.models import ProgrammeYear, Project
from guihua.core import audit, clock
from guihua.evaluation import listings
from guihua.evaluation.actions import sheets
from guihua.evaluation.models import Criterion, Round, Rubric
from tests.factories import judging

pytestmark = pytest.mark.django_db
TERMS = {
    "name": "2022 年末期评估",
    "way": "trimmed",
    "least": "2",
    "places": "2",
    "bonus_cap": "0",
    "diverging_percent": "30",
    "seats": "5",
    "finance_seats": "1",
    "practice_seats": "1",
    "reply_days": "5",
    "appeal_days": "7",
    "conflict_years": "3",
    "weight_assessors": "80",
    "weight_liaison": "0",
    "weight_midterm": "0",
    "weight_satisfaction": "20",
    "floor_excellent": "90",
    "floor_good": "80",
    "floor_pass": "60",
    "floor_fail": "0",
    "veto_0": "财务造假",
    "at_most_0": "fail",
}


@pytest.fixture
def office(everybody):
    Round.objects.filter(name="筹备轮").update(name="别的轮")
    return everybody.clients["office"]


def sent(office, page, /, *args, **form):
    return office.post(reverse(f"evaluation:{page}", args=args), form, follow=True)


def errors(answer):
    return {name: list(told) for name, told in answer.context["form"].errors.items()}


def test_from_a_pasted_table_to_an_open_round(office):
    sent(office, "rubric_drafting", name="2022 年评分标准", for_whom="assessors")
    rubric = Rubric.objects.get(name="2022 年评分标准")
    sent(office, "rubric_table", rubric.pk, table=judging.TABLE, seen=rubric.revision)
    year = ProgrammeYear.objects.get(year=2022, subdistrict=rubric.subdistrict)
    sent(office, "round_planning", year=year.pk, stage="final", name="2022 年末期评估")
    one = Round.objects.get(name="2022 年末期评估")
    first = clock.today() + timedelta(days=9)
    days = {name: str(day) for name, day in judging.days(first).items()}
    sent(office, "round_terms", one.pk, **TERMS, **days, rubric=rubric.pk, seen=one.revision)
    sent(office, "round_projects", one.pk, project=[Project.objects.get(number="GC-1").pk])
    page = sent(office, "round_opening", one.pk).content.decode()
    assert "评估开始了" in page
    one.refresh_from_db()
    assert (one.state, one.rubric.is_draft, one.visits_from) == ("open", False, first + timedelta(days=7))
    assert [(each.text, each.at_most) for each in one.vetoes.all()] == [("财务造假", "fail")]


def test_a_table_that_cannot_be_read_is_told_at_the_field_and_what_was_pasted_stays(office):
    rubric = Rubric.objects.get(name="草稿标准")
    pasted = "维度\t指标\t分值\n制度\t档案\t五分"
    answer = sent(office, "rubric_table", rubric.pk, table=pasted, seen=rubric.revision)
    assert (answer.status_code, errors(answer)) == (422, {"table": ["第 2 行：分值「五分」不是数。"]})
    assert answer.context["form"]["table"].value() == pasted


def test_a_band_with_a_figure_and_no_words_is_told_at_its_words(office):
    one = Criterion.objects.get(name="目标达成", dimension__rubric__name="草稿标准")
    form = {"name": "目标达成", "points": "65", "expertise": "any", "floor_best": "60", "text_good": "多数完成"}
    answer = sent(office, "criterion", one.pk, **form, seen=one.dimension.rubric.revision)
    assert errors(answer) == {
        "text_best": ["请写什么样算这一档；这一档不要，就把分数也删掉。"],
        "floor_good": ["请填从几分起。"],
    }


def test_who_saves_terms_second_chooses_and_loses_nothing(office):
    one = Round.objects.get(name="别的轮")
    seen = one.revision
    judging.decided(one, least=4, seats=7)
    stale = TERMS | {"name": "别的轮", "seats": "6", "seen": seen, "initial-seats": "5", "initial-least": "2"}
    answer = sent(office, "round_terms", one.pk, **stale)
    form = answer.context["form"]
    assert (answer.status_code, form["least"].value(), form["seats"].value()) == (409, "4", "6")
    assert form.both == ["seats"]


def test_a_name_that_is_taken_is_told_at_the_name(office):
    answer = sent(office, "rubric_drafting", name="草稿标准", for_whom="assessors")
    assert errors(answer) == {"name": ["已经有一份评分标准叫「草稿标准」。"]}


def questions(office, address, words):
    with CaptureQueriesContext(connection) as asked:
        assert words in office.get(address).content.decode()
        return len(asked)


@pytest.mark.parametrize("page", ["rounds", "rubrics"])
def test_a_list_asks_as_often_for_thirty_as_for_one(office, page):
    address, made = reverse(f"evaluation:{page}"), {"rounds": judging.planned, "rubrics": judging.rubric}[page]
    questions(office, address, "进行轮")
    few = questions(office, address, "进行轮")
    for n in range(30):
        made(f"第 {n} 份")
    assert questions(office, address, "第 29 份") == few


def test_a_rounds_page_asks_as_often_for_three_projects_as_for_one(office):
    few, more = judging.opened("一个项目的"), judging.opened("三个项目的", "GC-1", "GC-2", "GC-3")
    sheets.begin(more.projects.all()[2], by=audit.SYSTEM)
    questions(office, listings.round_page(few), "桂一同行")
    assert questions(office, listings.round_page(few), "桂一同行") == questions(
        office, listings.round_page(more), "怡水驻校"
    )


def test_a_rubrics_page_asks_as_often_for_many_criteria(office):
    rubric = Rubric.objects.get(name="草稿标准")
    address = listings.rubric_page(rubric)
    questions(office, address, "目标达成")
    few = questions(office, address, "目标达成")
    more = "".join(f"\n维度{n}\t指标{n}\t1\t\t\t\t1 好\t0 差" for n in range(30))
    sent(office, "rubric_table", rubric.pk, table=judging.TABLE + more, seen=rubric.revision)
    assert questions(office, address, "指标29") == few
