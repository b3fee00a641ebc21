"""Who came from a month's page to mend something goes back there."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from guihua.commissioning import models as commissioning
from guihua.delivery import closing_policy
from guihua.delivery.calc import months as calc


def month_asked(request: HttpRequest) -> int | None:
    """The month (yyyymm) that ?closing= names."""
    asked = request.GET.get("closing", "")
    return int(asked) if len(asked) == 6 and asked.isdecimal() and calc.is_month(int(asked)) else None


def back(request: HttpRequest, project: commissioning.Project | None) -> str:
    """The address of the month of the project's provider; "" for who came from elsewhere or does not keep that month."""
    month = month_asked(request)
    if month is None or project is None:
        return ""
    if closing_policy.why_not_keep(request.user, project.subdistrict_id, project.provider_id):
        return ""
    return reverse("delivery:closing_provider", args=[month, project.provider_id])
