"""Two people side by side: what each is known by, where they differ, and what a merge would change. Numbers are masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core.handled import Handled
from guihua.core.listing import Column, Deed, Kind, Listing, Phone, choice, search
from guihua.core.wording import listed
from guihua.delivery import models as delivery
from guihua.delivery import people as known
from guihua.desk import people as shown
from guihua.directory import models as directory
from guihua.directory import people_policy, subject
from guihua.directory.actions import merges
from guihua.directory.models import Decision
from guihua.directory.models.resemblances import OF_A_HOUSEHOLD


def listing(rows: directory.ResemblanceQuerySet) -> Listing:
    counts = rows.by_reason()
    words = _("%(what)s（%(n)d）")
    present = [alike for alike in directory.Alike if alike in counts]
    kinds = [(alike.value, words % {"what": alike.label, "n": counts[alike.value]}) for alike in present]
    households = sum(counts.get(alike, 0) for alike in OF_A_HOUSEHOLD)
    strengths = [
        (LIKELY, _("更像同一人（%(n)d）") % {"n": sum(counts.values()) - households}),
        (HOUSEHOLDS, _("更像一家人（%(n)d）") % {"n": households}),
    ]
    return Listing(
        gettext_lazy("疑似重复"),
        [
            Column("pair", gettext_lazy("两条登记"), lambda p: listed([p.person.name, p.other.name]), address=_page),
            Column("why", gettext_lazy("哪里相同"), lambda p: p.get_why_display(), ("why",), phone=Phone.MARK),
            Column("decision", gettext_lazy("状态"), lambda p: p.get_decision_display(), (), Kind.CHIP, Phone.KEY),
        ],
        {
            "q": search(gettext_lazy("姓名"), "person__name", "other__name"),
            "decision": choice(gettext_lazy("状态"), STATES, narrow=_in_state),
            "which": choice(gettext_lazy("把握"), strengths, narrow=_of_strength),
            "why": choice(gettext_lazy("哪里相同"), kinds, by="why"),
        },
        gettext_lazy("按「再找一遍」，把可能登记了两次的人找出来。"),
        lambda found: found.select_related("person", "other"),
        name="pairs",
        deeds=DEEDS,
        ways=[(gettext_lazy("再找一遍"), reverse("desk:pairs_looking"), "refresh-cw")],
    )


def _put_off(rows: Any, _given: Any, by: Any) -> Handled:
    return merges.put_off(rows, by=by)


# whether two are one is looked at pair by pair, and never decided for many at once
DEEDS = (Deed("later", gettext_lazy("放到以后再看"), _put_off, icon="clock"),)


def _of_strength(rows: Any, strength: str) -> Any:
    return rows.of_households() if strength == HOUSEHOLDS else rows.likely()


LIKELY, HOUSEHOLDS = "likely", "households"
STATES = [("open", Decision.OPEN.label), *((state.value, state.label) for state in Decision if state)]


def _in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    return rows.filter(decision="" if state == "open" else state)


def _page(pair: directory.Resemblance) -> str:
    return reverse("desk:pair", args=[pair.pk])


@dataclass(frozen=True)
class Side:
    """One of the two, under all the ways in which they were met."""

    person: directory.Person
    about: shown.About
    sessions: int
    shifts: int
    last_met: Any
    projects: list[str]
    numbered: list[directory.Person]


@dataclass(frozen=True)
class Line:
    label: str | Promise
    values: list[str]

    @property
    def differs(self) -> bool:
        return len(set(self.values)) > 1


def side(person: directory.Person, user: Any) -> Side:
    about = shown.about(person)
    attended = known.attendance_known_to(user).filter(person__in=about.rows).order_by()
    projects = commissioning.Project.objects.filter(pk__in=attended.values("session__project"))
    return Side(
        person,
        about,
        attended.aggregate(n=Count("session", distinct=True))["n"],
        known.shifts_known_to(user).filter(person__in=about.rows).count(),
        attended.order_by("-session__day").values_list("session__day", flat=True).first(),
        list(projects.order_by("number").values_list("name", flat=True)),
        people_policy.numbered(about.rows),
    )


def lines(sides: Sequence[Side]) -> list[Line]:
    """What is known of the two, a line for each thing."""
    facts: list[tuple[str | Promise, Any]] = [
        (_("姓名"), lambda s: s.person.name),
        (_("手机"), lambda s: s.about.listed_phones),
        (_("证件号码"), lambda s: s.about.listed_id_numbers),
        (_("生日"), lambda s: s.about.birthday.isoformat() if s.about.birthday else ""),
        (_("性别"), lambda s: s.person.get_gender_display()),
        (_("居住社区"), lambda s: str(s.person.community or "")),
        (_("参与的项目"), lambda s: listed(s.projects)),
        (_("最近参与"), lambda s: s.last_met.isoformat() if s.last_met else ""),
        (_("参与场次"), lambda s: str(s.sessions)),
        (_("值勤"), lambda s: str(s.shifts)),
    ]
    return [Line(label, [tell(one) or "–" for one in sides]) for label, tell in facts]


def both_at(sides: Sequence[Side]) -> int:
    """Sessions that both stand in, in one part: after a merge each counts once."""
    one, two = (delivery.Attendance.objects.by_name().filter(person__in=side.about.rows) for side in sides)
    first = set(one.values_list("session", "part"))
    return len(first & set(two.values_list("session", "part")))


def standing_merges(person: directory.Person) -> QuerySet[directory.Merge]:
    """The merges that somebody made by hand and that make this person, newest first."""
    rows = subject.as_met(person)
    made = directory.Merge.objects.filter(undone_at=None, is_correction=False)
    return made.filter(kept__in=rows, other__in=rows).select_related("kept", "other", "by").order_by("-pk")


def prefix_of(made: directory.Merge) -> str:
    """By which the fields of its taking apart are told from those of another on the same page."""
    return f"merge{made.pk}_%s"


def numbered_of(*people: directory.Person) -> list[directory.Person]:
    """The rows, on either side, whose ID number holds so far."""
    return [row for person in people for row in people_policy.numbered(subject.as_met(person))]
