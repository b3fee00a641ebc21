"""Who is told of an incident or a complaint: never what happened, and where a domain is confidential not of which project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from guihua.commissioning import models as commissioning
from guihua.commissioning.unnamed import either
from guihua.commissioning.visit_notices import provider_of
from guihua.core import audit, clock, inbox
from guihua.directory import models as directory
from guihua.directory.models import Role, users

Incident = commissioning.Incident
Step = commissioning.IncidentStep


def _of(named: str, unnamed: str) -> inbox.kinds.Words:
    return either(named, unnamed, lambda params: {**params, "what": what_of(params)})


def what_of(params: Mapping[str, Any]) -> str:
    """重大 人身伤害, in the reader's language."""
    grade, kind = commissioning.IncidentGrade(params["grade"]).label, commissioning.IncidentKind(params["kind"]).label
    return f"{grade} · {kind}"


REPORTED = inbox.kind(
    "incident.reported",
    gettext_lazy("项目有突发事件或投诉"),
    _of(
        gettext_noop("「%(project)s」报告了（%(what)s），%(by)s 前要受理。"),
        gettext_noop("有一个项目报告了（%(what)s），%(by)s 前要受理。"),
    ),
)
ESCALATED = inbox.kind(
    "incident.escalated",
    gettext_lazy("突发事件或投诉超时没有受理"),
    _of(
        gettext_noop("「%(project)s」的（%(what)s）到 %(by)s 还没有人受理。"),
        gettext_noop("有一个项目的（%(what)s）到 %(by)s 还没有人受理。"),
    ),
)
TAKEN = inbox.kind(
    "incident.taken",
    gettext_lazy("突发事件或投诉已受理"),
    _of(gettext_noop("「%(project)s」的（%(what)s）已受理。"), gettext_noop("您报告的（%(what)s）已受理。")),
)
ASKED = inbox.kind(
    "incident.asked",
    gettext_lazy("突发事件或投诉要补充情况"),
    _of(
        gettext_noop("「%(project)s」的（%(what)s）要补充情况。"), gettext_noop("有一个项目的（%(what)s）要补充情况。")
    ),
)
ANSWERED = inbox.kind(
    "incident.answered",
    gettext_lazy("突发事件或投诉补充了情况"),
    _of(
        gettext_noop("「%(project)s」的（%(what)s）补充了情况。"),
        gettext_noop("有一个项目的（%(what)s）补充了情况。"),
    ),
)
CLOSED = inbox.kind(
    "incident.closed",
    gettext_lazy("突发事件或投诉已办结"),
    _of(gettext_noop("「%(project)s」的（%(what)s）已办结。"), gettext_noop("有一个项目的（%(what)s）已办结。")),
)
REOPENED = inbox.kind(
    "incident.reopened",
    gettext_lazy("突发事件或投诉重新办理"),
    _of(gettext_noop("「%(project)s」的（%(what)s）重新办理。"), gettext_noop("有一个项目的（%(what)s）重新办理。")),
)
KINDS = (REPORTED, ESCALATED, TAKEN, ASKED, ANSWERED, CLOSED, REOPENED)


def reported(incident: Incident, by: Any) -> None:
    """To its people, the office among them; what is grave to the leader at once, too."""
    told = [*commissioning.talking_on(incident.project), *_leaders(incident)]
    _tell(incident, REPORTED, f"{incident.pk}", told, by, take_by=True)


def became_grave(step: Step, by: Any) -> None:
    """It was put right, and is grave now: the leader learns of it."""
    incident = step.incident
    _tell(incident, REPORTED, f"{incident.pk}", _leaders(incident), by, take_by=True)


def escalated(step: Step) -> None:
    place = step.incident.subdistrict_id
    told = [*users.holding(Role.LEADER, [place]), *users.holding(Role.OFFICE, [place])]
    _tell(step.incident, ESCALATED, f"{step.incident_id}", told, audit.SYSTEM, take_by=True)


def taken(step: Step, by: Any) -> None:
    """Nobody has to take it up any more."""
    for kind in (REPORTED, ESCALATED):
        inbox.settle(kind.code, f"{kind.code} {step.incident_id}", {})
    _tell(step.incident, TAKEN, f"{step.incident_id}", _reporter(step.incident), by)


def asked(step: Step, by: Any) -> None:
    told = [*provider_of(step.incident.project), *_reporter(step.incident)]
    _tell(step.incident, ASKED, f"{step.incident_id} {step.number}", told, by)


def answered(step: Step, by: Any) -> None:
    office = directory.User.objects.at_the_office_of(step.incident.subdistrict_id, clock.today())
    _tell(step.incident, ANSWERED, f"{step.incident_id} {step.number}", office, by)


def closed(step: Step, by: Any) -> None:
    _tell(step.incident, CLOSED, f"{step.incident_id} {step.number}", _concerned(step.incident), by)


def reopened(step: Step, by: Any) -> None:
    _tell(step.incident, REOPENED, f"{step.incident_id} {step.number}", _concerned(step.incident), by)


def _concerned(incident: Incident) -> list[directory.User]:
    return [*commissioning.talking_on(incident.project), *_leaders(incident), *_reporter(incident)]


def _leaders(incident: Incident) -> list[directory.User]:
    """Those who are told of what is grave."""
    is_grave = incident.grade == commissioning.IncidentGrade.GRAVE
    return list(users.holding(Role.LEADER, [incident.subdistrict_id])) if is_grave else []


def _reporter(incident: Incident) -> list[directory.User]:
    """Whoever reported it, as long as they may still see it."""
    user = incident.reported_by
    return [user] if user and Incident.objects.visible_to(user).filter(pk=incident.pk).exists() else []


def _tell(
    incident: Incident,
    kind: inbox.Kind,
    event: str,
    told: Iterable[directory.User],
    by: Any,
    *,
    take_by: bool = False,
) -> None:
    people = {user.pk: user for user in told if by is audit.SYSTEM or user.pk != by.pk}
    params = {"kind": incident.kind, "grade": incident.grade}
    if not incident.project.domain.is_confidential:
        params["project"] = incident.project.name
    if take_by:
        params["by"] = f"{timezone.localtime(incident.take_by):%m-%d %H:%M}"
    inbox.tell(people.values(), kind.code, event=f"{kind.code} {event}", params=params, address=incident_page(incident))


def incident_page(incident: Incident) -> str:
    return reverse("commissioning:incident", args=[incident.pk])
