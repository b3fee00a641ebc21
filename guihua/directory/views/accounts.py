"""Accounts: the list of them, and one with its roles, its sign-ins and what was done with it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guihua.core import clock, listing
from guihua.directory import account_history, account_listing, accounts_policy
from guihua.directory.devices import device
from guihua.directory.models import Membership, SignIn, User, users

MOST_PAST = 20


def refuse_others(user: Any) -> None:
    if not users.holds(user, *users.KEEPING):
        raise Http404


def accounts(request: HttpRequest) -> HttpResponseBase:
    refuse_others(request.user)
    rows = User.objects.visible_to(request.user).order_by("name", "pk")
    return listing.answer(request, account_listing.listing(rows, request.user), rows)


@require_safe
def account(request: HttpRequest, pk: int) -> HttpResponse:
    found = visible(request.user, pk)
    return render(request, "directory/account.html", shown(request.user, found))


def visible(user: Any, pk: int) -> User:
    refuse_others(user)
    return get_object_or_404(User.objects.visible_to(user), pk=pk)


def shown(user: Any, found: User) -> dict[str, Any]:
    """What the page of an account tells somebody, and what they may do there."""
    known = list(
        Membership.objects.known_to(user)
        .filter(user=found)
        .select_related("organisation", "community", "subdistrict")
        .order_by("-since", "-pk")
    )
    today = clock.today()
    is_run = accounts_policy.why_not_run_account(user, found) is None
    is_over = {one.pk: one.until is not None and one.until <= today for one in known}
    return {
        "account": found,
        "is_self": user.pk == found.pk,
        "is_run": is_run,
        "held": [_role(user, one) for one in known if not is_over[one.pk]],
        "former": [one for one in known if is_over[one.pk]],
        "may_appoint": user.pk != found.pk and accounts_policy.why_not_register(user) is None,
        "password_refused": accounts_policy.why_not_give_password(user, found),
        "deeds": account_history.told(found, known, is_run=is_run),
        **_sign_ins(user, found),
    }


def _role(user: Any, held: Membership) -> dict[str, Any]:
    refused = accounts_policy.why_not_ask_to_dismiss(user, held)
    return {"row": held, "is_to_come": held.since > clock.today(), "may_end": refused is None}


def _sign_ins(user: Any, found: User) -> dict[str, Any]:
    """Open and past; nothing where they are no concern of the reader's."""
    if not accounts_policy.may_end_all(user, found):
        return {"sees_sign_ins": False, "open": [], "past": []}
    rows = SignIn.objects.filter(user=found)
    alive = rows.alive_at(timezone.now())
    past = rows.exclude(pk__in=alive.values("pk"))[:MOST_PAST]
    return {"sees_sign_ins": True, "open": [_line(one) for one in alive], "past": [_line(one) for one in past]}


def _line(row: SignIn) -> dict[str, Any]:
    return {"row": row, "device": device(row.agent)}
