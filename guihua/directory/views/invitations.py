"""Invitations, for who makes them: the list, a new one, and what becomes of those that are out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from guihua.core import listing
from guihua.core.refusal import Refused, refuse_if
from guihua.directory import accounts_policy, invitation_listing
from guihua.directory.account_forms import InvitationForm
from guihua.directory.actions import invitations as acts
from guihua.directory.actions import password_links
from guihua.directory.models import Invitation, Subdistrict
from guihua.directory.models.users import KEEPING
from guihua.directory.views import links
from guihua.directory.views.accounts import refuse_others, visible


def invitations(request: HttpRequest) -> HttpResponseBase:
    refuse_others(request.user)
    rows = invitation_listing.rows_for(request.user, request.GET.get("state", ""))
    return listing.answer(request, invitation_listing.listing(request.user), rows)


@require_safe
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    found = _visible(request.user, pk)
    return render(request, "directory/invitation.html", invitation_listing.told(found, request.user))


@sensitive_post_parameters("phone")
def inviting(request: HttpRequest, place: int) -> HttpResponse:
    here = get_object_or_404(Subdistrict.objects.held_by(request.user, *KEEPING), pk=place)
    refuse_if(accounts_policy.why_not_appoint_at(request.user, here.pk))
    form = InvitationForm(request.POST if request.method == "POST" else None, by=request.user, subdistrict=here)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made, secret = acts.invite(subdistrict=here, by=request.user, **form.given)
            except Refused as refused:
                form.add_error(None, refused.sentence)
                status = 409
            else:
                return _shown(request, made, secret)
    about = {
        "title": pgettext("new", "邀请"),
        "line": _("系统给出一个链接和二维码，你发给对方。对方自己定用户名和密码。"),
        "via": _("邀请记录"),
        "back": reverse("directory:invitations"),
        "verb": _("生成链接"),
    }
    return render(request, "record.html", {"form": form, "about": about}, status=status)


@require_POST
def renewing(request: HttpRequest, pk: int) -> HttpResponse:
    """A new link for one that expired, was withdrawn, or whose link was lost."""
    made, secret = acts.renew(_visible(request.user, pk), by=request.user)
    return _shown(request, made, secret)


@require_POST
def withdrawing(request: HttpRequest, pk: int) -> HttpResponse:
    found = acts.withdraw(_visible(request.user, pk), by=request.user)
    messages.success(request, _("已撤回给%(name)s的邀请。那个链接不能用了。") % {"name": found})
    return redirect("directory:invitation", found.pk)


@require_POST
def password_linking(request: HttpRequest, pk: int) -> HttpResponse:
    """A link by which the owner of an account makes up a new password."""
    found = visible(request.user, pk)
    _made, secret = password_links.make(found, by=request.user)
    line = _("发给%(name)s本人。打开以后定一个新密码；旧密码到那时才失效。") % {"name": found}
    back = reverse("directory:account", args=[found.pk])
    return links.shown(request, secret, title=_("重设密码的链接"), line=line, via=found.name, back=back)


def _shown(request: HttpRequest, made: Invitation, secret: str) -> HttpResponse:
    words = _("请%(name)s担任「%(place)s」的%(role)s。把链接发给对方，或让对方用手机扫一扫。")
    line = words % {"name": made, "place": made.place, "role": made.get_role_display()}
    back = reverse("directory:invitation", args=[made.pk])
    return links.shown(request, secret, title=_("邀请链接"), line=line, via=_("邀请记录"), back=back)


def _visible(user: Any, pk: int) -> Invitation:
    refuse_others(user)
    rows = Invitation.objects.visible_to(user).select_related(
        "organisation", "community", "subdistrict", "by", "account"
    )
    found: Invitation = get_object_or_404(rows, pk=pk)
    return found
