"""Sign-in and sign-out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from guihua.directory.models import Membership


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _("用户名（或手机号）与密码不符。连续输错 5 次会锁定 10 分钟。"),
        "inactive": _("这个账号已停用。请联系街道办公室。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("用户名或手机号")
        self.fields["password"].label = _("密码")


class SignIn(LoginView):
    template_name = "directory/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offered: Any = []
        if settings.DEMONSTRATION:
            offered = Membership.objects.select_related("user").order_by("pk")[:12]
        return super().get_context_data(**kwargs, offered=offered)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    response = redirect("directory:login")
    response["Clear-Site-Data"] = '"cache"'
    return response
