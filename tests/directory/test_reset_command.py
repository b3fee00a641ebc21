"""The server's way to help the only one who runs accounts."""

import pytest
from django.core.management import CommandError, call_command

from guihua.core.inbox import Notice
from tests.factories import passkeys

pytestmark = pytest.mark.django_db


def test_the_second_factors_of_an_account_are_cleared_and_its_owner_told_why(account, capsys):
    suwanqing = account()
    passkeys.given(suwanqing)
    call_command("reset_factor", "suwanqing", "--why", "手机丢了")
    assert capsys.readouterr().out == "已经清除。苏婉清下次只用密码登录，请尽快重新设。\n"
    assert not suwanqing.passkeys.exists()
    assert Notice.objects.get().params == {"name": "系统管理员", "why": "手机丢了"}


@pytest.mark.parametrize(
    ("username", "sentence"),
    [("nobody", "没有叫 nobody 的账号。"), ("suwanqing", "苏婉清没有第二步验证，不用清除。")],
)
def test_what_cannot_be_cleared_is_said_in_a_sentence(account, username, sentence):
    account()
    with pytest.raises(CommandError, match=sentence):
        call_command("reset_factor", username, "--why", "手机丢了")
