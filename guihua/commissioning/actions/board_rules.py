"""The office changes the rules of the board; projects turn at once, and it is kept from what to what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from guihua.commissioning import board_policy as policy
from guihua.commissioning import buying_rules as marks
from guihua.commissioning.actions import board
from guihua.commissioning.models import BoardRule, Turn
from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory

COLUMNS = ("colour", "limit", "domain", "is_on")
MARKED = ("colour", "limit", "domain_id", "is_on")


@transaction.atomic
def change(rule: BoardRule, said: Mapping[str, Any], *, seen: str, by: Any) -> list[Turn]:
    """The rule is this from now on. `seen`: the mark of what its editor saw. Returns which projects turned by it."""
    place = _locked(rule.subdistrict_id)
    rule = BoardRule.objects.select_related("domain").get(pk=rule.pk)
    refuse_if(policy.why_not_rule(by, place.pk) or marks.why_not_seen(rule, MARKED, seen))
    refuse_if(policy.why_not_limit(rule.kind, said))
    before = _plain(rule)
    for name in COLUMNS:
        setattr(rule, name, said[name])
    rule.save(update_fields=list(COLUMNS))
    audit.record("boardrule.changed", rule, by=by, number=rule.number, before=before, after=_plain(rule))
    return board.mark(place, by=by, rule=rule).turned


@transaction.atomic
def add(place: directory.Subdistrict, kind: str, said: Mapping[str, Any], *, by: Any) -> BoardRule:
    """One rule more, behind the others."""
    place = _locked(place.pk)
    refuse_if(policy.why_not_rule(by, place.pk) or policy.why_not_limit(kind, said))
    last = BoardRule.objects.filter(subdistrict=place).aggregate(last=Max("number", default=0))["last"]
    rule = BoardRule.objects.create(subdistrict=place, number=last + 1, kind=kind, **said)
    audit.record("boardrule.added", rule, by=by, number=rule.number, kind=kind, after=_plain(rule))
    board.mark(place, by=by, rule=rule)
    return rule


def _locked(place: int) -> directory.Subdistrict:
    return directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=place)


def _plain(rule: BoardRule) -> dict[str, Any]:
    return {"colour": rule.colour, "limit": rule.limit, "domain": rule.domain_id, "is_on": rule.is_on}
