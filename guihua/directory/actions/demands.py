"""Of which roles a second factor is demanded."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.directory import factor_policy
from guihua.directory import models as directory
from guihua.directory.models import FactorDemand


@transaction.atomic
def demand(subdistrict: directory.Subdistrict, role: directory.Role, grace_until: date, *, by: Any) -> FactorDemand:
    """Whoever holds the role there needs a second factor from today on, and may put it off until the end of a day. Said
    again, it changes that day."""
    subdistrict = _locked(subdistrict)
    refuse_if(factor_policy.why_not_demand(by, subdistrict))
    refuse_if(factor_policy.why_not_grace(grace_until))
    made, _is_new = FactorDemand.objects.update_or_create(
        subdistrict=subdistrict,
        role=role,
        until=None,
        defaults={"grace_until": grace_until},
        create_defaults={"grace_until": grace_until, "since": clock.today()},
    )
    audit.record("factor_demand.made", made, by=by, role=role, grace_until=grace_until.isoformat())
    return made


@transaction.atomic
def withdraw(subdistrict: directory.Subdistrict, role: directory.Role, *, by: Any) -> None:
    """From today on it is demanded no more. Where it was not, nothing happens."""
    subdistrict = _locked(subdistrict)
    refuse_if(factor_policy.why_not_demand(by, subdistrict))
    found = FactorDemand.objects.filter(subdistrict=subdistrict, role=role, until=None).first()
    if found is None:
        return
    found.until = clock.today()
    found.save(update_fields=["until"])
    audit.record("factor_demand.withdrawn", found, by=by, role=role)


def _locked(subdistrict: directory.Subdistrict) -> directory.Subdistrict:
    return directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=subdistrict.pk)
