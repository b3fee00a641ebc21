"""Somebody reads the audit trail, or has it verified in the background."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from guihua.core import audit, jobs
from guihua.core.models import AuditRow
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.desk import policy
from guihua.directory import models as directory

WORK = "trail.verify"


@transaction.atomic
def read(subdistrict: directory.Subdistrict, *, by: Any, narrowed: Mapping[str, str], is_taken: bool = False) -> None:
    """Somebody saw the trail, or took it away, narrowed by these conditions: what else an address says is not kept."""
    refuse_if(policy.why_not_read_trail(by, subdistrict))
    audit.record("trail.read", subdistrict, by=by, narrowed=dict(narrowed), is_taken=is_taken)


@transaction.atomic
def ask(subdistrict: directory.Subdistrict, *, by: Any) -> jobs.Job:
    """Every row and every block is to be looked at; whoever asks meanwhile waits for the same."""
    refuse_if(policy.why_not_read_trail(by, subdistrict))
    return jobs.ask(WORK, by=by, subdistrict=subdistrict, key=f"{WORK}:{subdistrict.pk}")


def verify_for(running: jobs.Running) -> dict[str, int]:
    """Raises Refused, naming it, where something does not fit."""
    running.tell("checking")
    rows = AuditRow.objects.count()
    misfit = audit.first_misfit()
    if misfit:
        raise Refused(Refusal("misfit", misfit))
    return {"rows": rows}
