"""The business day. Sign-in, codes and the audit use real time (`django.utils.timezone.now`)."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Today in the programme's time zone; the day at which a demonstration stands still."""
    if settings.DEMONSTRATION:
        return settings.DEMONSTRATION.today
    return timezone.localdate()


def now() -> datetime:
    """This moment of the business day, for what the programme itself dates."""
    real = timezone.localtime()
    return datetime.combine(today(), real.timetz()) if settings.DEMONSTRATION else real
