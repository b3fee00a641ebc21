"""How the months stand, and each of them: its figures, what is missing in it, and its close."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guihua.core import clock, listing
from guihua.core.refusal import refuse_if
from guihua.delivery import closing_pages, closing_policy, finding_pages, late_pages, months, unlikely
from guihua.delivery import models as delivery
from guihua.delivery.actions import closes
from guihua.delivery.calc import months as calc
from guihua.delivery.calc.months import Figures
from guihua.delivery.closing_forms import CommunityForm, FindingForm, NoteForm, WhyForm
from guihua.directory.models import AttentionRule, Community, Organisation, Subdistrict, users


def closing(request: HttpRequest) -> HttpResponse:
    """The months of a year: of all providers for those who oversee the programme, of their own for a manager."""
    subdistrict = _subdistrict(request.user)
    years = closing_pages.years_with_records(subdistrict)
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted in map(str, years) else clock.running(years)
    context = {
        "shown": closing_pages.year_of(request.user, subdistrict, year),
        "choices": [(one, one) for one in years],
        "asked": _waiting(request.user),
        "schedule": _schedule(request.user, subdistrict),
    }
    return render(request, "delivery/closing/year.html", context)


def _schedule(user: Any, subdistrict: Subdistrict) -> delivery.ClosingSchedule | None:
    """For who chooses it."""
    if closing_policy.why_not_schedule(user, subdistrict):
        return None
    return delivery.ClosingSchedule.objects.of(subdistrict)


def _waiting(user: Any) -> Any:
    rows = delivery.Reopening.objects.visible_to(user).waiting()
    return rows.select_related("close__provider", "asked_by").order_by("asked_at", "pk")


@require_safe
def closing_changes(request: HttpRequest) -> HttpResponseBase:
    """What was changed after a close, of whatever the reader sees the closes of."""
    _subdistrict(request.user)
    rows = delivery.LateChange.objects.visible_to(request.user)
    rules = AttentionRule.objects.by_place(sorted(set(users.subdistricts_of(request.user))))
    return listing.answer(request, late_pages.listing(rows, {pk: rule.late_days for pk, rule in rules.items()}), rows)


def closing_month(request: HttpRequest, month: int) -> HttpResponse:
    """One month of all providers, for those who oversee the programme."""
    subdistrict = _overseen(request.user, month)
    shown = closing_pages.year_of(request.user, subdistrict, month // 100)
    figures = months.measured(subdistrict, [month])
    rows = [
        (row[month % 100 - 1], figures.get((month, provider.pk), Figures()))
        for provider, row in shown.providers
        if row[month % 100 - 1].kind
    ]
    context: dict[str, Any] = {
        "month": month,
        "words": closing_policy.in_words(month),
        "rows": rows,
        "office": shown.office[month % 100 - 1],
        "own": figures.get((month, None), Figures()),
        "whole": sum(figures.values(), Figures()),
        "is_open": any(row.is_open for row, _figures in rows),
        "why_not_remind": closing_policy.why_not_remind(request.user, subdistrict, month),
        "why_not_close": closing_policy.why_not_close(request.user, subdistrict, month, None),
        "history": closing_pages.history(None, month, subdistrict.pk),
    }
    context |= reopening_of(request.user, shown.office[month % 100 - 1].close)
    return render(request, "delivery/closing/month.html", context)


def closing_provider(request: HttpRequest, month: int, pk: int) -> HttpResponse:
    """One provider's month: what it comes to, what is missing or unlikely in it, and its close."""
    return provider_page(request, seen_provider(request.user, month, pk), month)


def provider_page(
    request: HttpRequest,
    provider: Organisation,
    month: int,
    form: FindingForm | None = None,
    placing: CommunityForm | None = None,
) -> HttpResponse:
    """The same; with the form in which somebody said that a finding is so or mended it, where that is not enough."""
    found = unlikely.of(provider, month)
    year = closing_pages.year_of(request.user, provider.subdistrict, month // 100)
    standing = {one.pk: row[month % 100 - 1] for one, row in year.providers}.get(provider.pk)
    measured = months.measured(provider.subdistrict, [month], [provider.pk])
    figures = measured.get((month, provider.pk), Figures())
    names = late_pages.figure_names()
    may_keep = closing_policy.why_not_keep(request.user, provider.subdistrict_id, provider.pk) is None
    context = {
        "provider": provider,
        "month": month,
        "words": closing_policy.in_words(month),
        "standing": standing,
        "figures": [(names[name], value) for name, value in figures.as_kept().items()],
        "groups": finding_pages.groups(request.user, found, month),
        "found": found,
        "may_keep": may_keep,
        "communities": Community.objects.filter(subdistrict=provider.subdistrict).order_by("code") if may_keep else [],
        "why_not_close": closing_policy.why_not_close(request.user, provider.subdistrict, month, provider),
        "history": closing_pages.history(provider, month, provider.subdistrict_id),
        "oversees": provider.subdistrict_id in closing_pages.overseen(request.user),
    }
    context |= reopening_of(request.user, standing.close if standing else None)
    context |= {"form": form, "placing": placing, "wrong": form or placing}
    return render(request, "delivery/closing/provider.html", context, status=422 if form or placing else 200)


def reopening_of(user: Any, close: delivery.MonthlyClose | None) -> dict[str, Any]:
    """What somebody can do about a close that stands: ask for a reopening, or decide on one that waits."""
    waiting = close.reopenings.waiting().select_related("asked_by").first() if close else None
    return {
        "close": close,
        "waiting": waiting,
        "may_ask": close is not None and closing_policy.why_not_ask_reopening(user, close) is None,
        "why_not_decide": closing_policy.why_not_decide(user, waiting) if waiting else None,
    }


def closing_deed(request: HttpRequest, month: int, pk: int) -> HttpResponse:
    """What closing a provider's month means, and the deed itself."""
    provider = seen_provider(request.user, month, pk)
    if request.method == "POST":
        form = NoteForm(request.POST)
        note = form.cleaned_data["note"] if form.is_valid() else ""
        closes.close(provider.subdistrict, month, provider, by=request.user, note=note)
        messages.success(request, _("%(month)s已经结账。") % {"month": closing_policy.in_words(month)})
        return redirect("delivery:closing_provider", month, provider.pk)
    found = unlikely.of(provider, month)
    measured = months.measured(provider.subdistrict, [month], [provider.pk])
    context = {
        "provider": provider,
        "month": month,
        "words": closing_policy.in_words(month),
        "figures": measured.get((month, provider.pk), Figures()),
        "left": len(found.findings),
        "why_not": closing_policy.why_not_close(request.user, provider.subdistrict, month, provider),
        "form": NoteForm(),
    }
    return render(request, "delivery/closing/deed.html", context)


def closing_whole(request: HttpRequest, month: int) -> HttpResponse:
    """The office closes the month; where providers are still open it says why."""
    subdistrict = _overseen(request.user, month)
    why_not = closing_policy.why_not_close(request.user, subdistrict, month, None)
    refuse_if(why_not if request.method == "POST" else None)
    late = closing_policy.still_open(subdistrict, month)
    form = WhyForm(request.POST if request.method == "POST" else None)
    form.fields["why"].required = bool(late)
    if request.method == "POST" and form.is_valid():
        closes.close_whole(subdistrict, month, by=request.user, why=form.cleaned_data["why"])
        messages.success(request, _("%(month)s已经结账。") % {"month": closing_policy.in_words(month)})
        return redirect("delivery:closing_month", month)
    context = {
        "month": month,
        "words": closing_policy.in_words(month),
        "late": late,
        "form": form,
        "why_not": why_not,
        "whole": sum(months.measured(subdistrict, [month]).values(), Figures()),
    }
    return render(request, "delivery/closing/whole.html", context, status=422 if form.errors else 200)


@require_POST
def closing_reminding(request: HttpRequest, month: int) -> HttpResponse:
    told = closes.remind(_overseen(request.user, month), month, by=request.user)
    if told:
        messages.success(request, _("已经催办 %(n)d 位机构负责人。") % {"n": told})
    else:
        messages.warning(request, _("没有可催办的人：还没结账的机构没有负责人的账号。"))
    return redirect("delivery:closing_month", month)


def seen_provider(user: Any, month: int, pk: int) -> Organisation:
    if not calc.is_month(month):
        raise Http404
    provider: Organisation = get_object_or_404(closing_pages.providers_seen(user), pk=pk)
    return provider


def _overseen(user: Any, month: int) -> Subdistrict:
    places = closing_pages.overseen(user)
    if not places or not calc.is_month(month):
        raise Http404
    return Subdistrict.objects.get(pk=places[0])


def _subdistrict(user: Any) -> Subdistrict:
    places = closing_pages.overseen(user)
    if places:
        return Subdistrict.objects.get(pk=places[0])
    provider = closing_pages.providers_seen(user).order_by("pk").first()
    if provider is None:
        raise Http404
    found: Subdistrict = provider.subdistrict
    return found
