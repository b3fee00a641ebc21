"""A community writes what it needs, the office answers; what was accepted stays, and what nobody answers is seen."""

import pytest
from django.db import IntegrityError, transaction

from guihua.commissioning.actions import answers, plans
from guihua.commissioning.models import Answer, CommunityPlan, Need, Project
from guihua.commissioning.models.plans import communities_read_by, with_plan_of
from guihua.core import audit, history
from guihua.core.inbox import Notice
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.models import Community, Role
from tests.factories.accounts import account
from tests.factories.plans import CHILDREN, VISITS, YEAR, home, plan, secretary, secretary_of, told

__all__ = ["account", "home", "plan", "secretary"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(programme):
    return Project.objects.select_related("year").get(number="GC-1")


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.refusal.code, refusal.value.sentence


def notices_of(user):
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def test_a_secretary_writes_a_plan_and_puts_first_what_matters_most(home, secretary):
    plans.add(home, YEAR, VISITS, by=secretary)
    second = plans.add(home, YEAR, CHILDREN, by=secretary)
    assert plans.advance(second, by=secretary) is True
    assert plans.advance(second, by=secretary) is False
    assert told(home) == ["放学后孩子有地方去", "独居长者有人定期上门"]
    assert CommunityPlan.objects.get().state == "draft"
    assert [row.action for row in AuditRow.objects.filter(actor=secretary.pk).order_by("pk")] == [
        "need.added",
        "need.added",
        "need.advanced",
    ]


def test_the_secretary_of_another_community_and_the_office_write_nothing_there(home, account):
    other = secretary_of("叠二社区")
    said = ("no-role", "只有桂一社区的书记能写这份计划。")
    assert refused(lambda: plans.add(home, YEAR, VISITS, by=other)) == said
    assert refused(lambda: plans.add(home, YEAR, VISITS, by=account())) == said
    assert CommunityPlan.objects.count() == 0


def test_a_plan_of_a_year_that_is_far_away_is_not_written(home, secretary):
    assert refused(lambda: plans.add(home, 2099, VISITS, by=secretary)) == ("wrong-year", "计划只写到明年。")


def test_the_office_is_told_once_for_each_time_that_it_is_submitted(plan, secretary, account):
    office = account()
    plans.submit(plan, by=secretary)
    assert refused(lambda: plans.submit(plan, by=secretary))[0] == "submitted"
    assert notices_of(office) == ["plan.submitted"]
    plans.send_back(plan, why="写写有多少人", by=office)
    plans.submit(plan, by=secretary)
    assert notices_of(office) == ["plan.submitted", "plan.submitted"]
    assert notices_of(secretary) == ["plan.sent_back"]


def test_what_was_submitted_changes_only_after_it_was_sent_back(plan, home, secretary, account):
    office, need = account(), plan.needs.first()
    plans.submit(plan, by=secretary)
    seen, sentence = history.latest(need).history_id, "计划已经提交，等街道办公室回复。退回以后才能改。"
    for deed in (
        lambda: plans.add(home, YEAR, CHILDREN, by=secretary),
        lambda: plans.change(need, {"people": 60}, seen=seen, by=secretary),
        lambda: plans.advance(need, by=secretary),
        lambda: plans.remove(need, by=secretary),
    ):
        assert refused(deed) == ("submitted", sentence)
    plans.send_back(plan, why="人数是怎么来的？", by=office)
    plan.refresh_from_db()
    assert (plan.state, plan.why, plan.decided_by) == ("draft", "人数是怎么来的？", office)
    assert plans.change(need, {"people": 60}, seen=seen, by=secretary) is True
    plans.submit(plan, by=secretary)
    plan.refresh_from_db()
    assert (plan.state, plan.why, plan.decided_by) == ("submitted", "", None)


def test_accepted_needs_stay_and_what_comes_later_says_so(plan, home, secretary, account):
    office, first = account(), plan.needs.first()
    plans.submit(plan, by=secretary)
    plans.accept(plan, by=office)
    seen = history.latest(first).history_id
    assert refused(lambda: plans.change(first, {"people": 1}, seen=seen, by=secretary))[0] == "accepted"
    assert refused(lambda: plans.submit(plan, by=secretary)) == ("accepted", "计划已经接受，不用再提交。")
    later = plans.add(home, YEAR, {**CHILDREN, "title": "雨棚要修"}, by=secretary)
    assert list(plan.needs.values_list("came_later", flat=True)) == [False, False, True]
    assert notices_of(office) == ["plan.submitted", "need.came_later"]
    assert refused(lambda: plans.advance(later, by=secretary))[0] == "accepted"  # it does not push an accepted one down
    plans.remove(later, by=secretary)
    assert notices_of(secretary) == ["plan.accepted"]


def test_a_plan_without_needs_is_not_submitted(plan, secretary):
    for need in plan.needs.all():
        plans.remove(need, by=secretary)
    assert refused(lambda: plans.submit(plan, by=secretary)) == ("empty", "还没有写需求。先添加一条，再提交。")


def test_the_office_says_which_project_answers_and_the_rest_stays_unmet(plan, project, account):
    office, need = account(), plan.needs.first()
    assert refused(lambda: answers.answer(need, project, by=office))[0] == "draft"
    plans.submit(plan, by=audit.SYSTEM)
    said = answers.answer(need, project, note="每月上门两次", by=office)
    assert refused(lambda: answers.answer(need, project, by=office)) == ("exists", "已经写了「桂一同行」。")
    assert list(Need.objects.unmet().values_list("title", flat=True)) == ["放学后孩子有地方去"]
    answers.take_back(said, by=office)
    assert Need.objects.unmet().count() == 2


def test_a_need_that_a_project_answers_is_not_removed(plan, project, secretary):
    need = plan.needs.first()
    plans.submit(plan, by=secretary)
    answers.answer(need, project, by=audit.SYSTEM)
    plans.send_back(plan, why="再写一条", by=audit.SYSTEM)
    assert refused(lambda: plans.remove(need, by=secretary)) == (
        "answered",
        "已经有项目回应「独居长者有人定期上门」，不能再改或删除。",
    )


def test_a_project_of_another_year_answers_nothing(plan, project):
    plans.submit(plan, by=audit.SYSTEM)
    CommunityPlan.objects.update(year=YEAR - 1)
    need = Need.objects.select_related("plan").first()
    said = ("wrong-year", "「桂一同行」不是 2021 年的项目。")
    assert refused(lambda: answers.answer(need, project, by=audit.SYSTEM)) == said


def test_what_nobody_answered_is_carried_over_once(plan, home, project, secretary):
    first = plan.needs.first()
    plans.submit(plan, by=secretary)
    answers.answer(first, project, by=audit.SYSTEM)
    CommunityPlan.objects.update(year=YEAR - 1)
    assert plans.carry_over(home, YEAR, by=secretary) == 1
    assert told(home) == ["放学后孩子有地方去"]
    assert Need.objects.get(plan__year=YEAR).carried_from.plan == plan
    assert refused(lambda: plans.carry_over(home, YEAR, by=secretary)) == ("nothing", "上一年没有要带过来的需求。")


def test_the_secretary_alone_submits_and_the_office_alone_decides_and_answers(plan, project, secretary, account):
    office, auditor = account(), account("auditor", Role.AUDITOR, phone="")
    assert refused(lambda: plans.submit(plan, by=office))[0] == "no-role"
    plans.submit(plan, by=secretary)
    for user in (secretary, auditor):
        assert refused(lambda user=user: plans.accept(plan, by=user))[0] == "no-role"
        assert refused(lambda user=user: answers.answer(plan.needs.first(), project, by=user))[0] == "no-role"


def test_a_secretary_reads_the_own_plans_and_a_liaison_officer_all(plan, secretary, account):
    liaison = account("liaison", Role.LIAISON)
    assert [c.name for c in communities_read_by(secretary)] == ["桂一社区"]
    assert CommunityPlan.objects.visible_to(secretary_of("叠二社区", "other")).count() == 0
    assert CommunityPlan.objects.visible_to(liaison).count() == 1
    worker = account("worker", Role.WORKER, phone="", organisation=Project.objects.first().provider)
    assert [Need.objects.visible_to(worker).count(), Answer.objects.visible_to(worker).count()] == [0, 0]


def test_of_each_community_it_is_known_how_its_plan_stands(plan, project):
    plans.submit(plan, by=audit.SYSTEM)
    answers.answer(plan.needs.first(), project, by=audit.SYSTEM)
    answers.answer(plan.needs.first(), Project.objects.select_related("year").get(number="GC-2"), by=audit.SYSTEM)
    rows = with_plan_of(YEAR, Community.objects.order_by("code"))
    assert [(c.name, c.state, c.needs, c.unmet) for c in rows] == [
        ("桂一社区", "submitted", 2, 1),
        ("叠二社区", None, 0, 0),
    ]


def test_the_database_keeps_one_plan_a_year_and_no_acceptance_without_its_day(plan, home):
    for wrong in (
        lambda: CommunityPlan.objects.create(subdistrict=home.subdistrict, community=home, year=YEAR),
        lambda: CommunityPlan.objects.update(state="submitted"),
        lambda: Need.objects.update(position=1),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()
