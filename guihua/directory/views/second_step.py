"""The second step of a sign-in: a code of one's app or on paper, or a passkey."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from guihua.directory import entering, passkeys, typed
from guihua.directory.actions import second_steps
from guihua.directory.entering import Coming
from guihua.directory.factor_forms import StepForm
from guihua.directory.models import Factor, RecoveryCode, User

ASKED = "passkey_asked"


@login_not_required
@typed.keeps_nothing
@sensitive_post_parameters()
def second_step(request: Any) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    coming = entering.coming(request)
    if coming is None:
        return typed.to_sign_in(request, entering.wanted_address(request), "over")
    form = StepForm(request.POST or None)
    if form.is_valid():
        if factor := entering.attempt(request, coming.user, _proof(request, coming.user, form)):
            return _entered(request, coming, factor)
        form.say_it_failed()
    return _page(request, coming, form)


def _proof(request: HttpRequest, user: User, form: StepForm) -> Callable[[], Factor | None]:
    code, answer = form.cleaned_data["one_time_password"], form.cleaned_data["credential"]
    if not answer:
        return lambda: second_steps.by_code(user, code, by=user)
    host, asked = passkeys.host_of(request), request.session.pop(ASKED, None)
    return lambda: second_steps.by_passkey(user, host, asked, answer, by=user)


def _entered(request: HttpRequest, coming: Coming, factor: Factor) -> HttpResponse:
    answer = entering.enter(request, coming.user, coming.backend, coming.address, factor)
    if factor == Factor.RECOVERY:
        left = RecoveryCode.objects.filter(user=coming.user, used_at=None).count()
        messages.warning(request, _("用掉了一个恢复码，还剩 %(n)d 个。在「登录安全」里可以重新生成。") % {"n": left})
    return answer


def _page(request: HttpRequest, coming: Coming, form: StepForm) -> HttpResponse:
    asked = ""
    if coming.user.passkeys.exists():
        options, request.session[ASKED] = passkeys.to_prove(coming.user, passkeys.host_of(request))
        asked = json.dumps(options)
    context = {"form": form, "asked": asked, "why": coming.why, "name": coming.user.name}
    return render(request, "directory/second_step.html", context, status=422 if form.errors else 200)
