"""Keys by which machines read the API: the list, a new one that is shown once, and where each was used."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guihua.core import clock, listing
from guihua.core.refusal import Refused
from guihua.directory import key_listing
from guihua.directory.actions import keys as acts
from guihua.directory.key_forms import KeyForm
from guihua.directory.models import ApiKey, Role, Subdistrict
from guihua.directory.models.keys import Standing

USES = 50  # shown of a key


@require_safe
def keys(request: HttpRequest) -> HttpResponseBase:
    place = get_object_or_404(Subdistrict.objects.held_by(request.user, Role.OFFICE)[:1])
    rows = ApiKey.objects.visible_to(request.user).filter(subdistrict=place).select_related("owner")
    return listing.answer(request, key_listing.listing(place), rows)


@never_cache
def making(request: HttpRequest, place: int) -> HttpResponse:
    """A new key. The answer shows it, and nothing shows it again."""
    here = get_object_or_404(Subdistrict.objects.held_by(request.user, Role.OFFICE), pk=place)
    form = KeyForm(here, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made, secret = acts.make(here, **form.cleaned_data, by=request.user)
        except Refused as refused:
            code = refused.refusal.code
            form.add_error(code if code in form.fields else None, refused.sentence)
        else:
            context = {"key": made, "secret": secret, "address": request.build_absolute_uri("/api/v1/projects")}
            return render(request, "directory/key_made.html", context)
    back = reverse("directory:keys")
    about = {"title": _("做一把密钥"), "line": here.name, "via": _("接口密钥"), "back": back, "verb": _("做好")}
    context = {"form": form, "about": about, "back": back}
    return render(request, "record.html", context, status=422 if form.errors else 200)


@require_safe
def key(request: HttpRequest, pk: int) -> HttpResponse:
    """Whose it is, how long it is good, and from where it was used."""
    found = _found(request, pk)
    standing = Standing(found.standing_on(clock.today()))
    uses = found.uses.newest_first()[:USES]
    context = {"key": found, "standing": standing, "uses": uses, "is_good": standing == Standing.GOOD}
    return render(request, "directory/key.html", context)


@require_POST
def revoking(request: HttpRequest, pk: int) -> HttpResponse:
    acts.revoke(_found(request, pk), by=request.user)
    messages.success(request, _("已撤销。用它的系统马上读不到了。"))
    return redirect("directory:key", pk)


def _found(request: HttpRequest, pk: int) -> ApiKey:
    rows = ApiKey.objects.visible_to(request.user).select_related("owner", "made_by", "revoked_by")
    found: ApiKey = get_object_or_404(rows, pk=pk)
    return found
