"""Sign-in and sign-out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from guihua.core.redirects import ours
from guihua.directory import entering, offered
from guihua.directory.forms import SignInForm

WHY = ("kept", "lost", "over")  # what the page says above the form: see the template


class SignIn(LoginView):
    template_name = "directory/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.get("why", self.request.POST.get("why", ""))
        why = asked if asked in WHY else ""
        accounts = offered.accounts() if settings.DEMONSTRATION else []
        published = reverse(settings.GUIHUA_LISTS["publicnotice"])
        return super().get_context_data(**kwargs, offered=accounts, why=why, published=published)

    def form_valid(self, form: Any) -> HttpResponse:
        why = self.request.POST.get("why", "")
        return entering.go_on(self.request, form.get_user(), self.get_success_url(), why if why in WHY else "")


@login_not_required
@require_POST
def demonstration(request: HttpRequest) -> HttpResponse:
    """One tap signs in to a demonstration's account. In a real deployment there is no such address.

    It goes the way of every sign-in, with the demonstration's known password: an account that has another stays shut.
    """
    if not settings.DEMONSTRATION:
        raise Http404
    user = authenticate(request, username=request.POST.get("username", ""), password=settings.DEMONSTRATION.password)
    if user is None:
        return redirect("directory:login")
    logout(request)
    return entering.go_on(request, user, ours(request, request.POST.get("next", ""), settings.LOGIN_REDIRECT_URL))


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Whatever the browser kept goes with it, but for what a colleague has not sent yet: then the page has taken away its own."""
    logout(request)
    response = redirect("directory:login")
    response["Clear-Site-Data"] = '"cache"' if "others" in request.POST else '"cache", "storage"'
    return response
