"""What somebody opened is kept for their own search, unless they wish that it is not. No deed to account for: the audit has
no row of it."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from guihua.desk.models import Opened
from guihua.desk.recent import MODELS

KEPT = 8  # things


@transaction.atomic
def keep(thing: models.Model, *, by: Any) -> None:
    """It is the last that they opened. What came eight things before is forgotten."""
    kind = MODELS[type(thing)]
    newest = Opened.objects.visible_to(by).newest_first().first()
    if newest and (newest.kind, newest.object_id) == (kind, thing.pk):
        return
    Opened.objects.update_or_create(user=by, kind=kind, object_id=thing.pk, defaults={"at": timezone.now()})
    old = Opened.objects.visible_to(by).newest_first().values_list("pk", flat=True)[KEPT:]
    Opened.objects.filter(pk__in=list(old)).delete()


def clear(*, by: Any) -> None:
    Opened.objects.visible_to(by).delete()
