"""A provider answers a draft once and in time, the office answers, and then results are published and take effect."""

from datetime import timedelta

import pytest
from django.urls import reverse

from guihua.commissioning.models import Milestone
from guihua.core import audit, clock
from guihua.core.inbox import Notice
from guihua.core.refusal import Refused
from guihua.desk import attention
from guihua.directory.models import User
from guihua.evaluation.actions import publishing, replies
from guihua.evaluation.models import Reply, Result, Round
from tests.factories import judged as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(everybody):
    return {name: User.objects.get(username=name) for name in ("office", "manager", "liaison", "worker", "leader")}


@pytest.fixture
def drafted(everybody):
    return Round.objects.get(name="初稿轮")


def over(one, days=1):
    """As if the days of reply were over."""
    Round.objects.filter(pk=one.pk).update(reply_until=clock.today() - timedelta(days=days))
    one.refresh_from_db()


def test_a_reply_is_saved_as_it_is_typed_sent_once_and_answered(people, drafted):
    entered = made.entered_of(drafted)
    replies.write(entered, "目标达成", seen=0, by=people["manager"])
    assert [Reply.objects.visible_to(people[who]).filter(entered=entered).count() for who in ("manager", "office")] == [
        1,
        0,
    ]
    sent = replies.send(entered, "目标达成少算了三场", seen=1, by=people["manager"])
    assert [Reply.objects.visible_to(people[who]).filter(entered=entered).count() for who in people] == [1, 1, 1, 0, 1]
    with pytest.raises(Refused, match="这个项目的回应已经交了，只能交一次。"):
        replies.send(entered, "还有", seen=2, by=people["manager"])
    replies.answer(sent, "已核对，三场没有签到", by=people["office"])
    kinds = {row.kind: row.user.username for row in Notice.objects.filter(kind__in=["round.replied", "round.answered"])}
    assert kinds == {"round.replied": "office", "round.answered": "manager"}


def test_a_late_reply_is_refused_with_the_day(people, drafted):
    over(drafted)
    with pytest.raises(Refused, match=f"回应已在 {drafted.reply_until} 截止。"):
        replies.send(made.entered_of(drafted), "晚了", seen=0, by=people["manager"])


def test_only_the_manager_of_the_project_replies(people, drafted):
    for who in ("office", "liaison", "leader"):
        with pytest.raises(Refused, match="初稿由承接机构负责人回应。"):
            replies.send(made.entered_of(drafted), "代写", seen=0, by=people[who])


def test_nothing_is_published_before_the_days_are_over_and_each_reply_is_answered(people, drafted):
    entered = made.entered_of(drafted)
    sent = replies.send(entered, "少算了", seen=0, by=people["manager"])
    with pytest.raises(Refused, match=f"承接机构到 {drafted.reply_until} 为止可以回应，过了这一天才能公布。"):
        publishing.publish(drafted, by=people["office"])
    over(drafted)
    with pytest.raises(Refused, match="还有 1 份回应没有答复，答复了才能公布。"):
        publishing.publish(drafted, by=people["office"])
    replies.answer(sent, "核对过了", by=people["office"])
    assert publishing.publish(drafted, by=people["office"]).state == "published"
    with pytest.raises(Refused, match="结果已经公布，不能再回应"):
        replies.send(entered, "再说", seen=2, by=people["manager"])
    with pytest.raises(Refused, match="结果已经公布，不能再改答复。"):
        replies.answer(sent, "改一下", by=people["office"])


def test_publication_says_in_commissioning_what_was_reached_and_with_which_grade_once(programme):
    one = publishing.publish(made.drafted("放款轮", "GC-1", "GC-2"), by=audit.SYSTEM)
    told = Milestone.objects.filter(kind="final").order_by("project__number")
    assert list(told.values_list("project__number", "grade", "evidence", "reached_on")) == [
        ("GC-1", "excellent", "放款轮，得分 90.40", clock.today()),
        ("GC-2", "excellent", "放款轮，得分 90.40", clock.today()),
    ]
    assert publishing.release(one, on=clock.today(), by=audit.SYSTEM) == 0
    Result.objects.filter(entered__project__number="GC-2").update(grade="good")
    assert publishing.release(one, on=clock.today(), by=audit.SYSTEM) == 1


def test_a_round_of_an_earlier_year_is_put_on_file_with_its_day(programme):
    day = clock.today() - timedelta(days=400)
    publishing.publish(made.drafted("旧轮"), by=audit.SYSTEM, on=day)
    assert Milestone.objects.get(kind="final", project__number="GC-1").reached_on == day


def test_a_provider_writes_on_the_page_saves_and_hands_in(everybody, drafted):
    entered = made.entered_of(drafted)
    manager, office = everybody.clients["manager"], everybody.clients["office"]
    address = reverse("evaluation:replying", args=[entered.pk])
    manager.post(address, {"seen": 0, "text": "写了一半", "deed": "save"})
    assert "写了一半" in manager.get(address).content.decode()
    page = manager.post(address, {"seen": 1, "initial-text": "写了一半", "text": "写完了", "deed": "send"}, follow=True)
    assert "回应已交，办公室会答复。" in page.content.decode()
    reply = Reply.objects.get(entered=entered)
    page = office.post(reverse("evaluation:answering", args=[reply.pk]), {"text": "收到"}, follow=True)
    assert "收到" in page.content.decode()
    assert "收到" in manager.get(reverse("evaluation:result", args=[entered.pk])).content.decode()


def test_what_was_typed_stays_on_the_page_when_the_last_day_is_over(everybody, drafted):
    entered = made.entered_of(drafted)
    manager, address = everybody.clients["manager"], reverse("evaluation:replying", args=[entered.pk])
    manager.post(address, {"seen": 0, "text": "写了一半", "deed": "save"})
    over(drafted)
    answer = manager.post(address, {"seen": 1, "initial-text": "写了一半", "text": "写完了", "deed": "send"})
    page = answer.content.decode()
    assert (answer.status_code, "写完了" in page, f"回应已在 {drafted.reply_until} 截止。" in page) == (422, True, True)


def test_home_tells_the_office_when_results_can_be_published(people, drafted):
    def ready():
        lines = [line for line in attention.of(people["office"]) if "公布" in str(line.title)]
        return [(line.title, line.count, line.since) for line in lines]

    assert ready() == []
    over(drafted)
    assert ready() == [("可以公布的评估结果", 1, clock.today())]
