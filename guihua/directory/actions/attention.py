"""The office says from when on something comes up on the first page."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory import policy


@transaction.atomic
def rule(subdistrict: directory.Subdistrict, *, by: Any, **numbers: int) -> directory.AttentionRule:
    """By the columns of the rule, after how many days, or at which percent, something comes up. What is not named stays."""
    subdistrict = directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=subdistrict.pk)
    refuse_if(policy.why_not_rule_attention(by, subdistrict))
    before = directory.AttentionRule.objects.of(subdistrict)
    old = {name: getattr(before, name) for name in numbers}
    made, _is_new = directory.AttentionRule.objects.update_or_create(subdistrict=subdistrict, defaults=numbers)
    audit.record("attention_rule.changed", made, by=by, changes=audit.changes(directory.AttentionRule, old, numbers))
    return made
