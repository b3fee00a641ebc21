"""People leave the register again, since the file that brought them was taken back."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q

from guihua.core import audit, bulk
from guihua.core.refusal import refuse_if
from guihua.directory import leaving, people_policy
from guihua.directory import models as directory
from guihua.directory.actions import settling
from guihua.directory.actions.people import register_of, taken_for, turn
from guihua.directory.actions.registers import Register
from guihua.directory.calc.matching import Card
from guihua.directory.leaving import Leaving
from guihua.directory.signals import people_turned


@transaction.atomic
def take_out(subdistrict: directory.Subdistrict, people: Collection[int], *, by: Any) -> Leaving:
    """Those of them on whom nothing stands are gone, with their data keys, as if they had never been met. The others stay.

    Whoever was taken for one of them is again whom the remaining files say.
    """
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=subdistrict.pk)
    refuse_if(people_policy.why_not_take_out(by, subdistrict))
    found = leaving.of(subdistrict, people, apart={})
    turned = unbind(register_of(subdistrict), found.going)
    turned |= settling.settle(subdistrict, also=turned).turned
    for chunk in bulk.portions(found.going):
        directory.PersonGram.objects.filter(person__in=chunk).delete()
        directory.Person.objects.filter(pk__in=chunk).delete()
    if turned:
        people_turned.send(directory.Person, subdistrict=subdistrict, people=turned)
    stayed = {"stayed": found.staying.total(), **found.staying}
    audit.record("people.taken_out", subdistrict, by=by, gone=len(found.going), turned=len(turned), **stayed)
    return found


def unbind(register: Register, going: Collection[int]) -> set[int]:
    """Takes away what joins the others to those who go: handles, likenesses that nobody judged, and who was taken for them.
    Returns whoever is somebody else now."""
    handles: set[bytes] = set()
    for chunk in bulk.portions(going):
        kept = register.handles._default_manager.filter(**{f"{register.owner}__in": chunk})
        handles.update(bytes(index) for index in kept.values_list("index", flat=True))
        kept.delete()
        either = Q(**{f"{register.owner}__in": chunk}) | Q(other__in=chunk)
        register.resemblances._default_manager.filter(either).delete()
        columns = dict.fromkeys(register.pointers)
        register.people._default_manager.filter(pk__in=chunk).update(**columns)
    cards = [Card(None, handle) for handle in sorted(handles)]
    on_file = register.on_file(cards)
    return turn(register, on_file, taken_for(cards, on_file, on_file.faces)) - set(going)
