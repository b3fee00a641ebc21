"""Organisations join a project beside its provider, and leave it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.commissioning import policy
from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory

ONE_DAY = timedelta(days=1)


@transaction.atomic
def join(
    project: commissioning.Project,
    organisation: directory.Organisation,
    *,
    part: str,
    by: Any,
    since: date | None = None,
    last_day: date | None = None,
) -> commissioning.Partner:
    """The organisation takes part from a day (today where none is named); those who stand for it see the counts."""
    project = _locked(project)
    partner = commissioning.Partner(
        subdistrict_id=project.subdistrict_id,
        project=project,
        organisation=organisation,
        part=part,
        since=since or clock.today(),
        until=last_day + ONE_DAY if last_day else None,
    )
    refuse_if(policy.why_not_join(by, partner))
    partner.save(force_insert=True)
    audit.record("partner.joined", project, by=by, organisation=organisation.pk, part=part, since=str(partner.since))
    return partner


def _locked(project: commissioning.Project) -> commissioning.Project:
    """The database cannot see that two dated times overlap: of two who say it at once, the second waits and is refused."""
    return commissioning.Project.objects.select_for_update(of=("self",)).get(pk=project.pk)


@transaction.atomic
def leave(partner: commissioning.Partner, *, by: Any, last_day: date | None = None) -> commissioning.Partner:
    """It takes part through its last day, or no more from the next request on. What would end before it begins never
    begins."""
    partner = commissioning.Partner.objects.select_for_update(of=("self",)).get(pk=partner.pk)
    until = max(clock.today() if last_day is None else last_day + ONE_DAY, partner.since)
    refuse_if(policy.why_not_leave(by, partner, until))
    partner.until = until
    partner.save(update_fields=["until"])
    audit.record("partner.left", partner.project, by=by, organisation=partner.organisation_id, until=str(until))
    return partner
