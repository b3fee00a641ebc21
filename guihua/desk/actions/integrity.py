"""Somebody has the records looked over in the background, as `guihua check-integrity` does."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.core import jobs
from guihua.core.promises import kept
from guihua.core.refusal import refuse_if
from guihua.desk import policy, promises
from guihua.directory import models as directory

WORK = "integrity.check"
KEPT = "kept"  # in the outcome: how many promises are; beside it each broken one by its code, with how often


@transaction.atomic
def ask(subdistrict: directory.Subdistrict, *, by: Any) -> jobs.Job:
    """Whoever asks meanwhile waits for the same."""
    refuse_if(policy.why_not_check_integrity(by, subdistrict))
    return jobs.ask(WORK, by=by, subdistrict=subdistrict, key=f"{WORK}:{subdistrict.pk}")


def check_for(running: jobs.Running) -> dict[str, int]:
    """It can be stopped between two promises: each reads from one moment. Which rows break one is for the server's console,
    since they may be another sub-district's."""
    every = list(promises.every())
    broken: dict[str, int] = {}
    for n, promise in enumerate(every):
        running.stop_if_wished()
        running.tell("checking", n, len(every))
        if found := kept(promise).broken:
            broken[promise.code] = found
    return {KEPT: len(every) - len(broken), **broken}
