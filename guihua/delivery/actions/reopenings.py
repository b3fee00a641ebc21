"""A closed month is opened again: one person asks and says why, another decides."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Greatest

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.delivery import closing_policy as policy
from guihua.delivery import models as delivery
from guihua.delivery import notices
from guihua.directory import models as directory


@transaction.atomic
def ask(close: delivery.MonthlyClose, *, by: Any, why: str) -> delivery.Reopening:
    """Nothing opens yet: somebody else at the office decides."""
    close = _locked(close)
    refuse_if(policy.why_not_ask_reopening(by, close) or policy.why_not_reopen_for(why))
    asked = delivery.Reopening.objects.create(
        subdistrict=close.subdistrict, close=close, asked_by=by, asked_at=clock.now(), why=why.strip()
    )
    audit.record("reopening.asked", asked, by=by, month=close.month, provider=close.provider_id, why=asked.why)
    notices.tell_of_asking(asked)
    return asked


@transaction.atomic
def grant(reopening: delivery.Reopening, *, by: Any, answer: str = "") -> delivery.Reopening:
    """The month is open again until it is closed anew. A provider's reopening ends the office's close of the month too,
    which said that all of it stands; the other providers' closes stay."""
    decided = _decide(reopening, True, by, answer)
    close = decided.close
    standing = delivery.MonthlyClose.objects.standing().filter(subdistrict=close.subdistrict_id, month=close.month)
    ended = list(standing.over(close.provider_id).values_list("pk", flat=True))
    # in a demonstration the day stands still, so that it may be earlier on it than it was
    standing.filter(pk__in=ended).update(ended_at=Greatest(F("at"), Value(decided.decided_at, DateTimeField())))
    _let_lapse(ended, decided, by)
    audit.record("reopening.granted", decided, by=by, month=close.month, provider=close.provider_id)
    notices.tell_of_decision(decided)
    return decided


@transaction.atomic
def refuse(reopening: delivery.Reopening, *, by: Any, answer: str = "") -> delivery.Reopening:
    """The month stays closed."""
    decided = _decide(reopening, False, by, answer)
    audit.record("reopening.refused", decided, by=by, month=decided.close.month, provider=decided.close.provider_id)
    notices.tell_of_decision(decided)
    return decided


def _let_lapse(ended: list[int], decided: delivery.Reopening, by: Any) -> None:
    """Who asked for a close that has ended with it is told that nothing is left to decide."""
    others = delivery.Reopening.objects.waiting().filter(close__in=ended).select_related("close", "asked_by")
    for other in list(others):
        other.lapsed_at = decided.decided_at
        other.save(update_fields=["lapsed_at"])
        audit.record("reopening.lapsed", other, by=by, month=other.close.month, provider=other.close.provider_id)
        notices.tell_of_lapse(other)


def _decide(reopening: delivery.Reopening, granted: bool, by: Any, answer: str) -> delivery.Reopening:
    _locked(reopening.close)
    found = delivery.Reopening.objects.select_related("close__provider", "asked_by").get(pk=reopening.pk)
    refuse_if(policy.why_not_decide(by, found))
    found.granted, found.decided_by, found.decided_at = granted, by, clock.now()
    found.answer = answer.strip()
    found.save(update_fields=["granted", "decided_by", "decided_at", "answer"])
    return found


def _locked(close: delivery.MonthlyClose) -> delivery.MonthlyClose:
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=close.subdistrict_id)
    found: delivery.MonthlyClose = delivery.MonthlyClose.objects.select_related("subdistrict", "provider").get(
        pk=close.pk
    )
    return found
