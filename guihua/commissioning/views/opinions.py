"""What those who were served think: taken down by the office, or said by themselves on a phone, by a link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guihua.commissioning import acceptance_policy as policy
from guihua.commissioning import models as commissioning
from guihua.commissioning import opinion_links, opinion_listing
from guihua.commissioning.acceptance_forms import AsideForm, SpokenForm, TakenDownForm
from guihua.commissioning.actions import acceptances, opinions
from guihua.commissioning.notices import acceptance_page
from guihua.commissioning.views.answering import answer
from guihua.core import listing
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.directory import qr
from guihua.directory.actions import links
from guihua.directory.sessions import address_of
from guihua.directory.typed import keeps_nothing

Acceptance = commissioning.Acceptance
UserOpinion = commissioning.UserOpinion
COOKIE, COOKIE_SECONDS = "opinions", 90 * 24 * 3600
SAID = "opinions said"  # what is counted of a network address
MOST_SAID = 30  # from one, in the time in which misses are counted: a hall full of people shares one


def _found(request: HttpRequest, pk: int) -> Acceptance:
    rows = Acceptance.objects.visible_to(request.user).with_paper()
    found: Acceptance = get_object_or_404(rows, pk=pk)
    return found


def opinion_adding(request: HttpRequest, pk: int) -> HttpResponse:
    """The office takes down what somebody said."""
    found = _found(request, pk)
    refuse_if(policy.why_not_link(request.user, found))
    form = TakenDownForm(request.POST if request.method == "POST" else None)
    about = {
        "title": _("登记服务对象的意见"),
        "verb": _("登记"),
        "said": _("意见已登记。"),
        "back": acceptance_page(found),
    }

    def save(_given: Any) -> None:
        opinions.take_down(found, form.opinion, by=request.user)

    return answer(request, form, save, found.contract.project, about)


@require_POST
def marking(request: HttpRequest, pk: int) -> HttpResponse:
    """Which words are published."""
    found = _found(request, pk)
    refuse_if(policy.why_not_mark(request.user, found))
    chosen = [int(one) for one in request.POST.getlist("public") if one.isascii() and one.isdigit()]
    try:
        acceptances.mark(found, chosen, by=request.user)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("已选好公开哪些话。"))
    return redirect(acceptance_page(found))


def opinion_link(request: HttpRequest, pk: int) -> HttpResponse:
    """The link to hand out or to hang up; by POST a new one, after which the old one opens nothing."""
    found = _found(request, pk)
    refuse_if(policy.why_not_link(request.user, found))
    if request.method == "POST":
        acceptances.renew_link(found, by=request.user)
        messages.success(request, _("换了新的链接，原来的不能再用。"))
        return redirect("commissioning:opinion_link", found.pk)
    address = reverse("commissioning:opinion", args=[opinion_links.code_of(found)])
    whole = f"{settings.GUIHUA_ADDRESS}{address}" if settings.GUIHUA_ADDRESS else request.build_absolute_uri(address)
    context = {"acceptance": found, "project": found.contract.project, "link": whole, "code": qr.svg(whole)}
    return render(request, "commissioning/opinion_link.html", context | {"back": acceptance_page(found)})


@keeps_nothing
@login_not_required
def opinion(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody who was served says what they think, without an account. Opening the page does nothing."""
    address = address_of(request)
    if minutes := links.minutes_shut(address):
        return _shut(request, _("这里打开了太多不对的链接。请 %(n)d 分钟后再试。") % {"n": minutes}, 429)
    found = opinion_links.behind(code)
    if found is None:
        links.missed(address)
        return _shut(request, _("这个链接不对，或者已经换了新的。请再扫一次码。"), 404)
    if refusal := policy.why_not_hear(found):
        return _shut(request, refusal.sentence, 410)
    before = _before(request, found)
    form = SpokenForm(request.POST if request.method == "POST" else None, is_again=before is not None)
    if form.is_valid():
        said = _said(found, form, before, address)
        if isinstance(said, Refusal):
            return _shut(request, said.sentence, 429 if said.code == "too-many" else 410)
        return _remembered(redirect(f"{request.path}?said=1"), said)
    context = {"acceptance": found, "project": found.contract.project, "form": form, "said": "said" in request.GET}
    return render(request, "commissioning/opinion.html", context, status=422 if form.errors else 200)


def _said(
    found: Acceptance, form: SpokenForm, before: UserOpinion | None, address: str | None
) -> UserOpinion | Refusal:
    """It is heard, or why not. The same form sent twice changes nothing and asks nothing."""
    if minutes := links.minutes_shut(address, SAID, MOST_SAID):
        words = _("这里一下子收到了很多意见。请 %(n)d 分钟后再试，或者交给工作人员。")
        return Refusal("too-many", words % {"n": minutes})
    links.missed(address, SAID)
    try:
        if before and form.changes:
            return opinions.change_mind(before, form.opinion)
        return opinions.hear(found, form.opinion, is_again=before is not None)
    except Refused as refused:
        return refused.refusal


def _cookie(acceptance: int) -> str:
    return f"opinion-{acceptance}"


def _before(request: HttpRequest, found: Acceptance) -> UserOpinion | None:
    """What came from this browser before and can still be said otherwise. The cookie says which opinion, and nobody's name."""
    key = request.get_signed_cookie(_cookie(found.pk), default="", salt=COOKIE) or ""
    mine: UserOpinion | None = found.opinions.counted().filter(pk=int(key)).first() if key.isdigit() else None
    is_sent_twice = mine is not None and mine.once == request.POST.get("once")
    return None if is_sent_twice else mine


def _remembered(answer: HttpResponse, said: UserOpinion) -> HttpResponse:
    answer.set_signed_cookie(
        _cookie(said.acceptance_id),
        str(said.pk),
        salt=COOKIE,
        max_age=COOKIE_SECONDS,
        path="/opinions/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


def all_opinions(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Each opinion, also those that say nothing and those that were set aside, for those who oversee the programme."""
    found = _found(request, pk)
    refuse_if(policy.why_not_read_all(request.user, found))
    rows, counts = found.opinions.order_by("-given_on", "-pk"), policy.why_not_set_aside(request.user, found) is None
    return listing.answer(request, opinion_listing.listing(found, counts=counts), rows)


def aside(request: HttpRequest, pk: int) -> HttpResponse:
    """An opinion that is none, spam for one, counts no more; what was set aside counts again."""
    opinion = _opinion(request, pk)
    data = request.POST if request.method == "POST" else None
    back = reverse("commissioning:opinions", args=[opinion.acceptance_id])
    line = f"{opinion.get_satisfaction_display()} {opinion.words}".strip()
    about = {
        "title": _("不计入这份意见"),
        "verb": _("不计入"),
        "said": _("这份意见不再计入。"),
        "back": back,
        "line": line,
    }

    def save(given: Mapping[str, Any]) -> None:
        if opinion.aside_why:
            opinions.count_again(opinion, by=request.user)
        else:
            opinions.set_aside(opinion, why=given["why"], by=request.user)

    if opinion.aside_why:
        about |= {"title": _("重新计入这份意见"), "verb": _("重新计入"), "said": _("这份意见重新计入了。")}
        return answer(request, Form(data), save, opinion.acceptance.contract.project, about)
    return answer(request, AsideForm(data), save, opinion.acceptance.contract.project, about)


def _opinion(request: HttpRequest, pk: int) -> UserOpinion:
    rows = UserOpinion.objects.filter(acceptance__in=Acceptance.objects.visible_to(request.user))
    found: UserOpinion = get_object_or_404(rows.select_related("acceptance__contract__project"), pk=pk)
    refuse_if(policy.why_not_set_aside(request.user, found.acceptance))
    return found


def _shut(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "commissioning/opinion_shut.html", {"sentence": sentence}, status=status)
