"""People of a confidential domain enter its vault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import audit, bulk, finding, secrecy
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.delivery import arrivals, subject
from guihua.delivery import models as delivery
from guihua.delivery.actions import recounts
from guihua.directory import people_policy
from guihua.directory import policy as directory_policy
from guihua.directory.actions import departures
from guihua.directory.actions.people import Entered, enter
from guihua.directory.actions.registers import Identity, NewPerson, Register
from guihua.directory.leaving import Leaving


def vault_of(domain: commissioning.Domain) -> Register:
    return Register(
        people=delivery.Codename,
        handles=delivery.CodenameHandle,
        resemblances=delivery.CodenameResemblance,
        owner="codename",
        scope={"domain_id": domain.pk},
        purpose=f"codename {domain.pk}",
    )


@transaction.atomic
def resolve_many(domain: commissioning.Domain, whos: Sequence[Identity], *, by: Any) -> Entered:
    """The codename of each identity, given where there is none yet. The caller has locked the sub-district."""
    count = delivery.Codename.objects.filter(domain=domain).count()

    def write(new: Sequence[NewPerson]) -> None:
        fields = ["id", "subdistrict_id", "domain_id", "code", "data_key", "name", "phone", "id_number"]
        about = (domain.subdistrict_id, domain.pk)
        rows = [
            (n.pk, *about, f"匿{number:04d}", n.data_key, n.sealed_name, n.phone, n.id_number, *_indexes(n))
            for number, n in enumerate(new, start=count + 1)
        ]
        bulk.insert(delivery.Codename, [*fields, "id_index", "handle_index", "merged_into_id"], rows)

    entered = enter(vault_of(domain), whos, write)
    recounts.after_turning(domain.subdistrict, codenames=entered.turned)
    counts = {"identities": len(whos), "people": len(set(entered.met)), "unsure": entered.unsure}
    audit.record("codenames.resolved", domain, by=by, turned=len(entered.turned), **counts)
    return entered


def _indexes(new: NewPerson) -> tuple[bytes | None, bytes | None, int | None]:
    return new.id_index, new.handle_index, new.same_as


@transaction.atomic
def read_names(codenames: Sequence[delivery.Codename], *, by: Any) -> dict[int, str]:
    """The names behind codenames, for a worker of their project; the reading is audited."""
    names = _opened(codenames, by=by)
    if codenames:
        audit.record("codenames.read", codenames[0].domain, by=by, codes=[c.code for c in codenames])
    return names


def _opened(codenames: Sequence[delivery.Codename], *, by: Any) -> dict[int, str]:
    readable = set(
        delivery.Codename.objects.readable_by(by).filter(pk__in=[c.pk for c in codenames]).values_list("pk", flat=True)
    )
    if unreadable := [c for c in codenames if c.pk not in readable]:
        raise Refused(Refusal("not-yours", _("%(code)s 的姓名只有该项目的社工能看。") % {"code": unreadable[0].code}))
    place = vault_of(codenames[0].domain).place("name") if codenames else ""
    kept = [c for c in codenames if c.data_key]  # nobody stands behind the others any more
    return {c.pk: secrecy.opened(c.name, key=secrecy.unwrapped(c.data_key), place=place) for c in kept}


@transaction.atomic
def find(project: commissioning.Project, typed: str, *, by: Any) -> dict[int, str]:
    """Those of the project's people whose name is meant by what was typed, for its worker. All names are looked at, and
    that nobody was found says something too: the search is audited as a reading."""
    met = list(delivery.Codename.objects.met_on(project))
    names = _opened(met, by=by)
    found = {pk: name for pk, name in names.items() if finding.matches(name, typed)}
    codes = [one.code for one in met if one.pk in found]
    audit.record("codenames.read", project.domain, by=by, codes=codes, among=len(names))
    return found


@transaction.atomic
def erase(codename: delivery.Codename, *, by: Any, why: str) -> int:
    """Whoever stands behind the codename is forgotten; its records and figures stay. Returns how many rows."""
    refuse_if(directory_policy.why_not_erase(by, codename.subdistrict))
    count = subject.erase_codename(codename)
    audit.record("codename.erased", codename, by=by, rows=count, why=why)
    return count


@transaction.atomic
def take_out(batch: delivery.ImportBatch, brought: list[int], *, by: Any) -> Leaving:
    """Whoever stands behind codenames that a file brought is forgotten, where nothing else tells of them. The caller has
    locked the sub-district, and taken back the file's records."""
    refuse_if(people_policy.why_not_take_out(by, batch.subdistrict))
    found = arrivals.codenames_leaving(batch, brought, is_undone=True)
    by_domain: dict[commissioning.Domain, list[delivery.Codename]] = defaultdict(list)
    for chunk in bulk.portions(found.going):
        for codename in delivery.Codename.objects.filter(pk__in=chunk).select_related("domain"):
            by_domain[codename.domain].append(codename)
    for domain, rows in by_domain.items():
        turned = departures.unbind(vault_of(domain), [row.pk for row in rows])
        subject.forget(rows)
        recounts.after_turning(batch.subdistrict, codenames=turned)
        audit.record("codenames.taken_out", domain, by=by, gone=len(rows), turned=len(turned))
    return found
