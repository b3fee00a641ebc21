"""What somebody types about the second step of their sign-in: shape only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.directory.factor_policy import LONGEST_GRACE_DAYS
from guihua.directory.forms import LONGEST_PASSWORD
from guihua.directory.models import Role

LONGEST_CODE = 30  # as typed, with spaces


def _code(label: Any, hint: Any) -> forms.CharField:
    """Its name has a password in it, so that it is never kept when a session runs out."""
    shown = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST_CODE,
        widget=forms.TextInput(attrs=shown),
        error_messages={"required": gettext_lazy("请填写验证码。")},
    )


class StepForm(forms.Form):
    """A code, or what a passkey answers."""

    one_time_password = _code(
        gettext_lazy("验证码"), gettext_lazy("验证器里现在的 6 位数字。手机不在身边，就填一个 10 位的恢复码。")
    )
    credential = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["one_time_password"].required = not self.data.get("credential")

    def say_it_failed(self) -> None:
        if self.cleaned_data["credential"]:
            self.add_error(None, _("通行密钥没有通过。再试一次，或者填验证码。"))
        else:
            self.add_error("one_time_password", _("验证码不对，或者已经用过。等验证器换出下一个再填。"))


class AuthenticatorForm(forms.Form):
    one_time_password = _code(gettext_lazy("验证器显示的 6 位数字"), "")


class NameForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("名称"),
        help_text=gettext_lazy("起个认得出的名字，比如「办公室电脑」。"),
        max_length=30,
        error_messages={"required": gettext_lazy("请填写名称。")},
    )


class PasskeyForm(NameForm):
    """`credential` is what the browser answers; without a script there is none."""

    credential = forms.CharField(widget=forms.HiddenInput, required=False)


class ConfirmForm(forms.Form):
    """A wrong password counts as a failed sign-in, so that nobody guesses it here."""

    password = forms.CharField(
        label=gettext_lazy("密码"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("请填写密码。")},
    )

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if authenticate(self.request, username=self.request.user.get_username(), password=password) is None:
            raise ValidationError(_("密码不对。请再输一次。"))
        return password


class DemandForm(forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("角色"), choices=Role.choices)
    days = forms.IntegerField(
        label=gettext_lazy("宽限天数"),
        help_text=gettext_lazy("这些天里可以先不设，每次登录提醒；过了就要设好才能用。0 是马上。"),
        min_value=0,
        max_value=LONGEST_GRACE_DAYS,
        initial=14,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": gettext_lazy("请填写宽限天数。"),
            "invalid": gettext_lazy("宽限天数是 0 到 90 的整数。"),
            "min_value": gettext_lazy("宽限天数是 0 到 90 的整数。"),
            "max_value": gettext_lazy("宽限天数是 0 到 90 的整数。"),
        },
    )


class ResetForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("原因"),
        help_text=gettext_lazy("本人会看到，比如「手机丢了，当面核对过身份证」。"),
        max_length=120,
        error_messages={"required": gettext_lazy("请写明原因，本人会看到。")},
    )
