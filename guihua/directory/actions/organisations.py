"""Organisations are entered by hand and edited, one at a time. Files of many go through `places`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from guihua.core import audit, history
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory import policy
from guihua.directory.actions import rows
from guihua.directory.signals import register_changed


@transaction.atomic
def add(subdistrict: directory.Subdistrict, values: Mapping[str, Any], *, by: Any) -> directory.Organisation:
    """An organisation of the sub-district from now on. `values` by column, such as `community_id`."""
    directory.Subdistrict.objects.select_for_update().get(pk=subdistrict.pk)
    organisation = directory.Organisation(subdistrict=subdistrict, **values)
    refuse_if(policy.why_not_keep_register(by, subdistrict.pk))
    refuse_if(policy.why_not_bear_code(organisation, organisation.credit_code))
    organisation.save(force_insert=True)
    history.record(directory.Organisation, [organisation.pk], by=by, did=history.Did.ADDED)
    audit.record("organisation.added", organisation, by=by, credit_code=organisation.credit_code)
    register_changed.send(directory.Organisation, subdistrict=subdistrict)
    return organisation


@transaction.atomic
def edit(organisation: directory.Organisation, changes: Mapping[str, Any], *, seen: int, by: Any) -> bool:
    """Whether it says anything else from now on. `seen` is the version that the editor saw.

    Raises history.Clashed where somebody else changed the same fields since.
    """
    if "credit_code" in changes:  # one at a time, so that two do not take the same
        directory.Subdistrict.objects.select_for_update().get(pk=organisation.subdistrict_id)
    organisation = directory.Organisation.objects.select_for_update().get(pk=organisation.pk)
    refuse_if(policy.why_not_edit_organisation(by, organisation, changes))
    if "credit_code" in changes:
        refuse_if(policy.why_not_bear_code(organisation, changes["credit_code"]))
    return rows.edit(organisation, changes, seen=seen, by=by)
