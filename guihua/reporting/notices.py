"""What the office is told of the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core import inbox
from guihua.directory import models as directory
from guihua.directory.models import Role, users


def _lost(params: Mapping[str, Any]) -> str:
    return _("故事「%(title)s」里有人收回了同意，公开的报告里已经看不到它。") % params


LOST = inbox.kind("story.consent_withdrawn", gettext_lazy("故事里有人收回同意"), _lost)


def tell_of_lost(story: int, title: str, consent: directory.Consent) -> None:
    office = users.holding(Role.OFFICE, [consent.subdistrict_id])
    event = f"story {story} consent {consent.pk}"
    inbox.tell(office, LOST.code, event=event, params={"title": title}, address=reverse("reporting:stories"))
