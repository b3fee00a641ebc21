"""`guihua init`: the first minute of a deployment."""

import pytest
from django.core.management import CommandError, call_command

from guihua.commissioning.management.commands import init
from guihua.commissioning.models import Campaign, Domain
from guihua.directory.models import Membership, Subdistrict, User

pytestmark = pytest.mark.django_db
WORDS = ["--subdistrict", "440605011", "--name", "桂城街道", "--admin", "office"]


@pytest.fixture(autouse=True)
def nobody_is_asked(monkeypatch):
    def asked(_prompt):
        raise AssertionError("nobody should be asked")

    monkeypatch.delenv("GUIHUA_ADMIN_PASSWORD", raising=False)
    monkeypatch.setattr(init, "getpass", asked)


@pytest.fixture
def answering(monkeypatch):
    def answers(*typed):
        given = iter(typed)
        monkeypatch.setattr(init, "getpass", lambda _prompt: next(given))

    return answers


def refused(*words):
    with pytest.raises(CommandError) as error:
        call_command("init", *words)
    return str(error.value), Subdistrict.objects.count(), User.objects.count()


def test_it_asks_for_the_password_twice_and_prepares_everything(answering, capsys):
    answering("osmanthus-2022", "osmanthus-2022")
    call_command("init", *WORDS)
    held = Membership.objects.get()
    assert (held.user.username, held.role, held.subdistrict.code) == ("office", "office", "440605011")
    assert held.user.check_password("osmanthus-2022")
    assert (Domain.objects.count(), Campaign.objects.get().code) == (8, "anti_fraud")
    assert capsys.readouterr().out == "准备好了：桂城街道。现在可以导入社区、机构、项目、参与记录和值勤。\n"


def test_the_password_may_stand_in_the_environment(monkeypatch):
    monkeypatch.setenv("GUIHUA_ADMIN_PASSWORD", "osmanthus-2022")
    call_command("init", *WORDS)
    assert User.objects.get().check_password("osmanthus-2022")


def test_twice_is_refused_before_anybody_is_asked(monkeypatch):
    monkeypatch.setenv("GUIHUA_ADMIN_PASSWORD", "osmanthus-2022")
    call_command("init", *WORDS)
    monkeypatch.delenv("GUIHUA_ADMIN_PASSWORD")
    assert refused(*WORDS) == ("街道 440605011 已经建好了。", 1, 1)


@pytest.mark.parametrize("code", ["44060501", "4406050110", "44060501a", ""])
def test_a_code_that_is_none_is_refused(code):
    words = ["--subdistrict", code, *WORDS[2:]]
    assert refused(*words) == ("街道代码要有 9 位数字，街道名称不能空着，最多 40 个字。", 0, 0)


def test_a_blank_name_is_refused():
    assert refused(*WORDS[:2], "--name", "  ", *WORDS[4:])[1:] == (0, 0)


def test_two_passwords_that_differ_leave_nothing_behind(answering):
    answering("osmanthus-2022", "osmanthus-2023")
    assert refused(*WORDS) == ("两次输入的密码不同，什么也没有建。请再运行一次。", 0, 0)


@pytest.mark.parametrize("password", ["short", "12345678901", "password123"])
def test_a_weak_password_leaves_nothing_behind(answering, password):
    answering(password, password)
    assert refused(*WORDS)[1:] == (0, 0)


def test_a_username_that_is_none_leaves_nothing_behind(answering):
    answering("osmanthus-2022", "osmanthus-2022")
    assert refused(*WORDS[:4], "--admin", "a b") == ("用户名只用字母、数字、点和横线。", 0, 0)


def test_where_nobody_can_be_asked_it_says_how_else(monkeypatch):
    def ends(_prompt):
        raise EOFError

    monkeypatch.setattr(init, "getpass", ends)
    words = "没有输入密码，什么也没有建。请在终端里运行，或设 GUIHUA_ADMIN_PASSWORD。"
    assert refused(*WORDS) == (words, 0, 0)
