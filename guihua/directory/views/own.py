"""One's own account: where one is signed in, and the password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from guihua.core.refusal import Refused
from guihua.directory.actions import sign_ins as acts
from guihua.directory.actions import users
from guihua.directory.demanded import opens_without_factor
from guihua.directory.devices import device
from guihua.directory.forms import PasswordForm
from guihua.directory.models import Ending, SignIn
from guihua.directory.typed import keeps_nothing

LONGEST_KEY = 18  # digits that a number in an address may have


@opens_without_factor
@require_safe
def sign_ins(request: Any) -> HttpResponse:
    """Where one is signed in, the place that asks first."""
    alive = SignIn.objects.filter(user=request.user).alive_at(timezone.now())
    rows = [{"row": row, "device": device(row.agent), "is_here": row == request.sign_in} for row in alive]
    rows.sort(key=lambda one: not one["is_here"])
    context = {"rows": rows, "others": len(rows) - 1, "asked": _asked_about(request)}
    return render(request, "directory/sign_ins.html", context)


def _asked_about(request: Any) -> dict[str, Any] | None:
    """The sign-in of which a notice asks whether it was oneself; one that is over is told so."""
    typed = request.GET.get("asked", "")
    pk = int(typed) if typed.isdecimal() and len(typed) < LONGEST_KEY else 0
    found = SignIn.objects.filter(user=request.user, pk=pk).first()
    if found is None:
        return None
    is_over = not SignIn.objects.alive_at(timezone.now()).filter(pk=pk).exists()
    return {"row": found, "device": device(found.agent), "is_over": is_over, "is_here": found == request.sign_in}


@opens_without_factor
@require_POST
def ending(request: Any, pk: int) -> HttpResponse:
    """Ends one of one's own sign-ins. The one in use goes by 「退出」."""
    found = get_object_or_404(SignIn.objects.filter(user=request.user), pk=pk)
    is_strange = "stranger" in request.POST
    if is_strange:
        acts.disown(found, by=request.user)
    else:
        acts.end(found, Ending.ENDED, by=request.user)
    messages.success(request, _("已经结束。那台设备再打开任何一页，都要重新登录。"))
    return redirect("directory:password" if is_strange else "directory:sign_ins")  # a stranger knows the password


@opens_without_factor
@require_POST
def other_endings(request: Any) -> HttpResponse:
    count = acts.end_all(request.user, Ending.ENDED, by=request.user, but=request.sign_in)
    messages.success(request, _("已经结束其他 %(n)d 处登录。") % {"n": count})
    return redirect("directory:sign_ins")


@opens_without_factor
@keeps_nothing
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, form)
        except Refused as refused:
            form.add_error("old_password", refused.sentence)
        else:
            messages.success(request, _("密码已经改好。其他地方的登录都已结束。"))
            return redirect("directory:sign_ins")
    return render(request, "directory/password.html", {"form": form}, status=422 if form.errors else 200)


def _change(request: Any, form: PasswordForm) -> None:
    old, new = form.cleaned_data["old_password"], form.cleaned_data["new_password"]
    user = users.change_password(request.user, old, new, by=request.user, here=request.sign_in)
    update_session_auth_hash(request, user)
    acts.renew_key(request.sign_in, request.session.session_key)
