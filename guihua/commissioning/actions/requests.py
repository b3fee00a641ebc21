"""A partner hands in a request or an opinion; the office or the provider answers it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from guihua.commissioning import request_notices as notices
from guihua.commissioning import request_policy as policy
from guihua.commissioning.actions import search_texts
from guihua.commissioning.models import PartnerRequest, Project
from guihua.core import audit, clock
from guihua.core.refusal import refuse_if


@transaction.atomic
def hand_in(project: Project, kind: str, text: str, *, by: Any) -> PartnerRequest:
    """The same words while they wait for an answer are the same request: a form that is sent twice makes one."""
    rows = Project.objects.select_for_update(of=("self",)).select_related("domain")
    project = rows.get(pk=project.pk)
    refuse_if(policy.why_not_hand_in(by, project))
    said = {"project": project, "organisation": policy.organisation_of(by, project), "kind": kind, "text": text}
    if same := PartnerRequest.objects.unanswered().filter(**said).first():
        return same
    own = {"subdistrict_id": project.subdistrict_id, "asked_at": clock.now(), "asked_by": by}
    request = PartnerRequest.objects.create(**said, **own)
    search_texts.keep(request)
    audit.record("partnerrequest.handed_in", request, by=by, project=project.number, kind=kind)
    notices.handed_in(request)
    return request


@transaction.atomic
def answer(request: PartnerRequest, text: str, *, by: Any) -> PartnerRequest:
    """Of two who answer at once the second is told that it was answered."""
    rows = PartnerRequest.objects.select_for_update(of=("self",))
    request = rows.select_related("project__domain", "organisation", "asked_by", "answered_by").get(pk=request.pk)
    refuse_if(policy.why_not_answer(by, request))
    request.answer, request.answered_at = text, clock.now()
    request.answered_by = None if by is audit.SYSTEM else by
    request.save(update_fields=["answer", "answered_at", "answered_by"])
    search_texts.keep(request)
    audit.record("partnerrequest.answered", request, by=by)
    notices.answered(request, by)
    return request
