"""What became of what somebody did to many rows."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from guihua.core.listing.doing import label_of, told
from guihua.core.listing.models import Handling
from guihua.desk.registers import REGISTERS


@require_safe
def handling(request: Any, pk: int) -> HttpResponse:
    """For who did it. Rows that they see no longer are told without their names."""
    found = get_object_or_404(Handling.objects.visible_to(request.user), pk=pk)
    if found.listing not in REGISTERS:
        raise Http404
    listing, rows = REGISTERS[found.listing](request.user)
    context = {
        "handling": found,
        "title": listing.title,
        "label": label_of(listing, found),
        "head": listing.columns[0].head,
        "refused": told(listing, rows, found),
        "back": reverse(f"desk:{found.listing}"),
    }
    return render(request, "desk/handling.html", context)
