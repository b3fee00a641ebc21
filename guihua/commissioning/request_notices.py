"""Who is told of what a partner hands in: never its words, and where a domain is confidential not of which project."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, gettext_noop

from guihua.commissioning.models import PartnerRequest, Project
from guihua.commissioning.unnamed import either
from guihua.core import audit, clock, inbox
from guihua.directory import models as directory
from guihua.directory.models import Role

HANDED_IN = inbox.kind(
    "request.handed_in",
    gettext_lazy("合作单位提了请求或意见"),
    either(
        gettext_noop("%(place)s对「%(project)s」提了请求或意见，等答复。"),
        gettext_noop("%(place)s对一个项目提了请求或意见，等答复。"),
    ),
)
ANSWERED = inbox.kind(
    "request.answered",
    gettext_lazy("提的请求或意见有了答复"),
    either(gettext_noop("你对「%(project)s」提的请求或意见有了答复。"), gettext_noop("你提的请求或意见有了答复。")),
)
KINDS = (HANDED_IN, ANSWERED)


def handed_in(request: PartnerRequest) -> None:
    """To the office, and to the manager of the project's provider."""
    office = directory.User.objects.at_the_office_of(request.subdistrict_id, clock.today())
    held = directory.Membership.objects.on(clock.today()).filter(
        role=Role.MANAGER, organisation=request.project.provider_id
    )
    managers = directory.User.objects.filter(pk__in=held.values("user"), is_active=True)
    _tell(
        request, HANDED_IN, {user.pk: user for user in (*office, *managers)}.values(), place=request.organisation.name
    )


def answered(request: PartnerRequest, by: Any) -> None:
    """To who handed it in, as long as they see the project; nobody has to answer it any more."""
    inbox.settle(HANDED_IN.code, f"{HANDED_IN.code} {request.pk}", {})
    asker = request.asked_by
    if asker and (by is audit.SYSTEM or asker.pk != by.pk):
        sees = Project.objects.counted_for(asker).filter(pk=request.project_id).exists()
        _tell(request, ANSWERED, [asker] if sees else [])


def _tell(request: PartnerRequest, kind: inbox.Kind, told: Iterable[directory.User], **params: Any) -> None:
    if not request.project.domain.is_confidential:
        params["project"] = request.project.name
    address = reverse("commissioning:partner_request", args=[request.pk])
    inbox.tell(told, kind.code, event=f"{kind.code} {request.pk}", params=params, address=address)
