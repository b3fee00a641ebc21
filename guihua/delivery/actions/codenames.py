"""People of a confidential domain enter its vault."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import audit, bulk, secrecy
from guihua.core.refusal import Refusal, Refused
from guihua.delivery import models as delivery
from guihua.delivery.actions import recounts
from guihua.directory.actions.people import enter
from guihua.directory.actions.registers import Identity, Register, SealedIdentity


def vault_of(domain: commissioning.Domain) -> Register:
    return Register(
        delivery.Codename, delivery.CodenameHandle, "codename", {"domain_id": domain.pk}, f"codename {domain.pk}"
    )


@transaction.atomic
def resolve_many(domain: commissioning.Domain, whos: Sequence[Identity], *, by: Any) -> list[int]:
    """The codename of each identity, given where there is none yet. The caller has locked the sub-district."""
    count = delivery.Codename.objects.filter(domain=domain).count()

    def write(new: Sequence[tuple[int, Identity, SealedIdentity, bytes | None]]) -> None:
        fields = ["id", "subdistrict_id", "domain_id", "code", "data_key", "name", "phone", "id_number", "id_index"]
        rows = [
            (
                pk,
                domain.subdistrict_id,
                domain.pk,
                f"匿{number:04d}",
                safe.data_key,
                safe.name,
                safe.phone,
                safe.id_number,
                id_index,
            )
            for number, (pk, _who, safe, id_index) in enumerate(new, start=count + 1)
        ]
        bulk.insert(delivery.Codename, fields, rows)

    entered = enter(vault_of(domain), whos, write)
    if entered.merged:
        met = delivery.Session.objects.filter(attendances__codename__in=entered.merged)
        recounts.tell(domain.subdistrict, met)
    audit.record("codenames.resolved", domain, by=by, identities=len(whos), people=len(set(entered.people)))
    return entered.people


@transaction.atomic
def read_names(codenames: Sequence[delivery.Codename], *, by: Any) -> dict[int, str]:
    """The names behind codenames, for a worker of their project; the reading is audited."""
    readable = set(
        delivery.Codename.objects.readable_by(by).filter(pk__in=[c.pk for c in codenames]).values_list("pk", flat=True)
    )
    if unreadable := [c for c in codenames if c.pk not in readable]:
        raise Refused(Refusal("not-yours", _("%(code)s 的姓名只有该项目的社工能看。") % {"code": unreadable[0].code}))
    place = vault_of(codenames[0].domain).place("name") if codenames else ""
    names = {c.pk: secrecy.opened(c.name, key=secrecy.unwrapped(c.data_key), place=place) for c in codenames}
    if codenames:
        audit.record("codenames.read", codenames[0].domain, by=by, codes=[c.code for c in codenames])
    return names
