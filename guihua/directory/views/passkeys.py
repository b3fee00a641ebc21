"""One's passkeys: made, named, removed. To make one takes a script, which asks the browser; all else works without."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.core.refusal import Refused
from guihua.directory import passkeys
from guihua.directory.actions import factors as acts
from guihua.directory.demanded import opens_without_factor
from guihua.directory.factor_forms import NameForm, PasskeyForm
from guihua.directory.models import Passkey
from guihua.directory.views.security import after_adding, confirmed

ASKED = "new_passkey_asked"


@opens_without_factor
@confirmed
def passkey_adding(request: Any) -> HttpResponse:
    form = PasskeyForm(request.POST or None)
    if form.is_valid():
        try:
            _add(request, form)
        except (Refused, passkeys.Unproven) as refused:
            form.add_error(None, getattr(refused, "sentence", _("这台设备没有给出通行密钥。请再试一次。")))
        else:
            messages.success(request, _("通行密钥「%(name)s」已经添加。") % {"name": form.cleaned_data["name"]})
            return after_adding(request)
    options, request.session[ASKED] = passkeys.to_create(request.user, passkeys.host_of(request))
    context = {"form": form, "asked": json.dumps(options)}
    return render(request, "directory/passkey_adding.html", context, status=422 if form.errors else 200)


def _add(request: Any, form: PasskeyForm) -> None:
    asked = request.session.pop(ASKED, {})
    made = passkeys.created(passkeys.host_of(request), asked, form.cleaned_data["credential"])
    acts.add_passkey(request.user, form.cleaned_data["name"], made, by=request.user, here=request.sign_in)


@confirmed
def passkey(request: Any, pk: int) -> HttpResponse:
    """Its name, to be changed."""
    found = get_object_or_404(Passkey.objects.filter(user=request.user), pk=pk)
    form = NameForm(request.POST or None, initial={"name": found.name})
    if form.is_valid():
        acts.rename_passkey(found, form.cleaned_data["name"], by=request.user, here=request.sign_in)
        messages.success(request, _("名称已经改好。"))
        return redirect("directory:security")
    context = {"form": form, "passkey": found}
    return render(request, "directory/passkey.html", context, status=422 if form.errors else 200)


@require_POST
@confirmed
def passkey_removing(request: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(Passkey.objects.filter(user=request.user), pk=pk)
    acts.remove_passkey(found, by=request.user, here=request.sign_in)
    messages.success(request, _("通行密钥「%(name)s」已经删除。") % {"name": found.name})
    return redirect("directory:security")
