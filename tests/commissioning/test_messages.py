"""What the people of a project tell each other: who reads it, whom it reaches, and that it reaches each once."""

import pytest

from guihua.commissioning.actions import talking
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import Message, MessageFile, Project, Thread, ThreadReading
from guihua.core import audit, inbox
from guihua.core.inbox import post
from guihua.core.models import Notice
from guihua.core.refusal import Refused
from guihua.directory.actions import users
from guihua.directory.models import Grant, Membership, Role
from tests.factories.told import given, hand, letter, people, thread

__all__ = ["hand", "people"]
pytestmark = pytest.mark.django_db


def told():
    rows = Notice.objects.filter(kind="message.new").select_related("user").order_by("pk")
    return [(one.user.username, one.words) for one in rows]


def behind(user):
    return list(Thread.objects.with_news(user).values_list("subject", flat=True))


def sees(user):
    return list(Thread.objects.visible_to(user).values_list("subject", flat=True))


def test_a_message_reaches_the_others_of_the_project_and_not_who_wrote_it(people):
    thread(people["suwanqing"])
    words = "「桂一同行」有新消息。"
    assert told() == [("hemin", words), ("lijie", words), ("lianghuimin", words)]
    assert [behind(people[name]) for name in ("suwanqing", "lijie")] == [[], ["三月的场地"]]


def test_of_several_messages_one_notice_waits_until_the_thread_is_read(people):
    found = thread(people["suwanqing"])
    talking.answer(found, letter("还有音响。", "b" * 32), by=people["suwanqing"])
    talking.answer(found, letter("音响我们带。", "c" * 32), by=people["lijie"])
    manager = Notice.objects.filter(user=people["hemin"], kind="message.new")
    assert manager.count() == 1
    talking.read(Thread.objects.get(), by=people["hemin"])
    assert (manager.unread().count(), behind(people["hemin"])) == (0, [])
    talking.answer(found, letter("周五前答复。", "d" * 32), by=people["suwanqing"])
    assert (manager.count(), manager.unread().count(), behind(people["hemin"])) == (2, 1, ["三月的场地"])


def test_a_form_that_is_sent_twice_tells_once(people):
    found = thread(people["hemin"])
    assert thread(people["hemin"]) == found
    talking.answer(found, letter("好的。", "b" * 32), by=people["suwanqing"])
    talking.answer(found, letter("好的。", "b" * 32), by=people["suwanqing"])
    assert list(Message.objects.values_list("number", "text")) == [(1, "三月的场地定了吗？"), (2, "好的。")]


def test_neither_notice_nor_mail_has_the_text_or_the_subject_nor_names_a_confidential_project(
    people, hand, tmp_path, settings
):
    settings.GUIHUA_MAIL_DIR = tmp_path
    inbox.wish(mail_address="hemin@example.org", no_notice=[], no_mail=[], by=people["hemin"])
    thread(people["suwanqing"])
    thread(people["suwanqing"], "GC-2", "核对王某的名单", once="b" * 32)
    post.post_due()
    words = [words for user, words in told() if user == "hemin"]
    assert words == ["「桂一同行」有新消息。", "有一个项目来了新消息。"]
    mails = "".join(path.read_bytes().decode() for path in sorted(tmp_path.glob("*.eml")))
    assert (len(list(tmp_path.glob("*.eml"))), "场地" in mails, "向阳" in mails) == (2, False, False)
    assert Notice.objects.filter(kind="message.new").first().address == f"/threads/{Thread.objects.last().pk}/"


def test_nobody_outside_of_the_project_reads_it(people, hand):
    thread(people["hemin"])
    other = Project.objects.get(number="GC-3")
    for role in (Role.FINANCE, Role.COMMITTEE):
        assert sees(hand(role.value, role)) == []
    elsewhere = hand("elsewhere", Role.LIAISON, other)
    worker = hand("worker", Role.WORKER, other)
    assert (sees(elsewhere), sees(worker)) == ([], [])


def test_leader_and_auditor_read_and_do_not_write_and_read_nothing_of_a_confidential_project(people, hand):
    thread(people["suwanqing"])
    thread(people["suwanqing"], "GC-2", "核对名单", once="b" * 32)
    for role in (Role.LEADER, Role.AUDITOR):
        user = hand(role.value, role)
        assert (sees(user), behind(user)) == (["三月的场地"], [])
        with pytest.raises(Refused) as refused:
            talking.answer(Thread.objects.get(subject="三月的场地"), letter("收到。", "c" * 32), by=user)
        assert refused.value.sentence == "消息由街道办公室、承接机构和挂钩人员来往。您可以看，不能写。"
    talking.read(Thread.objects.first(), by=user)
    assert not ThreadReading.objects.filter(user=user).exists()


def test_who_leaves_loses_sight_at_once_and_who_joins_sees_the_thread_and_is_told_from_then_on(people, hand):
    found = thread(people["suwanqing"])
    Grant.objects.filter(user=people["lijie"]).update(until="2021-01-01")
    new = hand("chenyi", Role.WORKER, name="陈怡")
    assert (sees(people["lijie"]), sees(new), behind(new)) == ([], ["三月的场地"], [])
    talking.answer(found, letter("改到周六。", "b" * 32), by=people["hemin"])
    assert (behind(people["lijie"]), behind(new)) == ([], ["三月的场地"])
    assert [user for user, _words in told()].count("lijie") == 1


def test_who_ends_at_the_office_is_told_nothing_more(people):
    users.dismiss(Membership.objects.get(user=people["suwanqing"]), by=audit.SYSTEM)
    thread(people["hemin"])
    assert "suwanqing" not in [user for user, _words in told()]


def test_a_file_lies_sealed_and_opens_for_the_people_of_the_project(people, hand, settings, tmp_path):
    settings.GUIHUA_UPLOADS = tmp_path
    paper = ("活动方案", Content(".pdf", b"%PDF-1.7 " + "围炉茶话".encode() * 9))
    talking.begin(Project.objects.get(number="GC-1"), "方案", letter("请看。", "a" * 32, paper), by=people["hemin"])
    file = MessageFile.objects.get()
    stored = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert (talking.content_of(file), "围炉茶话".encode() in stored) == (paper[1].content, False)
    assert list(MessageFile.objects.visible_to(people["lijie"])) == [file]
    assert list(MessageFile.objects.visible_to(hand("finance", Role.FINANCE))) == []


def test_more_files_than_fit_are_refused_and_nothing_is_sent(people):
    files = [("图", Content(".pdf", b"%PDF-1.7"))] * 6
    with pytest.raises(Refused) as refused:
        talking.begin(Project.objects.get(number="GC-1"), "图", letter("图。", "a" * 32, *files), by=people["hemin"])
    assert (refused.value.sentence, Thread.objects.count()) == ("一条消息最多 5 个文件。", 0)


def test_a_worker_of_two_projects_is_told_of_both_and_the_thread_of_one_is_not_the_others(people, hand):
    third = Project.objects.get(number="GC-3")
    given(people["lijie"], third)
    thread(people["suwanqing"], "GC-3", "开学", once="b" * 32)
    assert (sees(people["lijie"]), sees(people["lianghuimin"])) == (["开学"], [])
