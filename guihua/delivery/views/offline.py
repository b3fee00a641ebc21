"""What a phone needs to record without a signal: the worker that keeps pages, the list of what waits, and a page to say so."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guihua.core.refusal import refuse_if
from guihua.delivery import policy
from guihua.delivery.offline import keepable


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
    refuse_if(policy.why_not_record_at_all(request.user))
    return keepable(request, render(request, "delivery/offline/waiting.html"))


@require_safe
def no_signal(request: HttpRequest) -> HttpResponse:
    """Shown by the phone in place of a page that it did not keep."""
    refuse_if(policy.why_not_record_at_all(request.user))
    return keepable(request, render(request, "delivery/offline/no_signal.html"))
