"""Who lacks a second factor that their role demands, and may put it off no longer, opens nothing but the pages to set one up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from guihua.core import clock
from guihua.core.redirects import page_before
from guihua.directory import typed
from guihua.directory.models import Factor, FactorDemand, factors


def opens_without_factor[View: Callable[..., HttpResponse]](view: View) -> View:
    """This view opens to who has yet to set up a factor."""
    vars(view)["opens_without_factor"] = True
    return view


def lacks_factor(request: Any) -> bool:
    """Whether who is signed in has to set up a second factor before anything else."""
    if request.sign_in.factor != Factor.PASSWORD:
        return False
    demand = FactorDemand.objects.made_of(request.user).first()
    return demand is not None and demand.is_pressing_on(clock.today()) and not factors.has_factor(request.user)


@dataclass
class FactorDemanded:
    """After the sign-in check. Who came in by a second factor has one, so that nothing is asked of the database for them."""

    get_response: Callable[[HttpRequest], HttpResponse]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or not lacks_factor(request):
            return None
        request.has_no_shell = True  # its ways would all lead back here
        if getattr(view, "opens_without_factor", False) or not getattr(view, "login_required", True):
            return None
        return self._to_set_up(request, view)

    def _to_set_up(self, request: Any, view: Any) -> HttpResponse:
        """What was typed meanwhile stands in its form again afterwards."""
        address = request.get_full_path() if request.method in typed.SAFE else page_before(request)
        if request.method not in typed.SAFE and typed.keep(request, view) == "kept":
            request.is_kept = request.session[typed.FLAG] = True
        to = f"{reverse('directory:factor_wanted')}?{urlencode({'next': address})}"
        return HttpResponseClientRedirect(to) if request.headers.get("HX-Request") else redirect(to)
