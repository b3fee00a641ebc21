"""What somebody is told of their own account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core import clock, inbox
from guihua.directory.devices import device, family
from guihua.directory.models import Ending, SignIn

FACTORS = {
    "authenticator": gettext_lazy("验证器"),
    "passkey": gettext_lazy("通行密钥"),
}


def _factor(params: Mapping[str, Any]) -> dict[str, str]:
    return {"factor": str(FACTORS[params["factor"]])}


ADDED = inbox.kind(
    "factor.added",
    gettext_lazy("登录验证有新增"),
    lambda params: _("你的账号添加了%(factor)s。不是你做的，马上改密码，再联系街道办公室。") % _factor(params),
)
REMOVED = inbox.kind(
    "factor.removed",
    gettext_lazy("登录验证被删除"),
    lambda params: _("你的账号删除了%(factor)s。不是你做的，马上改密码，再联系街道办公室。") % _factor(params),
)
RESET = inbox.kind(
    "factor.reset",
    gettext_lazy("登录验证被清除"),
    lambda params: _("%(name)s清除了你的第二步验证，原因：%(why)s。下次登录只用密码，请尽快重新设置。") % params,
)
GUESSED = inbox.kind(
    "factor.guessed",
    gettext_lazy("有人用你的密码登录，第二步没有通过"),
    lambda params: _("有人输对了你的密码，第二步验证错了 %(n)d 次，账号锁了一会儿。不是你，马上改密码。") % params,
)

NEW_PLACE = inbox.kind(
    "sign_in.new_place",
    gettext_lazy("账号在没见过的地方登录"),
    lambda params: (
        _("你的账号在没见过的设备或地方登录了：%(device)s。不是你？点开，结束那次登录。")
        % {"device": device(params["family"]).words}
    ),
)


def tell_of_new_place(sign_in: SignIn) -> None:
    """Once a day of one place, however many sign-ins come from there; and anew once its owner called one a stranger's."""
    disowned = SignIn.objects.filter(user=sign_in.user_id, ending=Ending.STRANGER).count()
    event = f"{NEW_PLACE.code} {bytes(sign_in.place_index or b'').hex()[:32]} {clock.today()} {disowned}"
    address = f"{reverse('directory:sign_ins')}?asked={sign_in.pk}"
    inbox.tell([sign_in.user], NEW_PLACE.code, event=event, params={"family": family(sign_in.agent)}, address=address)


def tell(user: Any, kind: inbox.Kind, number: int, **params: Any) -> None:
    """In the transaction of what happened; `number` is that of its audit row."""
    inbox.tell([user], kind.code, event=f"{kind.code} {number}", params=params, address=reverse("directory:security"))
