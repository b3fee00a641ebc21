from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from guihua.delivery.actions import recounts
from guihua.directory.signals import people_turned


@receiver(people_turned)
def recount(sender: Any, *, subdistrict: Any, people: set[int], **_: Any) -> None:
    recounts.after_turning(subdistrict, people=people)
