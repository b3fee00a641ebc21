"""What somebody types about their own account: shape and cleaning only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.directory.calc import lockout

LONGEST_PASSWORD = 256


class SignInForm(AuthenticationForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = gettext_lazy("用户名或手机号")
        self.fields["username"].error_messages["required"] = gettext_lazy("请填写用户名或手机号。")
        self.fields["password"].label = gettext_lazy("密码")
        self.fields["password"].error_messages["required"] = gettext_lazy("请填写密码。")

    def get_invalid_login_error(self) -> ValidationError:
        """The same words whether the account is unknown, disabled, or the password wrong."""
        words = _("用户名（或手机号）与密码不符。连续输错 %(n)d 次，账号会锁定 %(m)d 分钟。")
        minutes = lockout.minutes(settings.AXES_COOLOFF_TIME * 3600)
        return ValidationError(words % {"n": settings.AXES_FAILURE_LIMIT, "m": minutes}, code="invalid_login")


def _password(label: Any, autocomplete: str, required: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={
            "required": required,
            "max_length": gettext_lazy("密码最多 %(limit_value)d 个字符。"),
        },
    )


def made_up(label: Any, required: Any) -> forms.CharField:
    """A field for one that somebody makes up, which their browser may offer to keep."""
    return _password(label, "new-password", required)


class PasswordForm(forms.Form):
    """A new password for oneself. A wrong old one counts as a failed sign-in, so that nobody guesses it here."""

    old_password = _password(gettext_lazy("现在的密码"), "current-password", gettext_lazy("请填写现在的密码。"))
    new_password = made_up(gettext_lazy("新密码"), gettext_lazy("请填写新密码。"))
    repeated_password = made_up(gettext_lazy("再输一次新密码"), gettext_lazy("请再输一次新密码。"))

    def __init__(self, *args: Any, request: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.fields["new_password"].help_text = "".join(password_validators_help_texts())

    def clean_old_password(self) -> str:
        old: str = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.request.user.get_username(), password=old) is None:
            raise ValidationError(_("现在的密码不对。请再输一次。"))
        return old

    def clean_new_password(self) -> str:
        new: str = self.cleaned_data["new_password"]
        validate_password(new, self.request.user)
        return new

    def clean_repeated_password(self) -> str:
        again: str = self.cleaned_data["repeated_password"]
        if "new_password" in self.cleaned_data and again != self.cleaned_data["new_password"]:
            raise ValidationError(_("两次输入的新密码不一样。"))
        return again
