"""What is done to an account by who runs it: each a form of its own, so that nothing is done by a slip."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.core.refusal import Refused, refuse_if
from guihua.directory import accounts_policy
from guihua.directory.account_forms import EndForm, NameForm, RoleForm, WhyForm
from guihua.directory.actions import sign_ins, users
from guihua.directory.models import Ending, Membership, Subdistrict, User
from guihua.directory.models.users import KEEPING
from guihua.directory.views.accounts import visible

FIELD_OF = {"too-early": "last_day", "past": "last_day", "held": "role"}  # where a refusal stands


def answered(
    request: HttpRequest, form: Any, do: Callable[[Any], Any], *, back: str, said: str, about: dict[str, str]
) -> HttpResponse:
    """The form's page, or the way back after the verb; what the verb refuses stands in the form, with what was typed."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                do(form)
            except Refused as refused:
                field = FIELD_OF.get(refused.refusal.code)
                form.add_error(field if field in form.fields else None, refused.sentence)
                status = 409
            else:
                messages.success(request, said)
                return redirect(back)
    return render(request, "record.html", {"form": form, "about": about | {"back": back}}, status=status)


def place_of(user: Any) -> Subdistrict:
    """The sub-district in which the user runs roles, or an organisation."""
    return get_object_or_404(Subdistrict.objects.held_by(user, *KEEPING)[:1])


def appointing(request: HttpRequest, pk: int) -> HttpResponse:
    found, place = visible(request.user, pk), place_of(request.user)
    refuse_if(accounts_policy.why_not_ask_to_appoint(request.user, found, place.pk))
    form = RoleForm(_typed(request), by=request.user, subdistrict=place)
    return answered(
        request,
        form,
        lambda form: users.appoint(found, subdistrict=place, by=request.user, **form.given),
        back=_page(found),
        said=_("已任命%(name)s。") % {"name": found},
        about=_about(_("任命"), found, _("任命")),
    )


def dismissing(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    found = visible(request.user, pk)
    known = Membership.objects.known_to(request.user).select_related("organisation", "community", "subdistrict")
    held = get_object_or_404(known, pk=membership, user=found)
    refuse_if(accounts_policy.why_not_ask_to_dismiss(request.user, held))
    line = f"{held.get_role_display()} · {held.place}"
    return answered(
        request,
        EndForm(_typed(request)),
        lambda form: users.dismiss(held, by=request.user, last_day=form.day),
        back=_page(found),
        said=_("已定下%(name)s这个角色的最后一天。") % {"name": found},
        about=_about(_("结束角色"), found, _("结束角色")) | {"line": line},
    )


def disabling(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible(request.user, pk)
    refuse_if(accounts_policy.why_not_run_account(request.user, found))
    about = _about(_("停用账号"), found, _("停用"))
    about["line"] = _("停用以后登录不了，正登录着的马上断开。角色和记录都留着，可以恢复。")
    return answered(
        request,
        WhyForm(_typed(request)),
        lambda form: users.disable(found, by=request.user, why=form.cleaned_data["why"]),
        back=_page(found),
        said=_("已停用%(name)s的账号。") % {"name": found},
        about=about,
    )


def enabling(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible(request.user, pk)
    refuse_if(accounts_policy.why_not_run_account(request.user, found))
    return answered(
        request,
        WhyForm(_typed(request)),
        lambda form: users.enable(found, by=request.user, why=form.cleaned_data["why"]),
        back=_page(found),
        said=_("已恢复%(name)s的账号。") % {"name": found},
        about=_about(_("恢复账号"), found, _("恢复")),
    )


def renaming(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible(request.user, pk)
    refuse_if(accounts_policy.why_not_rename(request.user, found))
    return answered(
        request,
        NameForm(_typed(request), initial={"name": found.name}),
        lambda form: users.rename(found, form.cleaned_data["name"], by=request.user),
        back=_page(found),
        said=_("已改好姓名。"),
        about=_about(_("改姓名"), found, _("保存")),
    )


@require_POST
def sign_in_ending(request: HttpRequest, pk: int, sign_in: int) -> HttpResponse:
    found = visible(request.user, pk)
    row = get_object_or_404(found.sign_ins, pk=sign_in)
    sign_ins.end(row, Ending.KEPT, by=request.user)
    messages.success(request, _("已经结束。那台设备再打开任何一页，都要重新登录。"))
    return redirect(_page(found))


@require_POST
def sign_ins_ending(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible(request.user, pk)
    if not accounts_policy.may_end_all(request.user, found):
        raise Http404
    count = sign_ins.end_all(found, Ending.KEPT, by=request.user)
    messages.success(request, _("已经结束 %(n)d 处登录。") % {"n": count})
    return redirect(_page(found))


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(found: User) -> str:
    return reverse("directory:account", args=[found.pk])


def _about(title: str, found: User, verb: str) -> dict[str, str]:
    return {"title": title, "via": found.name, "verb": verb}
