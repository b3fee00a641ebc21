"""What a phone needs to record without a signal: the worker that keeps pages, the list of what waits, and a page to say so."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guihua.commissioning import visit_policy
from guihua.core.refusal import refuse_if
from guihua.delivery import policy
from guihua.delivery.offline import keepable, why_not_keep


@login_not_required
@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It may say of every page that there is no signal; it holds nothing of anybody."""
    answer = render(request, "delivery/offline/worker.js", content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    return answer


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits in this phone. The list is the phone's own: it is never told to the server before it is sent."""
    refuse_if(why_not_keep(request.user))
    return keepable(request, render(request, "delivery/offline/waiting.html", _ways(request.user)))


@require_safe
def no_signal(request: HttpRequest) -> HttpResponse:
    """Shown by the phone in place of a page that it did not keep."""
    refuse_if(why_not_keep(request.user))
    return keepable(request, render(request, "delivery/offline/no_signal.html", _ways(request.user)))


def _ways(user: Any) -> dict[str, Any]:
    """What leads on from here: to the form of who records sessions, of who visits projects, or of both."""
    return {
        "records": policy.why_not_record_at_all(user) is None,
        "visits": "" if visit_policy.why_not_visit_at_all(user) else reverse(settings.GUIHUA_VISITING),
    }
