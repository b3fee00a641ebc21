"""The liaison officer scores: as one goes, locked once submitted, opened again with a reason; whoever it is by then."""

from decimal import Decimal

import pytest
from django.urls import reverse

from guihua.core import audit
from guihua.core.inbox import Notice
from guihua.core.refusal import Refused
from guihua.desk import attention
from guihua.directory.actions import grants
from guihua.directory.models import Role, User
from guihua.evaluation import said, scored
from guihua.evaluation.actions import rounds, sheets
from guihua.evaluation.models import Round, RoundProject, ScoreSheet
from guihua.evaluation.said import MarkSaid
from tests.factories import judging

pytestmark = pytest.mark.django_db


@pytest.fixture
def liaison(everybody):
    return User.objects.get(username="liaison")


def sheet(name="进行轮"):
    return ScoreSheet.objects.get(entered__round__name=name)


def keys(one):
    return [each.pk for each in scored.criteria_of(scored.rubric_of(one))]


def test_a_sheet_is_marked_as_one_goes_and_submitted_when_nothing_is_lacking(liaison):
    one, (first, second) = sheet(), keys(sheet())
    with pytest.raises(Refused, match="「整改落实」还没有评。"):
        sheets.submit(one, by=liaison)
    sheets.mark(one, {second: MarkSaid(Decimal("39.5"))}, seen=one.revision, by=liaison)
    with pytest.raises(Refused, match="「整改落实」没有给满分，请写说明，承接机构会看到。"):
        sheets.submit(one, by=liaison)
    sheets.mark(one, {second: MarkSaid(Decimal(40))}, seen=one.revision + 1, by=liaison)
    done = sheets.submit(one, by=liaison)
    assert (done.state, done.scorer, {key: mark.points for key, mark in said.marks_of(done).items()}) == (
        "submitted",
        liaison,
        {first: Decimal(50), second: Decimal(40)},
    )
    with pytest.raises(Refused, match="评分表已经提交"):
        judging.marked(one, "60", by=liaison)


@pytest.mark.parametrize("points", ["60.5", "10.3"])
def test_points_lie_between_nought_and_the_criterions_in_steps_of_the_rubric(liaison, points):
    with pytest.raises(Refused, match=r"「沟通及时」要在 0 和 60 之间，以 0.5 分为一档。"):
        judging.marked(sheet(), points, by=liaison)


def test_what_was_abstained_from_leaves_both_sums(liaison):
    one = judging.marked(sheet(), "54", "–", by=liaison)
    assert (scored.points_of(one), scored.score_of(one, scored.criteria_of(scored.rubric_of(one)))) == (
        Decimal(54),
        Decimal("90.00"),
    )
    sheets.submit(one, by=liaison)


def test_an_officer_who_leaves_is_followed_by_the_next_on_the_same_sheet(liaison, everybody):
    grants.end(liaison, Role.LIAISON, everybody.project("GC-1"), by=audit.SYSTEM, why="调离")
    with pytest.raises(Refused, match="由项目的挂钩人员填写"):
        judging.marked(sheet(), "55", by=liaison)
    assert list(ScoreSheet.objects.visible_to(liaison)) == []
    heir = everybody.enter("heir", Role.LIAISON, everybody.place)
    everybody._grant(heir, Role.LIAISON, "GC-1")
    assert sheets.begin(RoundProject.objects.get(round__name="进行轮"), by=heir) == sheet()
    assert judging.marked(sheet(), "55", by=heir).scorer == heir


def test_the_office_opens_a_submitted_sheet_again_with_a_reason_and_its_scorer_is_told(liaison, everybody):
    office, one = User.objects.get(username="office"), sheet()
    sheets.submit(judging.marked(one, "50", "40", by=liaison), by=liaison)
    sheets.reopen(one, why="第二项和走访记录对不上", by=office)
    judging.marked(one, "50", "30", by=liaison)
    sheets.submit(one, by=liaison)
    assert [(row.by, row.why) for row in one.reopenings.all()] == [(office, "第二项和走访记录对不上")]
    assert Notice.objects.get(kind="sheet.reopened").user == liaison
    with pytest.raises(Refused, match="评估由街道办公室组织"):
        sheets.reopen(one, why="自己退", by=liaison)


def test_a_sheet_in_the_making_is_its_officers_and_the_offices_alone(everybody):
    seen = {
        name: [who for who in everybody.clients if who != "anonymous" and _sees(who, name)]
        for name in ("进行轮", "又一轮")
    }
    assert seen == {
        "进行轮": ["office", "liaison"],
        "又一轮": ["office", "leader", "auditor", "committee", "liaison"],
    }


def _sees(who, name):
    rows = ScoreSheet.objects.visible_to(User.objects.get(username=who))
    return rows.filter(entered__round__name=name).exists()


def test_nobody_scores_a_project_that_was_withdrawn(liaison):
    rounds.withdraw(RoundProject.objects.get(round__name="进行轮"), why="服务停了", by=audit.SYSTEM)
    with pytest.raises(Refused, match="已经退出了这一轮"):
        judging.marked(sheet(), "55", by=liaison)


def test_managers_and_officers_are_told_once_that_a_round_began_and_how_many_are_theirs(everybody):
    office = User.objects.get(username="office")
    one = judging.opened("第三轮", "GC-1", "GC-2", by=office)
    told = Notice.objects.filter(kind="round.opened", params__round=one.name)
    assert {row.user.username: row.words for row in told} == {
        "manager": f"「第三轮」开始了，您有 2 个项目参加。自评最晚 {one.self_report_until} 交。",
        "liaison": f"「第三轮」开始了，您有 1 个项目参加。评分表最晚 {one.scoring_until} 交。",
    }


def test_two_who_mark_different_criteria_lose_nothing_and_of_one_criterion_one_chooses(everybody, liaison):
    one, (first, second) = sheet(), keys(sheet())
    address = reverse("evaluation:sheet", args=[one.pk])
    form = {"seen": one.revision, f"points_{first}": "50", f"comment_{first}": "按材料评"}
    form |= {f"initial-{name}": value for name, value in form.items() if name != "seen"}
    judging.marked(one, "45", by=liaison)
    answer = everybody.clients["liaison"].post(address, form | {f"points_{second}": "40"})
    shown = answer.context["form"]
    assert (answer.status_code, shown[f"points_{first}"].value(), shown[f"points_{second}"].value()) == (
        409,
        "45",
        "40",
    )


def test_points_that_are_none_are_told_at_their_field_and_the_rest_stays(everybody):
    one, (first, second) = sheet(), keys(sheet())
    form = {
        "seen": one.revision,
        f"points_{first}": "六十",
        f"points_{second}": "40.3",
        f"comment_{second}": "写了很多",
    }
    answer = everybody.clients["liaison"].post(reverse("evaluation:sheet", args=[one.pk]), form)
    assert answer.context["form"].errors == {
        f"points_{first}": ["请填数字，例如 4.5。"],
        f"points_{second}": ["最多 40。"],
    }
    assert answer.context["form"][f"comment_{second}"].value() == "写了很多"


def test_an_officer_goes_from_the_round_to_a_submitted_sheet(everybody):
    officer, one = everybody.clients["liaison"], Round.objects.get(name="又一轮")
    judging.opened("第三轮")
    entered = RoundProject.objects.get(round__name="第三轮")
    page = officer.post(reverse("evaluation:sheet_beginning", args=[entered.pk]), follow=True)
    made = sheet("第三轮")
    first, second = keys(made)
    form = {"seen": made.revision, f"points_{first}": "60", f"points_{second}": "40", "deed": "check"}
    page = officer.post(reverse("evaluation:sheet", args=[made.pk]), form, follow=True)
    assert "提交评分表" in page.content.decode()
    page = officer.post(reverse("evaluation:sheet_checking", args=[made.pk]), follow=True)
    assert "评分表已提交。" in page.content.decode()
    assert (sheet("第三轮").state, one.state) == ("submitted", "open")


def test_the_officers_home_tells_how_many_sheets_wait_and_no_more_once_they_are_submitted(everybody, liaison):
    def waiting():
        own = [line for line in attention.of(liaison) if "评分表" in str(line.title) and "进行轮" in line.words]
        return [(line.title, line.count, line.address) for line in own]

    one = Round.objects.get(name="进行轮")
    assert waiting() == [("等着填的评分表", 1, reverse("evaluation:round", args=[one.pk]) + "?sheets=waiting")]
    sheets.submit(judging.marked(sheet(), "60", "40", by=liaison), by=liaison)
    assert waiting() == []
