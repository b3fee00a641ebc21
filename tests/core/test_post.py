"""Mail goes to a folder, to who asked for it, once; from a demonstration it goes nowhere."""

import email
from email.policy import default

import pytest
from django.utils import timezone

from guihua.core import audit, inbox
from guihua.core.inbox import post
from guihua.core.inbox.kinds import KINDS
from guihua.core.models import Notice
from guihua.directory.actions import users
from tests.factories import accounts

pytestmark = pytest.mark.django_db
account = accounts.account


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.GUIHUA_MAIL_DIR = str(tmp_path / "mail")
    settings.HOME = tmp_path / "home"
    before = dict(KINDS)
    inbox.kind("tea.invited", "请你喝茶", lambda told: f"{told['place']}请你喝茶。")
    yield tmp_path / "mail"
    KINDS.clear()
    KINDS.update(before)


@pytest.fixture
def su(account):
    user = account()
    inbox.wish(mail_address="su@example.cn", no_notice=[], no_mail=[], by=user)
    return user


def invite(user, event="tea 1"):
    inbox.tell([user], "tea.invited", event=event, params={"place": "榕荫社区"}, address="/sessions/")


def mails(folder):
    return [email.message_from_bytes(path.read_bytes(), policy=default) for path in sorted(folder.glob("*"))]


def test_a_notice_is_mailed_once_to_who_gave_an_address(su, folder, settings):
    settings.GUIHUA_ADDRESS = "https://guihua.example.cn"
    invite(su)
    assert (post.post_due(), post.post_due()) == (1, 0)
    (mail,) = mails(folder)
    notice = Notice.objects.get()
    assert (mail["To"], mail["Subject"], notice.mail) == ("su@example.cn", "榕荫社区请你喝茶。", "sent")
    assert mail["Message-ID"] == f"<notice-{notice.pk}@guihua.example.cn>"
    assert mail.get_content().splitlines()[2] == "https://guihua.example.cn/sessions/"
    (path,) = folder.iterdir()
    assert (path.name, path.stat().st_mode & 0o777) == (f"notice-{notice.pk}.eml", 0o600)


def test_without_an_address_of_its_own_the_site_says_where_to_look(su, folder):
    invite(su)
    post.post_due()
    assert mails(folder)[0].get_content().splitlines()[2] == "登录桂花，在收件箱里看。"


def test_a_line_break_in_a_name_begins_no_other_header(su, folder):
    inbox.tell([su], "tea.invited", event="tea 1", params={"place": "榕荫社区\nBcc: all@example.cn\n"})
    post.post_due()
    (mail,) = mails(folder)
    assert (mail["Subject"], mail["Bcc"]) == ("榕荫社区 Bcc: all@example.cn 请你喝茶。", None)


def test_who_gave_no_address_gets_no_mail(account, folder):
    li = account("lihua", None, name="李华", phone="")
    invite(li)
    assert (post.post_due(), folder.exists(), inbox.unread_count(li)) == (0, False, 1)


def test_who_wishes_no_mail_of_a_kind_gets_the_notice_alone(su, folder):
    inbox.wish(mail_address="su@example.cn", no_notice=[], no_mail=["tea.invited"], by=su)
    invite(su)
    assert (post.post_due(), inbox.unread_count(su)) == (0, 1)


@pytest.mark.parametrize("change", ["read", "unwished", "no address", "disabled"])
def test_what_changed_before_it_was_posted_counts(su, folder, change):
    invite(su)
    match change:
        case "read":
            Notice.objects.update(read_at=timezone.now())
        case "unwished":
            inbox.wish(mail_address="su@example.cn", no_notice=[], no_mail=["tea.invited"], by=su)
        case "disabled":
            users.disable(su, by=audit.SYSTEM, why="离职")
        case "no address":
            inbox.wish(mail_address="", no_notice=[], no_mail=[], by=su)
    post.post_due()
    assert (folder.exists(), Notice.objects.get().mail) == (False, "none")


def test_a_folder_that_cannot_be_written_keeps_the_mail_for_later(su, folder):
    invite(su)
    folder.write_text("a file where the folder should be")
    with pytest.raises(OSError, match="exists"):
        post.post_due()
    folder.unlink()
    assert (Notice.objects.get().mail, post.post_due(), len(mails(folder))) == ("due", 1, 1)


def test_a_demonstration_writes_to_its_own_home_whatever_is_set(su, folder, settings):
    settings.DEMONSTRATION = type("Told", (), {"today": None, "password": "osmanthus"})
    invite(su)
    post.post_due()
    assert (folder.exists(), len(mails(settings.HOME / "mail"))) == (False, 1)
