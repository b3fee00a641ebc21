"""What somebody types who comes with a link: a name to sign in with, and a password twice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.directory.forms import made_up
from guihua.directory.models import User

LONGEST_USERNAME = 40


class NewPasswordForm(forms.Form):
    """`user` is whose password it is, since it may not be like their name."""

    new_password = made_up(gettext_lazy("新密码"), gettext_lazy("请填写新密码。"))
    repeated_password = made_up(gettext_lazy("再输一次新密码"), gettext_lazy("请再输一次新密码。"))

    def __init__(self, *args: Any, user: User, **given: Any) -> None:
        super().__init__(*args, **given)
        self.user = user
        self.fields["new_password"].help_text = "".join(password_validators_help_texts())

    def clean_new_password(self) -> str:
        new: str = self.cleaned_data["new_password"]
        self.user.username = self.cleaned_data.get("username", self.user.username)
        validate_password(new, self.user)
        return new

    def clean_repeated_password(self) -> str:
        again: str = self.cleaned_data["repeated_password"]
        if "new_password" in self.cleaned_data and again != self.cleaned_data["new_password"]:
            raise ValidationError(_("两次输入的新密码不一样。"))
        return again


class JoiningForm(NewPasswordForm):
    username = forms.CharField(
        label=gettext_lazy("用户名"),
        max_length=LONGEST_USERNAME,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=gettext_lazy("以后登录用。自己想一个，例如姓名的拼音；用字母、数字、点和横线。"),
        error_messages={"required": gettext_lazy("请填写用户名。")},
    )
    field_order = ("username", "new_password", "repeated_password")

    def clean_username(self) -> str:
        name = User.normalize_username(self.cleaned_data["username"])
        User._meta.get_field("username").run_validators(name)
        return str(name)
