from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from guihua.commissioning.signals import domain_changing, provider_changing
from guihua.delivery.actions import domains, handovers, recounts
from guihua.directory.signals import people_turned


@receiver(people_turned)
def recount(sender: Any, *, subdistrict: Any, people: set[int], **_: Any) -> None:
    recounts.after_turning(subdistrict, people=people)


@receiver(domain_changing)
def keep_names_where_they_lie(sender: Any, *, project: Any, domain: int, **_: Any) -> None:
    domains.let_change(project, domain)


@receiver(provider_changing)
def keep_closed_months_as_they_are(sender: Any, *, project: Any, provider: int, **_: Any) -> None:
    handovers.let_change(project, provider)
