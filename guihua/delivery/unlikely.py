"""What a provider's month lacks, or what is unlikely in it, as far as nobody has said that it is so."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl
from django.db.models import F, Q

from guihua.commissioning import models as commissioning
from guihua.commissioning import stops
from guihua.core.flat import Flat
from guihua.delivery import models as delivery
from guihua.delivery.calc import findings
from guihua.delivery.calc import months as calc
from guihua.delivery.calc.findings import Finding
from guihua.delivery.models import FindingKind
from guihua.directory import models as directory

SESSION = Flat(
    delivery.Session,
    {
        "session": ("pk", pl.Int64),
        "project": ("project", pl.Int64),
        "day": ("day", pl.Date),
        "starts_at": ("starts_at", pl.Time),
        "minutes": ("minutes", pl.Int64),
        "community": ("community", pl.Int64),
        "capacity": ("capacity", pl.Int64),
        "activity": ("activity", pl.Int64),
    },
)
ATTENDANCE = Flat(
    delivery.Attendance,
    {"session": ("session", pl.Int64), "who": ("person", pl.Int64), "count": ("count", pl.Int64)},
)
ORDER = {kind: n for n, kind in enumerate(FindingKind.values)}


@dataclass
class Month:
    """`findings` of one provider's month; `noted` are those of which somebody said that they are so."""

    findings: list[Finding] = field(default_factory=list)
    noted: list[delivery.FindingNote] = field(default_factory=list)
    sessions: dict[int, delivery.Session] = field(default_factory=dict)  # those that the findings name
    projects: dict[int, commissioning.Project] = field(default_factory=dict)  # the provider's


def of(provider: directory.Organisation, month: int) -> Month:
    """In the same few questions, however much is found. Of what others hold, only those sessions are read at which
    somebody was whom the provider met on the same day: nothing else can make a pair with one of its own."""
    projects = commissioning.Project.objects.filter(provider=provider).select_related("domain").in_bulk()
    own = set(delivery.Session.objects.filter(project__in=projects, month=month).values_list("pk", flat=True))
    there = delivery.Attendance.objects.filter(count__gt=0)
    read = own | _met_again(there.filter(session__in=own), there.filter(session__month=month))
    sessions = SESSION.frame(delivery.Session.objects.filter(pk__in=read).order_by("pk"))
    rows = there.filter(session__in=read)
    attendance = ATTENDANCE.frame(rows.known_as().annotate(who=F("known_as")).order_by("pk"))
    terms = {pk: (one.starts_on, one.ends_on) for pk, one in projects.items()}
    anywhere = set(sessions.filter(pl.col("project").is_in(_confidential(projects)))["session"])
    everything = [
        *(
            one
            for one in findings.found(sessions, attendance, terms)
            if {one.session, one.other} & own and not (one.kind == FindingKind.NO_COMMUNITY and one.session in anywhere)
        ),
        *_silent(month, projects, sessions),
    ]
    about = Q(session__in=own) | Q(other__in=own) | Q(project__in=projects)
    noted = list(delivery.FindingNote.objects.filter(about, month=month).select_related("by").order_by("-at", "-pk"))
    known = {note.key for note in noted}
    still = sorted(
        (one for one in everything if one.key not in known), key=lambda one: (ORDER[one.kind], one.session or 0)
    )
    keys = [one.key for one in still] + [note.key for note in noted]
    named = {pk for key in keys for pk in key[1:3] if pk}
    shown = delivery.Session.objects.select_related("activity", "project__domain", "community").in_bulk(list(named))
    return Month(still, noted, shown, projects)


def _met_again(own: delivery.AttendanceQuerySet, of_month: delivery.AttendanceQuerySet) -> set[int]:
    """The sessions of a day at which somebody was who is among `own` on that day."""
    met = set(own.known_as().filter(known_as__isnull=False).values_list("session__day", "known_as"))
    again = of_month.of_any({who for _day, who in met}).known_as()
    return {session for session, *key in again.values_list("session", "session__day", "known_as") if tuple(key) in met}


def _confidential(projects: dict[int, commissioning.Project]) -> list[int]:
    """Where somebody is met says who they may be, so that these write no community."""
    return [pk for pk, one in projects.items() if one.domain.is_confidential]


def _silent(month: int, projects: dict[int, commissioning.Project], sessions: pl.DataFrame) -> list[Finding]:
    first, last = calc.first_day(month), calc.last_day(month)
    running = commissioning.Project.objects.filter(pk__in=projects).under_contract(first, last)
    stood = stops.of(list(projects))
    on_duty = delivery.DutyShift.objects.filter(project__in=projects, month=month).order_by()
    heard = {*sessions["project"], *on_duty.values_list("project", flat=True).distinct()}
    return [
        Finding(FindingKind.SILENT, project=pk)
        for pk in running.order_by("number").values_list("pk", flat=True)
        if pk not in heard and not stops.stands_still(stood, pk, first, last)
    ]
