"""What the partner of a demonstration asked for at its projects, and what the office answered."""

from __future__ import annotations

from datetime import timedelta

from guihua.commissioning import request_policy
from guihua.commissioning.actions import requests
from guihua.core import clock
from guihua.core.inbox.models import Notice
from guihua.demo import hands, texts
from guihua.directory.models import Role, Subdistrict, users


def write(place: Subdistrict) -> None:
    """By the verbs, and then put back to its day. What was answered long since is no news any more."""
    partner = users.holding(Role.PARTNER, [place.pk]).first()
    projects = list(request_policy.projects(partner)) if partner else []
    for one, project in zip(texts.load("requests")["requests"], projects, strict=False):
        request = requests.hand_in(project, one["kind"], one["text"], by=partner)
        if one["answer"]:
            request = requests.answer(request, one["answer"], by=hands.of(place).office)
            request.answered_at = clock.now() - timedelta(days=one["days"] - one["after"])
            Notice.objects.filter(kind__startswith="request.").delete()
        request.asked_at = clock.now() - timedelta(days=one["days"])
        request.save(update_fields=["asked_at", "answered_at"])
