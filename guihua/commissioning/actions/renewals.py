"""Next year's project starts from this year's: planned, linked both ways, and with what was chosen to be taken over."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction

from guihua.commissioning import models as commissioning
from guihua.commissioning import renewal_policy as policy
from guihua.commissioning.actions import partners, planned
from guihua.commissioning.models import Taken
from guihua.core import audit, clock
from guihua.core.refusal import refuse_if


@transaction.atomic
def renew(
    project: commissioning.Project, *, number: str, takes: Collection[str], by: Any, why: str = "", **values: Any
) -> commissioning.Project:
    """It is bought like any other: who provides this one is not taken over. The same form sent twice is one project."""
    rows = commissioning.Project.objects.select_for_update(of=("self",)).select_related("subdistrict")
    project = rows.get(pk=project.pk)
    refuse_if(policy.why_not_renew(by, project))
    if sent := commissioning.Project.objects.filter(renews__of=project, number=number).first():
        return sent
    refuse_if(policy.why_not_again(project) or policy.why_not_follow(project, values["starts_on"], why))
    stationed = project.communities.all() if Taken.COMMUNITIES in takes else ()
    new = planned.plan(project.subdistrict, number=number, communities=stationed, by=by, **values)
    commissioning.Renewal.objects.create(
        subdistrict_id=project.subdistrict_id,
        project=new,
        of=project,
        takes=sorted(takes),
        why=why,
        at=clock.now(),
        by=by,
    )
    if Taken.PARTNERS in takes:
        _join(project, new, by)
    audit.record("project.continued", project, by=by, project=new.pk, number=number, takes=sorted(takes), why=why)
    return new


def _join(project: commissioning.Project, new: commissioning.Project, by: Any) -> None:
    """Those who take part until its end, for the term of the new one."""
    last = min(clock.today(), project.ends_on)
    for one in project.partners.on(last).select_related("organisation").order_by("pk"):
        partners.join(new, one.organisation, part=one.part, since=new.starts_on, last_day=new.ends_on, by=by)
