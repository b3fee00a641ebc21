"""The office says from when on something comes up on the first page."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory import policy


@transaction.atomic
def rule(
    subdistrict: directory.Subdistrict, *, silent_days: int, invitation_days: int, late_days: int, by: Any
) -> directory.AttentionRule:
    """A project comes up after so many days without a record, an invitation so many before it runs out, and a change of a
    closed month for so many after it was made."""
    subdistrict = directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=subdistrict.pk)
    refuse_if(policy.why_not_rule_attention(by, subdistrict))
    before = directory.AttentionRule.objects.of(subdistrict)
    new = {"silent_days": silent_days, "invitation_days": invitation_days, "late_days": late_days}
    made, _is_new = directory.AttentionRule.objects.update_or_create(subdistrict=subdistrict, defaults=new)
    old = {name: getattr(before, name) for name in new}
    audit.record("attention_rule.changed", made, by=by, changes=audit.changes(directory.AttentionRule, old, new))
    return made
