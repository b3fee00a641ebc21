"""`/healthz`: is the deployment able to work?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache

UP_TO_DATE: set[str] = set()  # databases found migrated: that lasts as long as the process and its code


def answers() -> bool:
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return True
    return False


def is_migrated() -> bool:
    """Whether every migration of this code has run."""
    name = str(connection.settings_dict["NAME"])
    if name not in UP_TO_DATE:
        with suppress(DatabaseError):
            executor = MigrationExecutor(connection)
            if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
                UP_TO_DATE.add(name)
    return name in UP_TO_DATE


def may_write_facts() -> bool:
    """Whether the facts' folder can be written, or made where it is not there yet."""
    folder = Path(settings.GUIHUA_FACTS).resolve()
    there = next(place for place in (folder, *folder.parents) if place.exists())
    return there.is_dir() and os.access(there, os.W_OK | os.X_OK)


PARTS: dict[str, Callable[[], bool]] = {"database": answers, "migrations": is_migrated, "facts": may_write_facts}


def failing() -> Iterator[str]:
    """The parts that fail, by name. Why is in the log, or for who is on the machine to see: not for who asks here."""
    for name, works in PARTS.items():
        if not works():
            yield name


@login_not_required
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 `ok`, or 503 with the first part that fails."""
    part = next(failing(), None)
    return HttpResponse(part or "ok", status=503 if part else 200, content_type="text/plain")


urlpatterns = [path("healthz", healthz, name="healthz")]
