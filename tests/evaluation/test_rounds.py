"""A round is set up with the terms of the last one, told all that it lacks, opened, and stands."""

from datetime import timedelta
from decimal import Decimal

import pytest

from guihua.commissioning.models import ProgrammeYear, Project
from guihua.core import audit, clock, promises
from guihua.core.refusal import Refused
from guihua.directory.models import User
from guihua.evaluation import round_policy, said
from guihua.evaluation.actions import rounds
from guihua.evaluation.models import GradeBand, Round, RoundProject, SourceWeight
from guihua.evaluation.promises import PROMISES
from tests.factories import judging

pytestmark = pytest.mark.django_db


def lacking(one):
    return [refusal.sentence for refusal in round_policy.lacking(Round.objects.get(pk=one.pk))]


def test_all_that_a_round_lacks_is_told_at_once(programme):
    one = judging.planned()
    assert lacking(one) == [
        "还没有选参加评估的项目。",
        "还没有选评估专家的评分标准。",
        "还有日期没有定：承接机构交自评、评估日、交评分表都要有。",
    ]
    short = judging.rubric("缺五分的", judging.TABLE.replace("\t65\t", "\t60\t"))
    yesterday = clock.today() - timedelta(days=1)
    weights, floors = {"assessors": Decimal(70), "liaison": Decimal(20)}, {"excellent": Decimal(90)}
    judging.decided(one, rubric=short, weights=weights, floors=floors, **judging.days(yesterday))
    rounds.enter(one, [Project.objects.get(number="GC-1")], by=audit.SYSTEM)
    assert lacking(one) == [
        "评分标准「缺五分的」各项合计 95 分，要正好 100 分。",
        "还没有选挂钩人员的评分标准。",
        "各来源的权重合计 90%，要正好 100%。",
        "最低的等级要从 0 分起，否则有的得分没有等级。",
        "承接机构交自评的最后一天已经过了，请改到今天以后。",
    ]
    with pytest.raises(Refused, match="各项合计 95 分"):
        rounds.begin(one, by=audit.SYSTEM)
    assert lacking(judging.ready("齐全的")) == []


def test_the_next_round_of_a_stage_begins_with_the_terms_of_the_last_but_its_days(programme):
    last = judging.opened(vetoes=[("财务造假", "fail")], least=3)
    year = ProgrammeYear.objects.create(subdistrict=last.subdistrict, year=2023)
    made = rounds.plan(year, "final", "2023 年末期评估", by=audit.SYSTEM)
    before, now = said.of_round(last), said.of_round(made)
    assert (now.rubric, now.weights, now.floors, now.vetoes) == (
        before.rubric,
        before.weights,
        before.floors,
        before.vetoes,
    )
    assert (made.least, made.visits_from, made.self_report_until) == (3, None, None)


def test_the_terms_of_an_open_round_stand(programme):
    one = judging.opened()
    for deed in (
        lambda: judging.decided(one, least=1),
        lambda: rounds.enter(one, [], by=audit.SYSTEM),
        lambda: rounds.begin(one, by=audit.SYSTEM),
        lambda: rounds.discard(one, by=audit.SYSTEM),
    ):
        with pytest.raises(Refused, match="这一轮已经开始"):
            deed()
    assert list(one.projects.values_list("project__number", flat=True)) == ["GC-1"]


@pytest.mark.parametrize(
    "rewritten",
    [
        lambda: SourceWeight.objects.filter(source="assessors").update(percent=70),
        lambda: GradeBand.objects.filter(grade="excellent").update(floor=85),
    ],
)
def test_terms_that_were_rewritten_behind_the_products_back_are_found(programme, rewritten):
    judging.opened()
    promise = next(one for one in PROMISES if one.code == "rounds_as_opened")
    assert promises.kept(promise).sentences == []
    rewritten()
    assert promises.kept(promise).sentences == ["「2022 年末期评估」：开始以后权重、等级或日期被改过。"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"seats": 2, "finance_seats": 2, "practice_seats": 1}, "一组 2 位，坐不下 2 位财务和 1 位实务。"),
        ({"seats": 0, "finance_seats": 0, "practice_seats": 0}, "一组至少一位专家。"),
        (
            {"visits_from": clock.today(), "visits_until": clock.today() - timedelta(days=1)},
            "评估日的最后一天早于第一天。",
        ),
        (
            {"self_report_until": clock.today(), "visits_from": clock.today() - timedelta(days=1)},
            "承接机构交自评的最后一天，晚于评估日的第一天。专家要先看到材料。",
        ),
        ({"name": "2022 年中期评估"}, "已经有一轮评估叫「2022 年中期评估」。"),
    ],
)
def test_terms_that_cannot_be_are_refused_and_nothing_is_written(programme, changes, sentence):
    judging.planned("2022 年中期评估", "midterm")
    one = judging.planned()
    with pytest.raises(Refused) as refused:
        judging.decided(one, **changes)
    assert (refused.value.sentence, Round.objects.get(pk=one.pk).revision) == (sentence, 1)


def test_who_saves_second_is_told_and_nothing_of_the_first_is_lost(programme):
    one = judging.planned()
    judging.decided(one, least=4)
    with pytest.raises(Refused, match="刚刚被别人改过"):
        rounds.decide(one, said.of_round(one), seen=1, by=audit.SYSTEM)
    assert Round.objects.get(pk=one.pk).least == 4


def test_a_withdrawn_project_stays_on_file_with_the_reason(programme):
    one = judging.opened("2022 年末期评估", "GC-1", "GC-3")
    entered = RoundProject.objects.get(project__number="GC-3")
    rounds.withdraw(entered, why="学校停课，服务没有开展", by=audit.SYSTEM)
    assert [(row.project.number, row.withdrawn_why) for row in one.projects.all()] == [
        ("GC-1", ""),
        ("GC-3", "学校停课，服务没有开展"),
    ]
    assert [row.project.number for row in one.projects.judged()] == ["GC-1"]
    with pytest.raises(Refused, match="已经退出"):
        rounds.withdraw(entered, why="再退一次", by=audit.SYSTEM)


def test_a_round_is_seen_by_those_whose_project_is_in_it_from_its_opening_on(everybody):
    seen = {"进行轮": [], "筹备轮": []}
    for who in ("office", "committee", "liaison", "manager", "worker", "stranger"):
        for one in Round.objects.visible_to(User.objects.get(username=who)).filter(name__in=seen):
            seen[one.name].append(who)
    assert seen == {
        "进行轮": ["office", "committee", "liaison", "manager"],
        "筹备轮": ["office", "committee"],
    }
