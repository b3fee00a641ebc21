from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from guihua.commissioning.signals import projects_changed
from guihua.delivery.signals import records_changed
from guihua.directory.signals import consent_withdrawn, people_turned, person_erased, register_changed
from guihua.reporting import subject
from guihua.reporting.actions import facts, stories


@receiver(records_changed)
def mark_months(sender: Any, *, subdistrict: Any, months: set[int], **_: Any) -> None:
    facts.mark_dirty(subdistrict, months)


@receiver([projects_changed, register_changed])
def mark_register(sender: Any, *, subdistrict: Any, **_: Any) -> None:
    facts.mark_dirty(subdistrict, {0})


@receiver(consent_withdrawn)
def tell_of_stories(sender: Any, *, consent: Any, **_: Any) -> None:
    stories.tell_of_withdrawal(consent)


@receiver(people_turned)
def tell_of_people_apart(sender: Any, *, subdistrict: Any, **_: Any) -> None:
    stories.tell_of_apart(subdistrict)


@receiver(person_erased)
def forget_stories(sender: Any, *, person: Any, by: Any, **_: Any) -> None:
    subject.erase(person, by=by)
