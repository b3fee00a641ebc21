"""The office says how it and its purchases are called outside."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.commissioning import policy
from guihua.commissioning.models import OutsideNames
from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.directory.models import Subdistrict


@transaction.atomic
def call(place: Subdistrict, *, ocid_prefix: str, scheme: str, buyer_code: str, by: Any) -> OutsideNames:
    """What is made from now on bears these names. What others have fetched keeps those that it had."""
    Subdistrict.objects.select_for_update().get(pk=place.pk)
    refuse_if(policy.why_not_call(by, place))
    said = {"ocid_prefix": ocid_prefix, "scheme": scheme, "buyer_code": buyer_code}
    names, _is_new = OutsideNames.objects.update_or_create(subdistrict=place, defaults=said)
    audit.record("outside.called", names, by=by, **said)
    return names
