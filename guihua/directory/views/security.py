"""「登录安全」: by what one signs in beside the password."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from guihua.core import clock
from guihua.core.redirects import ours
from guihua.core.refusal import Refused
from guihua.directory import factor_policy, qr, shown_once
from guihua.directory.actions import factors as acts
from guihua.directory.actions import sign_ins
from guihua.directory.calc import one_time
from guihua.directory.demanded import opens_without_factor
from guihua.directory.factor_forms import AuthenticatorForm, ConfirmForm
from guihua.directory.models import Authenticator, FactorDemand, RecoveryCode, factors
from guihua.directory.typed import keeps_nothing

SECRET = "authenticator_secret"  # noqa: S105 - a name in the session
CODES = "recovery_codes"
View = Callable[..., HttpResponse]


def confirmed(view: View) -> View:
    """Asks for the password first, unless it was typed just now."""

    @wraps(view)
    def asking(request: Any, *given: Any, **named: Any) -> HttpResponse:
        refusal = factor_policy.why_not_change(request.user, request.user, request.sign_in)
        if refusal is None:
            return view(request, *given, **named)
        address = request.get_full_path() if request.method == "GET" else reverse("directory:security")
        return redirect(f"{reverse('directory:confirming')}?{urlencode({'next': address})}")

    return keeps_nothing(sensitive_post_parameters()(asking))


@opens_without_factor
@require_safe
def security(request: Any) -> HttpResponse:
    codes = RecoveryCode.objects.filter(user=request.user)
    context = {
        "app": Authenticator.objects.filter(user=request.user).first(),
        "passkeys": list(request.user.passkeys.all()),
        "codes": codes.count(),
        "left": codes.filter(used_at=None).count(),
        "codes_made": codes.values_list("made_at", flat=True).first(),
        "demand": FactorDemand.objects.made_of(request.user).first(),
    }
    return render(request, "directory/security.html", context)


@opens_without_factor
@keeps_nothing
@sensitive_post_parameters()
def confirming(request: Any) -> HttpResponse:
    """The password once more, before something is changed that opens the account."""
    address = ours(request, request.POST.get("next", request.GET.get("next", "")), reverse("directory:security"))
    form = ConfirmForm(request.POST or None, request=request)
    if form.is_valid():
        sign_ins.confirm(request.sign_in, by=request.user)
        return redirect(address)
    context = {"form": form, "next": address}
    return render(request, "directory/confirming.html", context, status=422 if form.errors else 200)


@opens_without_factor
@confirmed
def authenticator_adding(request: Any) -> HttpResponse:
    """The square code and the secret; a code of the app proves that it has taken it."""
    form = AuthenticatorForm(request.POST or None)
    secret = shown_once.kept(request, SECRET)
    if secret and form.is_valid():
        try:
            acts.add_authenticator(
                request.user, secret, form.cleaned_data["one_time_password"], by=request.user, here=request.sign_in
            )
        except Refused as refused:
            form.add_error("one_time_password", refused.sentence)
        else:
            shown_once.drop(request, SECRET)
            messages.success(request, _("验证器已经设好。以后登录要再填它的 6 位数字。"))
            return after_adding(request)
    if not secret:
        secret = one_time.new_secret()
        shown_once.keep(request, SECRET, secret)
    context = {"form": form, "secret": one_time.spaced(secret, by=4), "qr": _square(request.user, secret)}
    return render(request, "directory/authenticator_adding.html", context, status=422 if form.errors else 200)


def _square(user: Any, secret: str) -> str:
    return qr.svg(one_time.address(secret, issuer=str(_("桂花")), account=user.username))


def after_adding(request: Any) -> HttpResponse:
    """Who has no codes on paper yet is given some at once."""
    if RecoveryCode.objects.filter(user=request.user, used_at=None).exists():
        return redirect("directory:security")
    return _made_codes(request)


@require_POST
@confirmed
def authenticator_removing(request: Any) -> HttpResponse:
    acts.remove_authenticator(request.user, by=request.user, here=request.sign_in)
    messages.success(request, _("验证器已经删除。"))
    return redirect("directory:security")


@opens_without_factor
@require_POST
@confirmed
def recovery_making(request: Any) -> HttpResponse:
    return _made_codes(request)


def _made_codes(request: Any) -> HttpResponse:
    codes = acts.make_recovery_codes(request.user, by=request.user, here=request.sign_in)
    shown_once.keep(request, CODES, " ".join(codes))
    return redirect("directory:recovery_codes")


@opens_without_factor
@require_safe
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shown until they are said to be kept, for ten minutes at most; they stand nowhere else."""
    codes = _codes_shown(request)
    if not codes:
        return redirect("directory:security")
    return render(request, "directory/recovery_codes.html", {"codes": codes, "day": clock.today()})


@opens_without_factor
@require_safe
def recovery_text(request: Any) -> HttpResponse:
    """The same as a text file."""
    codes = _codes_shown(request)
    if not codes:
        return redirect("directory:security")
    head = _("桂花恢复码，账号 %(username)s。每个只能用一次。") % {"username": request.user.username}
    answer = HttpResponse("\r\n".join([head, "", *codes, ""]), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="guihua-recovery-codes.txt"'
    return answer


@opens_without_factor
@require_POST
def recovery_kept(request: HttpRequest) -> HttpResponse:
    shown_once.drop(request, CODES)
    return redirect(request.session.pop(WANTED, "directory:security"))


def _codes_shown(request: HttpRequest) -> list[str]:
    return [one_time.spaced(code, by=5) for code in shown_once.kept(request, CODES).split()]


WANTED = "wanted_address"


@opens_without_factor
@require_safe
def factor_wanted(request: HttpRequest) -> HttpResponse:
    """Whose role demands a second factor that they lack: now, or for some days still later."""
    demand = FactorDemand.objects.made_of(request.user).first()
    address = ours(request, request.GET.get("next", ""), settings.LOGIN_REDIRECT_URL)
    if demand is None or factors.has_factor(request.user):
        return redirect(address)
    request.session[WANTED] = address
    context = {"demand": demand, "is_pressing": demand.is_pressing_on(clock.today()), "next": address}
    return render(request, "directory/factor_wanted.html", context)
