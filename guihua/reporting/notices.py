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
    return _("有一个故事里有人撤回了同意，公开的报告里已经看不到它。")


LOST = inbox.kind("story.consent_withdrawn", gettext_lazy("故事里有人撤回同意"), _lost)


def _erased(params: Mapping[str, Any]) -> str:
    return _("有人的信息已删除，说到他们的故事一并删去，公开的报告里已经看不到。")


ERASED = inbox.kind("story.person_erased", gettext_lazy("故事里有人的信息已删除"), _erased)


def _apart(params: Mapping[str, Any]) -> str:
    return _("登记成一个人的两个人分开了，有一个故事里说到的人因此不是那一场的人，公开的报告里不再有它。")


APART = inbox.kind("story.people_apart", gettext_lazy("故事里说到的人分开了"), _apart)


def tell_of_erased(person: directory.Person) -> None:
    """Without a title, which may name them."""
    office = users.holding(Role.OFFICE, [person.subdistrict_id])
    inbox.tell(office, ERASED.code, event=f"person {person.pk}", params={}, address=reverse("reporting:stories"))


def tell_of_lost(story: int, consent: directory.Consent) -> None:
    office = users.holding(Role.OFFICE, [consent.subdistrict_id])
    inbox.tell(office, LOST.code, event=f"story {story} consent {consent.pk}", params={}, address=_place(story))


def tell_of_apart(story: int, version: str, subdistrict: directory.Subdistrict, writer: Any) -> None:
    """The office, and who wrote it and may write it anew: once of each version."""
    told = {*users.holding(Role.OFFICE, [subdistrict.pk]), *([writer] if writer else [])}
    inbox.tell(told, APART.code, event=f"story {story} apart {version}", params={}, address=_place(story))


def _place(story: int) -> str:
    """In the list of stories. No title is told: it may name somebody, and a notice outlives the story."""
    return f"{reverse('reporting:stories')}#story-{story}"
