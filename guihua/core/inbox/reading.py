"""Notices are read by whom they are for. That is no deed to account for, so that the audit has no row of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from guihua.core.inbox.models import Notice
from guihua.core.ui.shell import MANY

KEPT_DAYS = 365


def read(notice: Notice, *, by: Any) -> None:
    """Read once, it stays read since then."""
    Notice.objects.visible_to(by).unread().filter(pk=notice.pk).update(read_at=timezone.now())


def read_all(*, by: Any) -> int:
    """All that lie in the inbox now; returns how many were unread."""
    return Notice.objects.visible_to(by).unread().update(read_at=timezone.now())


def unread_count(user: Any) -> int:
    """How many are unread; more than MANY are not counted, since the page of anything asks."""
    return Notice.objects.visible_to(user).unread()[: MANY + 1].count()


def forget_old() -> int:
    """Removes notices after a year, read or not; returns how many."""
    count, _by_model = Notice.objects.filter(at__lt=timezone.now() - timedelta(days=KEPT_DAYS)).delete()
    return count
