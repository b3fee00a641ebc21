from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from guihua.delivery.actions import recounts
from guihua.directory.signals import people_merged


@receiver(people_merged)
def recount(sender: Any, *, subdistrict: Any, people: set[int], **_: Any) -> None:
    recounts.after_merging(subdistrict, people)
