"""Doing something to many rows: at once, or in the background where they are some hundreds. Either way it is one
transaction, of which every row is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.core import audit, jobs
from guihua.core.listing.deeds import Deed
from guihua.core.listing.models import Handling
from guihua.core.listing.pages import Listing
from guihua.core.refusal import Refusal, Refused

WORK = "lists.handle"
AT_ONCE = 200  # rows: more keep somebody waiting


@transaction.atomic
def handle(
    listing: Listing, deed: Deed, rows: QuerySet[Any], keys: Sequence[int], given: Mapping[str, Any], *, by: Any
) -> Handling:
    """Does the deed to the rows of these keys, or asks for it; what becomes of them stands in what is returned."""
    asked = Handling.objects.create(
        listing=listing.name, deed=deed.name, by=by, given=dict(given), keys=list(keys), asked_at=timezone.now()
    )
    if len(keys) <= AT_ONCE:
        return carry_out(asked, deed, rows)
    asked.job = jobs.ask(WORK, {"handling": asked.pk}, by=by)
    asked.save(update_fields=["job"])
    return asked


def not_theirs() -> Refusal:
    return Refusal("no-role", _("这件事现在不由你做了。"))


@transaction.atomic
def carry_out(asked: Handling, deed: Deed, rows: QuerySet[Any]) -> Handling:
    """Once. What is in the list no longer, or not for who asked, is told as refused."""
    asked = Handling.objects.select_for_update(of=("self",)).select_related("by").get(pk=asked.pk)
    if asked.done_at:
        return asked
    form = deed.told(asked.given, asked.by)
    if not form.is_valid():
        raise Refused(Refusal("gone", _("所选的内容已经没有了。请回名单重新做。")))
    there = rows.filter(pk__in=asked.keys)
    gone = sorted(set(asked.keys) - set(there.values_list("pk", flat=True)))
    handled = deed.do(there, form.cleaned_data, asked.by)
    asked.done = len(handled.done)
    asked.refused = [[key, str(why)] for key, why in handled.refused.items()]
    asked.refused += [[key, _("已经不在名单里。")] for key in gone]
    asked.done_at = timezone.now()
    asked.save(update_fields=["done", "refused", "done_at"])
    counts = {"rows": len(asked.keys), "done": asked.done, "refused": len(asked.refused)}
    audit.record("list.handled", asked, by=asked.by, listing=asked.listing, deed=asked.deed, **counts)
    return asked
