"""Who can do something about it is warned of what lapses, once; and what was seen to waits for nobody any more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from guihua.commissioning.lapsing import Matter, matters
from guihua.commissioning.lapsing_words import DONE, KINDS
from guihua.core import audit, clock, inbox
from guihua.core.inbox import Notice
from guihua.directory import models as directory
from guihua.directory.models import AttentionRule, Role, users


def tell(*, by: Any) -> int:
    """Returns how many warnings are new. Done again, also after it stopped half way, it finds the same."""
    places = list(directory.Subdistrict.objects.order_by("pk"))
    rules = AttentionRule.objects.by_place([place.pk for place in places])
    return sum(_tell(place, rules[place.pk], by) for place in places)


@transaction.atomic
def _tell(place: directory.Subdistrict, rule: AttentionRule, by: Any) -> int:
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=place.pk)
    found = list(matters(place.pk, rule))
    told = set(_of_place(place.pk).values_list("user", "event"))
    to = _Readers(place.pk)
    new = 0
    for matter in found:
        event = _event(place.pk, matter.code, matter.key)
        whom = [user for user in to.of(matter) if (user.pk, event) not in told]
        if whom:
            inbox.tell(whom, matter.code, event=event, params=matter.params, address=matter.address)
            new += len(whom)
    _settle(place.pk, found)
    if new:
        audit.record("inbox.warned", place, by=by, told=new)
    return new


def _settle(place: int, found: Iterable[Matter]) -> None:
    """What does not stand any more was seen to."""
    keys = {each for one in found for each in ((one.code, one.key), *one.beside)}
    standing = {_event(place, code, key) for code, key in keys}
    open_ones = _of_place(place).exclude(params__has_key=DONE)
    for kind, event in sorted(set(open_ones.values_list("kind", "event"))):
        if event not in standing:
            inbox.settle(kind, event, {DONE: True})


def _of_place(place: int) -> Any:
    return Notice.objects.filter(kind__in=KINDS, event__startswith=f"{place} ")


def _event(place: int, code: str, key: str) -> str:
    return f"{place} {code} {key}"


class _Readers:
    """Who holds which role in a sub-district today; each is asked for once."""

    def __init__(self, place: int) -> None:
        self.place = place
        self._by_role: dict[Role, list[directory.User]] = {}
        held = directory.Membership.objects.filter(role=Role.MANAGER, subdistrict=place, user__is_active=True)
        self._managers: dict[int, list[directory.User]] = {}
        for one in held.on(clock.today()).select_related("user"):
            self._managers.setdefault(one.organisation_id, []).append(one.user)

    def of(self, matter: Matter) -> list[directory.User]:
        managers = self._managers.get(matter.provider, []) if matter.provider else []
        return [*managers, *(user for role in matter.roles for user in self._holding(role))]

    def _holding(self, role: Role) -> list[directory.User]:
        if role not in self._by_role:
            self._by_role[role] = list(users.holding(role, [self.place]))
        return self._by_role[role]
