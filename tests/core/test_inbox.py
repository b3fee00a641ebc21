"""What somebody is told: once, in their inbox, with the way to what it tells of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guihua.core import inbox
from guihua.core.inbox.kinds import KINDS, UnknownKind
from guihua.core.models import AuditRow, Notice, Wishes
from tests.factories import accounts

pytestmark = pytest.mark.django_db
account = accounts.account
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture(autouse=True)
def kinds():
    before = dict(KINDS)
    KINDS.clear()
    inbox.kind("tea.invited", "请你喝茶", lambda told: f"{told['place']}请你喝茶。")
    inbox.kind("tea.over", "茶会散了", lambda told: f"{told['place']}的茶会散了。", is_harmless=True, mails=False)
    yield
    KINDS.clear()
    KINDS.update(before)


@pytest.fixture
def su(account):
    return account()


@pytest.fixture
def li(account):
    return account("lihua", None, name="李华", phone="")


@pytest.fixture
def at_su(client, su):
    client.force_login(su, backend=BACKEND)
    return client


def invite(*users, event="tea 1", kind="tea.invited"):
    inbox.tell(users, kind, event=event, params={"place": "榕荫社区"}, address="/sessions/")


def text(answer):
    return answer.content.decode()


def test_an_event_is_one_notice_a_person_however_often_it_is_told(su, li):
    invite(su)
    invite(su, li)
    invite(su, event="tea 2")
    assert [Notice.objects.visible_to(user).count() for user in (su, li)] == [2, 1]


def test_a_kind_that_nobody_registered_is_not_told(su):
    with pytest.raises(UnknownKind):
        invite(su, kind="coffee.invited")


def test_the_inbox_tells_it_in_words_and_leads_there_once_it_is_opened(at_su, su):
    invite(su)
    assert "榕荫社区请你喝茶。" in text(at_su.get("/inbox/"))
    notice = Notice.objects.get()
    answer = at_su.post(f"/inbox/{notice.pk}/opening/")
    notice.refresh_from_db()
    assert (answer["Location"], notice.read_at is not None) == ("/sessions/", True)


def test_opened_twice_it_was_read_the_first_time(at_su, su):
    invite(su)
    notice = Notice.objects.get()
    read_at = timezone.now() - timedelta(days=1)
    Notice.objects.update(read_at=read_at)
    at_su.post(f"/inbox/{notice.pk}/opening/")
    notice.refresh_from_db()
    assert notice.read_at == read_at


def test_looking_at_the_inbox_reads_nothing(at_su, su):
    invite(su)
    at_su.get("/inbox/")
    assert inbox.unread_count(su) == 1


def test_unread_ones_stand_first_and_then_the_newest(at_su, su):
    for n, is_read in enumerate([False, True, False, True]):
        inbox.tell([su], "tea.invited", event=f"tea {n}", params={"place": f"第{n}处"})
        Notice.objects.filter(event=f"tea {n}").update(
            at=timezone.now() + timedelta(minutes=n), read_at=timezone.now() if is_read else None
        )
    page = text(at_su.get("/inbox/"))
    order = sorted(range(4), key=lambda n: page.index(f"第{n}处请你喝茶。"))
    assert order == [2, 0, 3, 1]


def test_the_bell_counts_what_is_unread_on_every_page_and_stops_at_99(at_su, su):
    assert 'class="badge"' not in text(at_su.get("/projects/"))
    invite(su)
    assert text(at_su.get("/projects/")).count('aria-label="收件箱 · 1 条没有看过"') == 1
    inbox_of_many = [Notice(user=su, kind="tea.invited", event=f"m{n}", at=timezone.now()) for n in range(150)]
    Notice.objects.bulk_create(inbox_of_many)
    assert 'aria-label="收件箱 · 99+ 条没有看过"' in text(at_su.get("/projects/"))


def test_all_are_read_at_once_and_nobody_elses(at_su, su, li):
    invite(su, li)
    invite(su, event="tea 2")
    said = text(at_su.post("/inbox/reading/", follow=True))
    assert ("2 条通知已标为看过。" in said, inbox.unread_count(su), inbox.unread_count(li)) == (True, 0, 1)


def test_nobody_opens_anothers(at_su, su, li):
    invite(li)
    notice = Notice.objects.get()
    assert at_su.post(f"/inbox/{notice.pk}/opening/").status_code == 404
    inbox.read(notice, by=su)
    assert inbox.unread_count(li) == 1


def test_an_empty_inbox_says_what_will_lie_in_it(at_su):
    assert "后台任务做完了，或有事要你处理，这里会有通知。" in text(at_su.get("/inbox/"))


def test_a_notice_of_an_earlier_version_is_shown_as_such(at_su, su):
    invite(su)
    Notice.objects.update(kind="coffee.invited")
    assert "现在的版本读不出来了" in text(at_su.get("/inbox/"))


def test_what_is_harmless_can_be_left_out_and_what_matters_cannot(at_su, su):
    at_su.post("/inbox/wishes/", {"mail_address": "", "mails": ["tea.invited"]})
    invite(su)
    invite(su, event="tea 2", kind="tea.over")
    assert list(Notice.objects.values_list("kind", flat=True)) == ["tea.invited"]
    assert AuditRow.objects.get(action="inbox.wished").details == {
        "has_address": False,
        "no_notice": ["tea.over"],
        "no_mail": [],
    }


def test_the_wishes_stand_ticked_as_they_were_saved(at_su, su):
    page = text(at_su.get("/inbox/wishes/"))
    assert page.count(" checked") == 2
    at_su.post("/inbox/wishes/", {"mail_address": "su@example.cn", "notices": ["tea.over"]})
    page = text(at_su.get("/inbox/wishes/"))
    assert (page.count(" checked"), 'value="su@example.cn"' in page) == (1, True)


@pytest.mark.parametrize("address", ["su@", "苏@example.cn", "su@例子.cn"])
def test_what_is_no_address_is_said_and_not_kept(at_su, su, address):
    answer = at_su.post("/inbox/wishes/", {"mail_address": address})
    assert (answer.status_code, "这不像邮箱地址" in text(answer)) == (422, True)
    assert Wishes.objects.count() == 0


def test_notices_are_forgotten_after_a_year(su):
    invite(su)
    invite(su, event="tea 2")
    Notice.objects.filter(event="tea 1").update(at=timezone.now() - timedelta(days=366))
    assert (inbox.forget_old(), Notice.objects.get().event) == (1, "tea 2")
