"""What a month lacks is mended at one tap, or said to be so."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from guihua.commissioning import models as commissioning
from guihua.core import audit, clock
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.delivery import closing_policy as policy
from guihua.delivery import models as delivery
from guihua.delivery.actions import changed, corrections, late_changes, sessions
from guihua.delivery.calc.findings import Finding
from guihua.delivery.signals import records_changed
from guihua.directory import models as directory

FILLED_IN = gettext_noop("结账前补写社区")


@transaction.atomic
def confirm(
    provider: directory.Organisation, month: int, finding: Finding, *, by: Any, why: str
) -> delivery.FindingNote:
    """情况属实: it is so, for this reason, and does not come up again. Said twice, the first word stands."""
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=provider.subdistrict_id)
    refuse_if(policy.why_not_keep(by, provider.subdistrict_id, provider.pk))
    if not why.strip():
        raise Refused(Refusal("no-reason", _("请写明情况。")))
    _refuse_if_of_others(provider, month, finding)
    about: dict[str, Any] = {"kind": finding.kind, "month": month}
    about |= {"session_id": finding.session, "other_id": finding.other, "project_id": finding.project}
    said = {"by": by, "at": clock.now(), "why": why.strip()}
    note, is_new = delivery.FindingNote.objects.get_or_create(subdistrict=provider.subdistrict, **about, defaults=said)
    if is_new:
        changed.report({session.project_id} if (session := note.session) and session.project_id else set())
        audit.record("finding.confirmed", note, by=by, kind=note.kind, month=month, why=note.why)
    return note


def _refuse_if_of_others(provider: directory.Organisation, month: int, finding: Finding) -> None:
    pair = [pk for pk in (finding.session, finding.other) if pk]
    held = delivery.Session.objects.filter(pk__in=pair, month=month, subdistrict=provider.subdistrict_id)
    own = held.filter(project__provider=provider)
    projects = commissioning.Project.objects.filter(pk=finding.project or 0, provider=provider)
    if not (own.exists() and held.count() == len(pair)) and not (finding.project and projects.exists()):
        raise Refused(Refusal("not-there", _("这一条已经不在了。请刷新页面看看。")))


@transaction.atomic
def place(session: delivery.Session, community: directory.Community, *, by: Any, why: str = "") -> delivery.Session:
    """The session took place in the community, where none was written. In a closed month `why` says the reason."""
    subdistrict = directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=session.subdistrict_id)
    session = delivery.Session.objects.select_related("project", "activity", "community").get(pk=session.pk)
    refuse_if(policy.why_not_keep(by, subdistrict.pk, session.project.provider_id if session.project else None))
    refuse_if(policy.why_not_change(subdistrict, session.project, session.month, why))
    old, new = sessions.community_in_words(session.community), sessions.community_in_words(community)
    with late_changes.changing(subdistrict, [(session.project_id, session.month)], by=by, why=why):
        session.community = community
        session.save(update_fields=["community"])
        change = corrections.Change("community", old, new, session=session.pk)
        corrections.note_many(subdistrict.pk, [change], by=by, why=why.strip() or FILLED_IN)
    audit.record("session.placed", session, by=by, code=session.code, community=community.pk)
    records_changed.send(delivery.Session, subdistrict=subdistrict, months={session.month})
    return session
