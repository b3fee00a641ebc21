"""What the register promises: people are found by what is sealed about them, and whoever holds a role was given it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import batched
from typing import Any

from cryptography.exceptions import InvalidTag
from django.apps import apps
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core import clock, finding, secrecy
from guihua.core.models import AuditRow
from guihua.core.promises import PORTION, Found, Promise, where_not
from guihua.directory import models as directory
from guihua.directory import numbers, subject

Row = directory.Person


def _indexes(found: Found) -> None:
    people = directory.Person.objects.exclude(data_key=b"").prefetch_related("grams")
    for row in found.some(people):
        try:
            said = numbers.opened(row)
        except (secrecy.UnknownKey, InvalidTag):
            found.breach(_("人员 %(pk)s：封存的内容打不开。") % {"pk": row.pk})
            continue
        if wrong := [name for name, fits in _fitting(row, said) if not fits]:
            found.breach(_("人员 %(pk)s：%(which)s 和内容不符。") % {"pk": row.pk, "which": " ".join(wrong)})


def _fitting(row: Row, said: numbers.Numbers) -> Iterator[tuple[str, bool]]:
    """Each index by which a row is found, and whether it is that of what the row says."""
    place, right = row.subdistrict_id, numbers.indexes(row.subdistrict_id, row.name, said)
    number = numbers.id_index(place, said.id_number) if said.id_number else None
    yield "id_index", _bytes(row.id_index) == number
    yield "phone_index", _bytes(row.phone_index) == right.phone_index
    yield "phone_tail_index", _bytes(row.phone_tail_index) == right.phone_tail_index
    yield "birthday_index", _bytes(row.birthday_index) == right.birthday_index or _is_another_rows(row, said)
    yield "grams", {one.gram for one in row.grams.all()} == finding.grams(row.name)
    if row.handle_index is not None:
        met = numbers.handle_index(place, said.phone, row.name)
        yield "handle_index", _bytes(row.handle_index) == met or _was_corrected(row)


def _bytes(index: Any) -> bytes | None:
    return bytes(index) if index is not None else None


def _is_another_rows(row: Row, said: numbers.Numbers) -> bool:
    """Somebody whose ID number stands on another of their rows is found by the birthday that it tells."""
    others = [numbers.opened(one).birthday for one in subject.as_met(row) if one.pk != row.pk]
    found = {
        numbers.indexes(row.subdistrict_id, row.name, numbers.Numbers(said.phone, "", born)).birthday_index
        for born in others
    }
    return _bytes(row.birthday_index) in found


def _was_corrected(row: Row) -> bool:
    """They are still met as they were, whatever is known of them by now."""
    return bool(row.history.exists())


def _merged(found: Found) -> None:
    both = Q(merged_into__merged_into=None, merged_into__subdistrict=F("subdistrict"))
    living = ~Q(merged_into__data_key=b"") | Q(data_key=b"")
    told = gettext_lazy("人员 %(pk)s 归并到 %(into)s，那里却不是一个在册的人。")
    merged = directory.Person.objects.exclude(merged_into=None)
    where_not(found, merged, both & living, lambda row: told % {"pk": row.pk, "into": row.merged_into_id})


def _roles(found: Found) -> None:
    """Of each role in force the trail says that somebody gave it, and nothing about an end that the row does not know."""
    held = directory.Membership.objects.on(clock.today())
    kind = directory.Membership._meta.label_lower
    for rows in _portions(found, held):
        trail = AuditRow.objects.filter(kind=kind, object_id__in=[row.pk for row in rows]).order_by("pk")
        told = list(trail.values_list("action", "object_id", "details"))
        given = {pk for action, pk, _said in told if action == "membership.appointed"}
        ended = {pk: said.get("until") for action, pk, said in told if action == "membership.ended"}
        for row in rows:
            until = row.until.isoformat() if row.until else None
            if row.pk not in given or (row.pk in ended and ended[row.pk] != until):
                found.breach(
                    _("%(who)s 的角色「%(role)s」在生效，审计记录里却没有，或者早已结束。")
                    % {"who": row.user.username, "role": row.get_role_display()}
                )


def _grants(found: Found) -> None:
    """Sight of one thing that is in force was given more often than it was taken."""
    label_of = {str(model._meta.model_name): model._meta.label_lower for model in apps.get_models()}
    for rows in _portions(found, directory.Grant.objects.on(clock.today())):
        wanted = Q(kind__in={label_of[row.kind] for row in rows}, object_id__in={row.object_id for row in rows})
        trail = AuditRow.objects.filter(wanted, action__in=["grant.given", "grant.ended"]).order_by("pk")
        standing = Counter[tuple[Any, ...]]()
        for kind, pk, action, said in trail.values_list("kind", "object_id", "action", "details").iterator():
            standing[kind, pk, said["user"], said["role"]] += 1 if action == "grant.given" else -1
        for row in rows:
            if standing[label_of[row.kind], row.object_id, row.user_id, row.role] < 1:
                found.breach(
                    _("%(who)s 看得到 %(kind)s %(pk)s，审计记录里却没有授权，或者早已收回。")
                    % {"who": row.user.username, "kind": row.kind, "pk": row.object_id}
                )


def _portions(found: Found, rows: Any) -> Iterable[Sequence[Any]]:
    return batched(found.each(rows.select_related("user")), PORTION)


def _sign_ins(found: Found) -> None:
    alive = directory.SignIn.objects.alive_at(timezone.now()).select_related("user")
    told = gettext_lazy("%(who)s 的账号已停用，却还登录着。")
    where_not(found, alive, Q(user__is_active=True), lambda row: told % {"who": row.user.username})


PROMISES = (
    Promise("people_indexes", gettext_lazy("每个人都按自己的号码和姓名查得到"), _indexes),
    Promise("people_merged", gettext_lazy("归并了的人都指向在册的人"), _merged),
    Promise("roles", gettext_lazy("生效的角色都有任命，没有一个过了期"), _roles),
    Promise("grants", gettext_lazy("生效的授权都有人给过，没有一个过了期"), _grants),
    Promise("sign_ins", gettext_lazy("停用的账号没有人登录着"), _sign_ins),
)
