"""A round comes to a draft: with all that is lacking told at once, exactly, and for good."""

from datetime import timedelta
from decimal import Decimal

import pytest

from guihua.core import audit, clock
from guihua.core.inbox import Notice
from guihua.core.refusal import Refused
from guihua.directory.models import User
from guihua.evaluation import judged, promises, result_policy
from guihua.evaluation.actions import deciding, results, rounds, sheets
from guihua.evaluation.models import Mark, Result, Seat
from tests.factories import judged as made
from tests.factories import judging

pytestmark = pytest.mark.django_db


def lacking(one):
    return [each.refusal.sentence for each in result_policy.lacking(one)]


def test_a_draft_gives_each_project_its_score_and_grade(programme):
    one = made.drafted("初稿轮", "GC-1", "GC-2")
    # (7.5 + 6.5 + 58 + 18) of 100 by four fifths, 92 of the officer by one fifth
    assert list(Result.objects.values_list("entered__project__number", "edition", "score", "grade")) == [
        ("GC-1", 1, Decimal("90.40"), "excellent"),
        ("GC-2", 1, Decimal("90.40"), "excellent"),
    ]
    assert (one.state, one.reply_until) == ("drafted", clock.today() + timedelta(days=one.reply_days))


def test_all_that_a_round_lacks_is_told_at_once_and_no_draft_goes_out(programme):
    one = judging.opened("缺很多", "GC-1", "GC-2")
    first, second = made.entered_of(one), made.entered_of(one, "GC-2")
    made.handed_in(first, "甲", "8", "7", "60", "–")
    assert lacking(one) == [
        "「预算执行」（评估专家）没有人评。要么退回重填，要么写明这个项目不评这一项。",
        "挂钩人员的评分表还没有提交。",
        "还没有评估组。",
        "挂钩人员的评分表还没有提交。",
    ]
    with pytest.raises(Refused, match="还缺 4 样，不能出初稿。"):
        results.draft(one, by=audit.SYSTEM)
    made.handed_in(second, "乙", *made.FULL)
    sheet = made.handed_in(second, "丙", *made.FULL)
    sheet.state, sheet.submitted_at = "draft", None
    sheet.save()
    assert lacking(one)[2] == f"还有 1 位专家没有提交评分表：丙{second.pk}。"


def test_an_abstention_that_leaves_one_assessor_needs_a_word_of_the_office(programme):
    one = judging.opened("一人轮")
    entered = made.entered_of(one)
    made.handed_in(entered, "甲", "8", "7", "60", "18")
    made.handed_in(entered, "乙", "8", "–", "60", "")
    made.officers(entered, "60", "40")
    assert lacking(one) == ["「档案管理」只有 1 位评，要 2 位。要么写明照样算，要么写明不评这一项。"]
    files = made.criterion(one, "档案管理")
    deciding.excuse(entered, files, "few", why="另一位回避", by=audit.SYSTEM)
    results.draft(one, by=audit.SYSTEM)
    assert Result.objects.get().score == Decimal("94.40")


def test_what_the_office_leaves_out_leaves_both_sums(programme):
    one = made.whole()
    entered = made.entered_of(one)
    deciding.excuse(entered, made.criterion(one, "预算执行"), "left_out", why="没有经费", by=audit.SYSTEM)
    # 72 of 80 is 90; by four fifths 72, and 18.4
    assert judged.of(entered).score == Decimal("90.40")
    deciding.excuse(entered, made.criterion(one, "目标达成"), "left_out", why="试一试", by=audit.SYSTEM)
    assert judged.of(entered).score == Decimal("93.07")


def test_a_bonus_counts_up_to_the_cap_and_a_veto_takes_down_the_grade_alone(programme):
    one = made.whole(bonus_cap=Decimal(2), vetoes=[("虚报人次", "pass")])
    entered = made.entered_of(one)
    deciding.add(entered, Decimal("1.5"), why="获省级表彰", by=audit.SYSTEM)
    deciding.add(entered, Decimal("1.5"), why="媒体报道", by=audit.SYSTEM)
    deciding.find(entered, one.vetoes.get(), why="抽查发现", by=audit.SYSTEM)
    results.draft(one, by=audit.SYSTEM)
    assert list(Result.objects.values_list("score", "grade")) == [(Decimal("92.40"), "pass")]
    with pytest.raises(Refused, match="最多 2 分"):
        deciding.add(made.entered_of(made.whole("另一轮", bonus_cap=Decimal(2))), Decimal(3), why="多", by=audit.SYSTEM)


def test_89_995_is_excellent_by_the_score_that_everyone_reads_and_the_page_says_so(everybody):
    weights = {"assessors": Decimal(80), "liaison": Decimal(10), "satisfaction": Decimal(10)}
    one = made.whole("边上", weights=weights)
    entered = made.entered_of(one)
    deciding.put(entered, "satisfaction", Decimal("87.95"), evidence="问卷 120 份", by=audit.SYSTEM)
    results.draft(one, by=audit.SYSTEM)
    assert Result.objects.get(entered=entered).score == Decimal("90.00")
    page = everybody.clients["office"].get(f"/rounds/projects/{entered.pk}/result/").content.decode()
    assert "四舍五入以前是 89.995，在「良好」里；四舍五入是 90.00，到了「优秀」的线。" in page


def test_a_source_with_weight_and_no_score_is_lacking(programme):
    one = made.whole(weights={"assessors": Decimal(80), "satisfaction": Decimal(10), "midterm": Decimal(10)})
    assert lacking(one) == ["还没有中期评估的分。", "还没有满意度的分。"]


def test_a_withdrawn_project_gets_no_result(programme):
    one = made.whole("退出轮", "GC-1", "GC-2")
    rounds.withdraw(made.entered_of(one, "GC-2"), why="服务停了", by=audit.SYSTEM)
    results.draft(one, by=audit.SYSTEM)
    assert list(Result.objects.values_list("entered__project__number", flat=True)) == ["GC-1"]


def test_the_sheet_of_who_left_the_panel_does_not_count(programme):
    one = made.whole()
    entered = made.entered_of(one)
    made.handed_in(entered, "丁", "0", "0", "0", "0")
    assert judged.of(entered).score == Decimal("72.40")
    Seat.objects.filter(assessor__name__startswith="丁").update(left_at=clock.now(), left_why="发现有利益关系")
    assert judged.of(entered).score == Decimal("90.40")


def test_from_the_draft_on_no_sheet_is_marked_submitted_or_opened_again(programme):
    one = made.drafted()
    sheet = made.entered_of(one).sheets.get(source="liaison")
    with pytest.raises(Refused, match="已经出了初稿"):
        judging.marked(sheet, "60")
    with pytest.raises(Refused, match="已经出了初稿"):
        sheets.reopen(sheet, why="改一下", by=audit.SYSTEM)
    with pytest.raises(Refused, match="初稿已经出了"):
        deciding.add(made.entered_of(one), Decimal(1), why="晚了", by=audit.SYSTEM)
    with pytest.raises(Refused, match="初稿已经出了，项目不能再退出这一轮。"):
        rounds.withdraw(made.entered_of(one), why="晚了", by=audit.SYSTEM)


def test_managers_are_told_of_a_draft_and_until_when_they_may_answer(everybody):
    office = User.objects.get(username="office")
    one = made.drafted("通知轮", "GC-1", "GC-2", by=office)
    told = Notice.objects.filter(kind="round.drafted")
    assert [(row.user.username, row.words) for row in told] == [
        ("manager", f"「通知轮」的初稿出来了，您有 2 个项目，{one.reply_until} 以前可以回应。")
    ]


def test_a_midterm_that_was_published_here_is_taken_over_as_it_is(programme):
    mid = made.drafted("中期轮")
    mid.stage, mid.state, mid.published_at = "midterm", "published", clock.now()
    mid.save()
    one = made.whole("末期轮", weights={"assessors": Decimal(50), "midterm": Decimal(50)})
    with pytest.raises(Refused, match="自动取过来"):
        deciding.put(made.entered_of(one), "midterm", Decimal(80), evidence="手填", by=audit.SYSTEM)
    results.draft(one, by=audit.SYSTEM)
    row = made.entered_of(one).scores.get()
    assert (row.score, row.of, made.entered_of(one).results.get().score) == (
        Decimal("90.40"),
        Result.objects.get(entered__round=mid),
        Decimal("90.20"),
    )


def test_who_sees_a_draft_and_who_sees_what_was_published(everybody):
    one = made.drafted("看得到的")

    def readers():
        rows = Result.objects.filter(entered__round=one)
        users = [(name, User.objects.get(username=name)) for name in everybody.clients if name != "anonymous"]
        return [name for name, user in users if rows.visible_to(user).exists()]

    assert readers() == ["office", "leader", "auditor", "committee", "liaison", "manager"]
    one.state, one.published_at = "published", clock.now()
    one.save()
    assert readers() == ["office", "leader", "finance", "auditor", "committee", "liaison", "manager", "worker"]


def test_the_office_alone_reads_who_gave_which_mark(everybody):
    entered = made.entered_of(made.drafted("看名字的"))
    pages = {
        who: everybody.clients[who].get(f"/rounds/projects/{entered.pk}/result/").content.decode()
        for who in ("office", "manager")
    }
    assert [f"甲{entered.pk}" in page for page in pages.values()] == [True, False]
    assert all("甲的话" in page and "≈" not in page.split("得分怎么来的")[0] for page in pages.values())


def test_a_round_takes_the_same_questions_however_many_projects_it_has(programme, django_assert_max_num_queries):
    one = made.whole("两个", "GC-1", "GC-2")
    with django_assert_max_num_queries(14):
        assert len(judged.of_round(one)) == 2


def test_recomputing_gives_what_was_published_and_a_mark_changed_past_the_verbs_shows(programme):
    from guihua.core.promises import kept

    made.drafted()
    promise = next(each for each in promises.PROMISES if each.code == "results_from_their_rows")
    assert kept(promise).sentences == []
    Mark.objects.filter(criterion__name="目标达成").update(points=Decimal(65))
    (sentence,) = kept(promise).sentences
    assert "记的是 90.40，从评分表重新算是 96.00" in sentence


def test_the_projects_page_tells_score_and_grade_to_all_who_see_it_once_published(everybody):
    address = f"/projects/{everybody.project('GC-1').pk}/"
    told = {
        who: [
            (one["round"].name, one["score"], bool(one["address"]))
            for one in everybody.clients[who].get(address).context["verdicts"]
        ]
        for who in ("manager", "worker", "secretary")
    }
    assert told["worker"] == [("公布轮", "90.00", True)]
    assert told["secretary"] == [("公布轮", "90.00", False)]
    assert ("初稿轮", "90.00", True) in told["manager"]


def test_nobody_sees_a_mark_or_a_total_before_the_whole_panel_has_submitted(everybody):
    one = judging.opened("没交齐")
    entered = made.entered_of(one)
    made.handed_in(entered, "甲", *made.FULL)
    late = made.handed_in(entered, "乙", *made.FULL)
    made.officers(entered, "60", "40")
    late.state, late.submitted_at = "draft", None
    late.save()
    office = everybody.clients["office"]
    preview = office.get(f"/rounds/projects/{entered.pk}/")
    listed = office.get(f"/rounds/{one.pk}/drafting/")
    assert ("甲的话" in preview.content.decode(), preview.context["final"].score) == (False, None)
    assert [row.score for row, _lacks in listed.context["rows"]] == [None]
