"""A panel talks over where its marks lie apart: old and new stay, the office notes what was said, and then there is a draft."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guihua.commissioning.models import Project
from guihua.core import audit, clock
from guihua.core.inbox import Notice
from guihua.core.promises import Found
from guihua.core.refusal import Refused
from guihua.desk import attention
from guihua.directory.actions import users
from guihua.directory.models import Role, User
from guihua.evaluation import judged, moderating, promises, result_policy
from guihua.evaluation.actions import assessors, results, sheets
from guihua.evaluation.models import Mark, MarkChange, Result, Round
from guihua.evaluation.pool import TieSaid
from tests.factories import judged as made
from tests.factories import judging, moderated

pytestmark = pytest.mark.django_db
TELLS = "「目标达成」各位专家的分差 30 分，要合议：各人改分，或者写明合议结论。"


def lacking(one):
    return [each.refusal.sentence for each in result_policy.lacking(one)]


def waiting(one):
    return [(each.criterion.name, each.spread) for each in moderating.waiting(one.projects.all())]


def broken(code):
    found = Found()
    next(each for each in promises.PROMISES if each.code == code).check(found)
    return found.sentences


def seated(one, *names):
    """With the accounts of these assessors."""
    for name in names:
        own = moderated.sheet(one, name).seat.assessor
        own.user = User.objects.create(username=f"seat-{name}", name=name)
        own.save(update_fields=["user"])
        users.appoint(own.user, Role.ASSESSOR, own.subdistrict, by=audit.SYSTEM)
        judging.declared(one, own)
    return [User.objects.get(username=f"seat-{name}") for name in names]


def test_what_lies_apart_is_talked_over_before_there_is_a_draft(programme):
    one = moderated.apart()
    assert (lacking(one), waiting(one)) == ([TELLS], [("目标达成", Decimal(30))])
    with pytest.raises(Refused, match="要合议"):
        results.draft(one, by=audit.SYSTEM)
    moderated.changed(one, "乙", "40.5")  # 19.5 of 65 is exactly what may lie between
    assert lacking(one) == []
    results.draft(one, by=audit.SYSTEM)
    # 8 + 7 + 50.25 + 18 by four fifths, 92 of the officer by one fifth
    assert Result.objects.get().score == Decimal("85.00")
    with pytest.raises(Refused, match="已经出了初稿"):
        moderated.changed(one, "乙", "50")
    with pytest.raises(Refused, match="已经出了初稿"):
        moderated.noted(one)


def test_marks_may_stay_apart_once_the_office_noted_what_was_said(programme):
    one = moderated.apart()
    moderated.noted(one)
    assert lacking(one) == []
    moderated.changed(one, "乙", "29.5")  # further apart than when it was talked over
    assert waiting(one) == [("目标达成", Decimal("30.5"))]
    moderated.noted(one, "看了活动记录，还是各有道理")
    assert lacking(one) == []


def test_the_sheet_stays_submitted_and_old_and_new_are_kept(programme):
    one = moderated.apart()
    moderated.changed(one, "乙", "35")
    moderated.changed(one, "乙", "45", why="又看了月报")
    own = moderated.sheet(one, "乙")
    kept = own.changes.values_list("old_points", "old_comment", "new_points", "new_comment", "why")
    assert (own.state, list(kept)) == (
        "submitted",
        [
            (Decimal(30), "乙的话", Decimal(35), "合议以后", "听了大家的意见"),
            (Decimal(35), "合议以后", Decimal(45), "合议以后", "又看了月报"),
        ],
    )


@pytest.mark.parametrize(
    ("points", "of", "words"),
    [
        ("66", "目标达成", "要在 0 和 65 之间"),
        ("40.3", "目标达成", "以 0.5 分为一档"),
        ("7", "项目管理制度", "这一项大家的分差不大，不用合议。"),
    ],
)
def test_a_change_keeps_to_the_rubric_and_to_what_is_talked_over(programme, points, of, words):
    one = moderated.apart()
    with pytest.raises(Refused, match=words):
        moderated.changed(one, "乙", points, of=of)


def test_each_changes_their_own_mark_and_nobody_before_the_whole_panel_is_done(programme):
    one = moderated.apart()
    first, second = seated(one, "甲", "乙")
    with pytest.raises(Refused, match="合议时只有评分的专家能改自己的分。"):
        moderated.changed(one, "乙", "40", by=first)
    Round.objects.filter(pk=one.pk).update(scoring_until=clock.today() - timedelta(days=3))
    assert moderated.changed(one, "乙", "35", by=second).by == second  # after sheets were due, too
    sheets.reopen(moderated.sheet(one, "甲"), why="漏了一项", by=audit.SYSTEM)
    with pytest.raises(Refused, match="全组都提交了评分表，才能合议。"):
        moderated.changed(one, "乙", "40", by=second)


def test_who_came_to_be_bound_by_a_conflict_changes_nothing(programme):
    one = moderated.apart()
    (second,) = seated(one, "乙")
    tie = TieSaid("worked", project=Project.objects.get(number="GC-1"))
    assessors.tie(moderated.sheet(one, "乙").seat.assessor, tie, by=audit.SYSTEM)
    with pytest.raises(Refused, match="您要回避这个项目"):
        moderated.changed(one, "乙", "40", by=second)


def test_the_panel_is_told_once_and_home_counts_what_waits(everybody):
    one = moderated.apart("告诉轮")
    first, second = seated(one, "甲", "乙")
    for _time in range(2):
        own = sheets.reopen(moderated.sheet(one, "乙"), why="再看", by=audit.SYSTEM)
        sheets.submit(judging.marked(own, "8", "7", "30", by=audit.SYSTEM), by=second)
    assert sorted(Notice.objects.filter(kind="panel.apart").values_list("user__username", flat=True)) == [
        "seat-乙",
        "seat-甲",
    ]
    page = reverse("evaluation:moderation", args=[made.entered_of(one).pk])
    assert [(line.title, line.count, line.address) for line in attention.of(first)] == [("要合议的指标", 1, page)]
    own = [line for line in attention.of(User.objects.get(username="office")) if "合议" in str(line.title)]
    assert [(line.count, line.address.split("?")[1]) for line in own] == [(1, "waiting")] * 2


@pytest.mark.once
def test_it_is_all_done_on_pages(everybody, client):
    one = moderated.apart("页面轮")
    (second,) = seated(one, "乙")
    client.force_login(second)
    entered, criterion, own = made.entered_of(one), made.criterion(one, "目标达成"), moderated.sheet(one, "乙")
    page = reverse("evaluation:moderation", args=[entered.pk])
    assert "1 项等合议" in client.get(reverse("evaluation:my_visits")).content.decode()
    changing = reverse("evaluation:moderation_changing", args=[own.pk, criterion.pk])
    assert changing in client.get(page).content.decode()
    told = {"seen": own.revision, "points": "35", "comment": "重看", "why": "甲讲得对"}
    assert "已改分，原来的分留着。" in client.post(changing, told, follow=True).content.decode()
    office = everybody.clients["office"]
    noting = reverse("evaluation:moderation_noting", args=[entered.pk, criterion.pk])
    shown = office.post(noting, {"outcome": "两边都看了台账"}, follow=True).content.decode()
    assert all(words in shown for words in ("两边都看了台账", "甲讲得对", "<s>30</s>"))
    results.draft(one, by=audit.SYSTEM)
    result = everybody.clients["manager"].get(reverse("evaluation:result", args=[entered.pk])).content.decode()
    assert ("<s>30</s> → 35" in result, "甲讲得对" in result) == (True, False)


@pytest.mark.once
def test_a_list_of_what_is_talked_over_takes_the_same_questions_however_many_projects(everybody):
    office, found = everybody.clients["office"], []
    for name, numbers in (("热身轮", ()), ("一个轮", ()), ("三个轮", judging.ALL)):
        address = reverse("evaluation:moderations", args=[moderated.apart(name, *numbers).pk])
        with CaptureQueriesContext(connection) as asked:
            assert office.get(address).content.decode().count("目标达成") == len(numbers or "1")
        found.append(len(asked))
    assert found[1] == found[2]


def test_what_is_changed_past_the_verbs_after_a_talk_shows(programme):
    one = moderated.apart()
    moderated.changed(one, "乙", "45")
    moderated.noted(one)
    results.draft(one, by=audit.SYSTEM)
    assert (broken("results_from_their_rows"), broken("marks_as_talked_over")) == ([], [])
    MarkChange.objects.update(old_points=44)
    assert len(broken("results_from_their_rows")) == 1
    MarkChange.objects.update(old_points=30)
    one.projects.get().moderations.update(outcome="没有合议")
    assert len(broken("results_from_their_rows")) == 1
    Mark.objects.filter(points=45).update(points=46)
    assert broken("marks_as_talked_over") == ["「桂一同行」的「目标达成」：合议时改成 45.00，评分表上不是。"]


@pytest.mark.once
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations([("甲", "50"), ("乙", "45.5"), ("甲", "48")]))
def test_the_order_of_changes_by_different_people_never_changes_the_result(programme, order):
    last = {"甲": Decimal(48), "乙": Decimal("45.5")}
    with transaction.atomic():
        one = moderated.apart()
        for who, points in sorted(order, key=lambda told: told == ("甲", "48")):
            moderated.changed(one, who, points)
        found = judged.of(made.entered_of(one))
        marks = dict(found.sources["assessors"].dimensions[1].lines[0].marks)
        assert sorted(marks.values()) == sorted(last.values())
        assert found.score == Decimal("82.20")
        transaction.set_rollback(True)
