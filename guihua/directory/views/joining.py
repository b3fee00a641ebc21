"""Behind a link: who was invited takes their role, and who forgot their password makes up a new one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from guihua.core.refusal import Refused
from guihua.directory import entering
from guihua.directory import invitations_policy as policy
from guihua.directory.actions import invitations, password_links
from guihua.directory.joining_forms import JoiningForm, NewPasswordForm
from guihua.directory.models import Factor, Invitation, PasswordLink, User
from guihua.directory.typed import keeps_nothing
from guihua.directory.views.links import borne, forgotten, refused

BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
OF_THE_FORM = {"taken", "weak"}  # what somebody can mend by typing something else


@keeps_nothing
@login_not_required
@sensitive_post_parameters()
def accepting(request: HttpRequest) -> HttpResponse:
    """Who invites to what is said first; then a new account is made, or the role is added to one that is there."""
    found = borne(request, Invitation)
    if isinstance(found, HttpResponse):
        return found
    if refusal := policy.why_not_accept(found, timezone.now()):
        return refused(request, refusal)
    if request.user.is_authenticated:
        return _into(request, found)
    return _anew(request, found)


def _into(request: Any, found: Invitation) -> HttpResponse:
    if request.method == "POST":
        invitations.accept_into(found, request.user, by=request.user)
        words = _("你现在是「%(place)s」的%(role)s。") % {"place": found.place, "role": found.get_role_display()}
        messages.success(request, words)
        return forgotten(redirect("/"))
    why_not = policy.why_not_accept_into(request.user, found, timezone.now())
    return render(request, "directory/accepting.html", {"invitation": found, "form": None, "why_not": why_not})


def _anew(request: HttpRequest, found: Invitation) -> HttpResponse:
    account = User(name=found.name)
    form = JoiningForm(request.POST if request.method == "POST" else None, user=account)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            user = invitations.accept_anew(found, typed["username"], typed["new_password"])
        except Refused as no:
            if no.refusal.code not in OF_THE_FORM:
                return refused(request, no.refusal)
            form.add_error("username", no.sentence)
        else:
            messages.success(request, _("账号建好了，你已经登录。"))
            return forgotten(entering.enter(request, user, BACKEND, "/", Factor.PASSWORD))
    context = {"invitation": found, "form": form, "has_account": policy.has_account(found)}
    return render(request, "directory/accepting.html", context, status=422 if form.errors else 200)


@keeps_nothing
@login_not_required
@sensitive_post_parameters()
def new_password(request: HttpRequest) -> HttpResponse:
    """Afterwards its owner signs in with it, by way of their second factor where they have one."""
    found = borne(request, PasswordLink)
    if isinstance(found, HttpResponse):
        return found
    if refusal := policy.why_not_use(found, timezone.now()):
        return refused(request, refusal)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, user=found.user)
    if form.is_valid():
        try:
            password_links.use(found, form.cleaned_data["new_password"])
        except Refused as no:
            return refused(request, no.refusal)
        messages.success(request, _("新密码定好了，请用它登录。"))
        return forgotten(redirect("directory:login"))
    context = {"account": found.user, "form": form}
    return render(request, "directory/new_password.html", context, status=422 if form.errors else 200)
