"""Those on a panel score by themselves: each the criteria that are theirs, and nobody sees another's before all are in."""

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guihua.core import audit, clock
from guihua.core.refusal import Refused
from guihua.desk import attention
from guihua.directory.models import User
from guihua.evaluation import scored
from guihua.evaluation.actions import assessors, paper_sheets, rounds, sheets
from guihua.evaluation.actions.paper_sheets import Paper
from guihua.evaluation.models import Round, RoundProject, ScoreSheet
from guihua.evaluation.pool import TieSaid
from guihua.evaluation.said import MarkSaid
from tests.factories import judging

pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
FULL = ("8", "7", "65")  # what somebody for practice is asked: not the 20 points of the books


@pytest.fixture
def panel(everybody):
    """何文 and 李敏 know practice, 周静 the books, all of them on the panel of GC-1."""
    one = Round.objects.get(name="又一轮")
    kinds = {"何文": {}, "李敏": {}, "周静": {"is_practice": False, "is_finance": True}}
    return {name: judging.seat(one, name, **told) for name, told in kinds.items()}


def take(seat):
    return sheets.take_up(seat, by=seat.assessor.user)


def submit(seat, *given):
    by = seat.assessor.user
    return sheets.submit(judging.marked(take(seat), *given, by=by), by=by)


def seen_by(user):
    rows = ScoreSheet.objects.visible_to(user).filter(entered__round__name="又一轮")
    return [one.seat.assessor.name if one.seat else "挂钩" for one in rows.order_by("source", "pk")]


def test_there_is_one_sheet_for_a_seat_however_often_it_is_begun(panel):
    assert take(panel["何文"]) == take(panel["何文"])
    with pytest.raises(Refused, match="由评估组里的这位专家填写"):
        sheets.take_up(panel["何文"], by=panel["李敏"].assessor.user)


def test_each_is_asked_what_they_know_about(panel):
    asked = {name: [one.name for one in scored.asked_of(take(seat))] for name, seat in panel.items()}
    practice = ["项目管理制度", "档案管理", "目标达成"]
    assert asked == {"何文": practice, "李敏": practice, "周静": ["项目管理制度", "目标达成", "预算执行"]}


def test_who_gives_all_points_to_what_they_are_asked_comes_to_a_hundred(panel):
    done = submit(panel["何文"], *FULL)
    assert (scored.points_of(done), scored.score_of(done, scored.asked_of(done))) == (Decimal(80), Decimal("100.00"))


def test_who_abstains_says_why(panel):
    one, by = take(panel["何文"]), panel["何文"].assessor.user
    first = scored.asked_of(one)[0]
    judging.marked(one, *FULL, by=by)
    one.refresh_from_db()
    sheets.mark(one, {first.pk: MarkSaid(is_abstained=True)}, seen=one.revision, by=by)
    with pytest.raises(Refused, match="「项目管理制度」不评，请写为什么。"):
        sheets.submit(one, by=by)


def test_nobody_sees_anothers_sheet_before_the_whole_panel_has_submitted(panel):
    who = {name: seat.assessor.user for name, seat in panel.items()}
    office, leader, liaison = (User.objects.get(username=name) for name in ("office", "leader", "liaison"))
    submit(panel["何文"], *FULL)
    submit(panel["李敏"], *FULL)
    take(panel["周静"])
    assert {name: seen_by(user) for name, user in who.items()} == {"何文": ["何文"], "李敏": ["李敏"], "周静": ["周静"]}
    assert seen_by(office) == ["何文", "李敏", "周静", "挂钩"]
    assert (seen_by(leader), seen_by(liaison)) == (["挂钩"], ["挂钩"])
    submit(panel["周静"], "8", "65", "20")
    assert [seen_by(user) for user in who.values()] == [["何文", "李敏", "周静"]] * 3
    assert (seen_by(leader), seen_by(liaison)) == (["何文", "李敏", "周静", "挂钩"],) * 2


def test_a_sheet_that_is_opened_again_hides_those_of_the_others_until_it_is_in(panel):
    for name, seat in panel.items():
        submit(seat, *(FULL if name != "周静" else ("8", "65", "20")))
    one = ScoreSheet.objects.get(seat=panel["何文"])
    sheets.reopen(one, why="第一项和台账对不上", by=User.objects.get(username="office"))
    assert [seen_by(seat.assessor.user) for seat in panel.values()] == [["何文"], ["李敏"], ["周静"]]


def test_an_officer_sees_nothing_of_the_panel_before_their_own_sheet_is_in(panel):
    officer, own = User.objects.get(username="liaison"), ScoreSheet.objects.get(entered__round__name="又一轮")
    for name, seat in panel.items():
        submit(seat, *(FULL if name != "周静" else ("8", "65", "20")))
    sheets.reopen(own, why="漏了一项", by=User.objects.get(username="office"))
    assert seen_by(officer) == ["挂钩"]
    sheets.submit(own, by=officer)
    assert seen_by(officer) == ["何文", "李敏", "周静", "挂钩"]


def test_who_left_the_panel_and_who_judges_what_was_withdrawn_score_no_more(panel):
    one, by = take(panel["何文"]), panel["何文"].assessor.user
    panel["何文"].left_at, panel["何文"].left_why = clock.now(), "病了"
    panel["何文"].save()
    with pytest.raises(Refused, match="已经不在这个项目的评估组里"):
        judging.marked(one, "8", by=by)
    assert seen_by(by) == []
    other = take(panel["李敏"])
    rounds.withdraw(RoundProject.objects.get(round__name="又一轮"), why="服务停了", by=audit.SYSTEM)
    with pytest.raises(Refused, match="已经退出了这一轮"):
        judging.marked(other, "8", by=panel["李敏"].assessor.user)


def test_who_comes_to_be_bound_to_the_project_scores_it_no_more_and_is_told_why(panel, everybody):
    seat, client = panel["何文"], Client()
    one, by = take(seat), seat.assessor.user
    judging.marked(one, *FULL, by=by)
    bond = TieSaid("worked", project=everybody.project("GC-1"))
    assessors.tie(seat.assessor, bond, by=User.objects.get(username="office"))
    with pytest.raises(Refused, match="您要回避这个项目，不能评：申报的关系：做过这个项目。"):
        sheets.submit(one, by=by)
    client.force_login(by, backend=BACKEND)
    page = client.get(reverse("evaluation:sheet", args=[one.pk])).content.decode()
    assert ("您要回避这个项目" in page, "先保存" in page) == (True, False)


def test_after_the_last_day_the_office_lets_in_whoever_was_late(panel):
    one, by = take(panel["何文"]), panel["何文"].assessor.user
    Round.objects.filter(name="又一轮").update(scoring_until=clock.today() - timedelta(days=1))
    with pytest.raises(Refused, match="已经过了。要补交，请联系街道办公室。"):
        judging.marked(one, *FULL, by=by)
    sheets.reopen(one, why="住院，准许补交", by=User.objects.get(username="office"))
    sheets.submit(judging.marked(one, *FULL, by=by), by=by)
    assert ScoreSheet.objects.get(pk=one.pk).state == "submitted"


def test_somebody_goes_from_their_visits_to_a_submitted_sheet(panel, everybody):
    seat, client = panel["何文"], Client()
    client.force_login(seat.assessor.user, backend=BACKEND)
    page = client.get(reverse("evaluation:my_visits")).content.decode()
    assert ("1 个项目，已提交 0 张评分表" in page, "还没有开始" in page, "时间待定" in page) == (True, True, True)
    client.post(reverse("evaluation:taking_up", args=[seat.pk]))
    one = ScoreSheet.objects.get(seat=seat)
    keys = [each.pk for each in scored.asked_of(one)]
    form = {"seen": one.revision, "deed": "check"} | {f"points_{key}": n for key, n in zip(keys, FULL, strict=True)}
    page = client.post(reverse("evaluation:sheet", args=[one.pk]), form, follow=True).content.decode()
    assert "提交评分表" in page
    page = client.post(reverse("evaluation:sheet_checking", args=[one.pk]), follow=True).content.decode()
    assert "1 个项目，已提交 1 张评分表" in page
    assert client.get(reverse("evaluation:sheet", args=[take(panel["李敏"]).pk])).status_code == 404


def test_the_office_sees_who_of_a_panel_has_submitted(panel, everybody):
    submit(panel["何文"], *FULL)
    office, one = everybody.clients["office"], Round.objects.get(name="又一轮")
    assert "3 张交了 1 张" in office.get(reverse("evaluation:round", args=[one.pk])).content.decode()
    page = office.get(reverse("evaluation:panel_sheets", args=[one.projects.get().pk]))
    assert [(seat.assessor.name, sheet and sheet.state, may) for seat, sheet, may, _knows in page.context["seats"]] == [
        ("何文", "submitted", True),
        ("周静", None, False),
        ("李敏", None, False),
    ]


def test_home_tells_an_assessor_how_many_wait_and_no_more_once_they_are_in(panel):
    seat = panel["何文"]

    def waiting():
        lines = attention.of(seat.assessor.user)
        return [(line.count, line.address, line.since) for line in lines if line.title == "等您打分"]

    one = Round.objects.get(name="又一轮")
    address = reverse("evaluation:my_visits") + "?waiting"
    assert waiting() == [(1, address, timezone.localdate(one.opened_at))]
    submit(seat, *FULL)
    assert waiting() == []


def test_sheets_on_paper_are_put_on_file_whole_or_none_of_them_is(panel):
    entered = panel["何文"].panel.entered
    asked = scored.criteria_of(entered.round.rubric)
    at = datetime(2022, 11, 20, 17, 5, tzinfo=ZoneInfo("Asia/Shanghai"))

    def paper(name, share):
        knows = panel[name].assessor.knows
        marks = {one.pk: MarkSaid(one.points * share, comment="略") for one in asked if knows(one.expertise)}
        return Paper(panel[name], marks, at, panel[name].assessor.user_id)

    half = Paper(panel["李敏"], {}, at)
    with pytest.raises(Refused, match="「项目管理制度」还没有评"):
        paper_sheets.put_on_file(entered, [paper("何文", 1), half], by=audit.SYSTEM)
    assert not ScoreSheet.objects.of("assessors").filter(entered=entered).exists()
    paper_sheets.put_on_file(entered, [paper("何文", 1), paper("周静", Decimal("0.5"))], by=audit.SYSTEM)
    filed = ScoreSheet.objects.submitted().filter(entered=entered, submitted_at=at, scorer__isnull=False)
    assert {one.seat.assessor.name: scored.points_of(one) for one in filed} == {"何文": 80, "周静": Decimal("46.5")}
    with pytest.raises(Refused, match="由服务器的命令补录"):
        paper_sheets.put_on_file(entered, [paper("李敏", 1)], by=panel["李敏"].assessor.user)


def test_what_somebody_marked_stays_theirs_whatever_is_said_since_of_what_they_know(panel):
    sheet = submit(panel["周静"], "8", "65", "20")
    panel["周静"].assessor.__class__.objects.filter(name="周静").update(is_finance=False, is_practice=True)
    sheet = ScoreSheet.objects.with_all_that_it_asks().get(pk=sheet.pk)
    assert [one.name for one in scored.asked_of(sheet)] == ["项目管理制度", "目标达成", "预算执行"]
    assert scored.score_of(sheet, scored.asked_of(sheet)) == 100
