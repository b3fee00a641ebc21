"""What went wrong at a project, or is complained of, is reported once, taken up, followed, closed, and reopened with a reason."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from guihua.commissioning import incident_notices as notices
from guihua.commissioning import incident_policy as policy
from guihua.commissioning import models as commissioning
from guihua.commissioning.calc import incidents as calc
from guihua.core import audit, clock, lifecycle, secrecy
from guihua.core.refusal import Refusal, Refused, refuse_if

Incident = commissioning.Incident
State = commissioning.IncidentState
Step = commissioning.StepKind
STEP_PLACE = "commissioning_incidentstep"
FACTS = ("kind", "grade", "happened_at", "known_at")


@dataclass(frozen=True)
class Said:
    """What is reported: what it is and how grave, when it happened and when it became known; the rest is sealed."""

    kind: str
    grade: str
    happened_at: datetime
    known_at: datetime
    what: str
    place: str
    done: str = ""
    told: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in FACTS}

    @property
    def texts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in commissioning.INCIDENT_TEXTS}


@transaction.atomic
def report(project: commissioning.Project, said: Said, *, by: Any, sent_as: UUID | None = None) -> Incident:
    """The same form sent again gives the report that it made the first time."""
    rows = commissioning.Project.objects.select_for_update(of=("self",))
    project = rows.select_related("domain").get(pk=project.pk)
    refuse_if(policy.why_not_report(by, project) or policy.why_not_hand_on(by, project, said.kind))
    if sent_as and (sent := Incident.objects.filter(sent_as=sent_as).first()):
        return _same(sent, project, by)
    refuse_if(policy.why_not_when(said.happened_at, said.known_at))
    wrapped, _key = secrecy.new_wrapped_key()
    incident = Incident(
        subdistrict_id=project.subdistrict_id,
        project=project,
        data_key=wrapped,
        reported_at=clock.now(),
        reported_by=by,
        sent_as=sent_as,
    )
    _write(incident, said)
    incident.save()
    audit.record("incident.reported", incident, by=by, grade=said.grade, late=incident.minutes_late)
    notices.reported(incident, by)
    return incident


@transaction.atomic
def correct(incident: Incident, said: Said, *, why: str, seen: int, by: Any) -> Incident:
    """It says this from now on; what it said before is kept, sealed, with the reason. `seen`: the revision that the editor saw."""
    incident = locked(incident)
    refuse_if(policy.why_not_correct(by, incident) or policy.why_not_seen(incident, seen))
    refuse_if(policy.why_not_hand_on(by, incident.project, said.kind))
    refuse_if(policy.why_not_known(incident, said.happened_at, said.known_at))
    before = {name: getattr(incident, name) for name in FACTS} | incident.texts
    now = said.facts | said.texts
    changed = {name for name, value in now.items() if before[name] != value}
    if not changed:
        return incident
    was_grave = incident.grade == commissioning.IncidentGrade.GRAVE
    _write(incident, said)
    incident.revision += 1
    incident.save()
    told = {name: _plain(before[name]) for name in sorted(changed)}
    step = _step(incident, Step.CORRECTED, by, why, before=told)
    audit.record("incident.corrected", incident, by=by, changed=sorted(changed))
    if not was_grave:
        notices.became_grave(step, by)
    return incident


@transaction.atomic
def take_up(incident: Incident, *, by: Any) -> Incident:
    """The office sees to it from now on."""
    incident = locked(incident)
    refuse_if(policy.why_not_handle(by, incident))
    refuse_if(policy.why_not_take(incident))
    incident.taken_by, incident.taken_at = by, clock.now()
    incident.save(update_fields=["taken_by", "taken_at"])
    lifecycle.move(incident, State.TAKEN, by=by)
    notices.taken(_step(incident, Step.TAKEN, by), by)
    return incident


@transaction.atomic
def note(incident: Incident, text: str, *, by: Any) -> commissioning.IncidentStep:
    """What was done since."""
    incident = locked(incident)
    refuse_if(policy.why_not_note(by, incident))
    audit.record("incident.noted", incident, by=by)
    return _step(incident, Step.NOTED, by, text)


@transaction.atomic
def ask(incident: Incident, text: str, *, by: Any) -> Incident:
    """Something has to be known first."""
    incident = locked(incident)
    refuse_if(policy.why_not_handle(by, incident))
    lifecycle.move(incident, State.ASKED, by=by)
    notices.asked(_step(incident, Step.ASKED, by, text), by)
    return incident


@transaction.atomic
def answer(incident: Incident, text: str, *, by: Any) -> Incident:
    """What was asked for."""
    incident = locked(incident)
    refuse_if(policy.why_not_answer(by, incident) or policy.why_not_answered(incident))
    lifecycle.move(incident, State.TAKEN, by=by)
    audit.record("incident.answered", incident, by=by)
    notices.answered(_step(incident, Step.ANSWERED, by, text), by)
    return incident


@transaction.atomic
def close(incident: Incident, outcome: str, text: str, learned: str, *, by: Any) -> Incident:
    """It is over: how, why, and what is done otherwise from now on."""
    incident = locked(incident)
    refuse_if(policy.why_not_handle(by, incident))
    incident.outcome, incident.closed_at = outcome, clock.now()  # first: the database looks at them with the state
    incident.save(update_fields=["outcome", "closed_at"])
    lifecycle.move(incident, State.CLOSED, by=by)
    notices.closed(_step(incident, Step.CLOSED, by, text, learned=learned), by)
    return incident


@transaction.atomic
def reopen(incident: Incident, text: str, *, by: Any) -> Incident:
    """It is not over; what was said of its end stays among its steps. It has as long again as it had first."""
    incident = locked(incident)
    refuse_if(policy.why_not_handle(by, incident) or policy.why_not_reopen(incident))
    times = commissioning.IncidentTimes.objects.of(incident.subdistrict_id)[incident.grade]
    lifecycle.move(incident, State.TAKEN, by=by)
    incident.close_by = calc.due(times, incident.known_at, clock.now()).close_by
    incident.outcome, incident.closed_at = "", None
    incident.save(update_fields=["close_by", "outcome", "closed_at"])
    audit.record("incident.reopened", incident, by=by)
    notices.reopened(_step(incident, Step.REOPENED, by, text), by)
    return incident


def escalate_due(*, by: Any) -> int:
    """What nobody took up in time is told to the leader, each once, also after a crash and a second run. Returns how many."""
    keys = Incident.objects.left_lying(clock.now()).order_by("pk").values_list("pk", flat=True)
    return sum(_escalate(pk, by) for pk in list(keys))


@transaction.atomic
def _escalate(pk: int, by: Any) -> bool:
    incident = locked(Incident(pk=pk))
    if incident.state != State.REPORTED or incident.escalated_at:
        return False
    incident.escalated_at = clock.now()
    incident.save(update_fields=["escalated_at"])
    audit.record("incident.escalated", incident, by=by)
    notices.escalated(_step(incident, Step.ESCALATED, by))
    return True


def _write(incident: Incident, said: Said) -> None:
    """With the times that follow from it."""
    for name, value in said.facts.items():
        setattr(incident, name, value)
    incident.seal(said.texts)
    times = commissioning.IncidentTimes.objects.of(incident.subdistrict_id)[said.grade]
    for name, value in vars(calc.due(times, said.known_at, incident.reported_at)).items():
        setattr(incident, name, value)


def _step(
    incident: Incident,
    kind: str,
    by: Any,
    text: str = "",
    *,
    learned: str = "",
    before: Mapping[str, str] | None = None,
) -> commissioning.IncidentStep:
    key = secrecy.unwrapped(incident.data_key)
    said = {"text": text, "learned": learned, "before": json.dumps(before or {}, ensure_ascii=False)}
    sealed = {
        f"sealed_{name}": secrecy.sealed(value, key=key, place=f"{STEP_PLACE}.sealed_{name}")
        for name, value in said.items()
    }
    own = {"number": incident.steps.count() + 1, "kind": kind, "at": clock.now(), "by": by}
    return commissioning.IncidentStep.objects.create(incident=incident, **own, **sealed)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _same(sent: Incident, project: commissioning.Project, by: Any) -> Incident:
    if sent.project_id != project.pk or sent.reported_by_id != (by.pk if by else None):
        raise Refused(Refusal("sent-elsewhere", _("这份报告已经报在别的项目里。请打开新的一页再报。")))
    return sent


def locked(incident: Incident) -> Incident:
    """As it is now, held."""
    rows = Incident.objects.select_for_update(of=("self",)).select_related("project__domain", "reported_by", "taken_by")
    found: Incident = rows.get(pk=incident.pk)
    return found
