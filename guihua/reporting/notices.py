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
    return _("故事「%(title)s」里有人撤回了同意，公开的报告里已经看不到它。") % params


LOST = inbox.kind("story.consent_withdrawn", gettext_lazy("故事里有人撤回同意"), _lost)


def _erased(params: Mapping[str, Any]) -> str:
    return _("有人的信息已删除，说到他们的故事一并删去，公开的报告里已经看不到。")


ERASED = inbox.kind("story.person_erased", gettext_lazy("故事里有人的信息已删除"), _erased)


def tell_of_erased(person: directory.Person) -> None:
    """Without a title, which may name them."""
    office = users.holding(Role.OFFICE, [person.subdistrict_id])
    inbox.tell(office, ERASED.code, event=f"person {person.pk}", params={}, address=reverse("reporting:stories"))


def tell_of_lost(story: int, title: str, consent: directory.Consent) -> None:
    office = users.holding(Role.OFFICE, [consent.subdistrict_id])
    event = f"story {story} consent {consent.pk}"
    inbox.tell(office, LOST.code, event=event, params={"title": title}, address=reverse("reporting:stories"))
