"""People as the desk shows them: the list, and what a page tells of one. Numbers are masked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core import clock, secrecy
from guihua.core.listing import Column, Kind, Listing, Phone, choice, search
from guihua.core.wording import listed
from guihua.delivery import people as known
from guihua.delivery.models import Part
from guihua.directory import models as directory
from guihua.directory import numbers, people_policy, subject
from guihua.directory.calc import id_numbers
from guihua.directory.models import users
from guihua.reporting import figures


def listing(rows: QuerySet[directory.Person], user: Any) -> Listing:
    return Listing(
        pgettext_lazy("several", "人员"),
        [
            Column("name", gettext_lazy("姓名"), lambda p: p.name, ("name",), address=page_of),
            Column("phone", gettext_lazy("手机"), masked_phone, phone=Phone.MARK),
            Column("community", gettext_lazy("居住社区"), lambda p: p.community.name if p.community else ""),
            Column("gender", gettext_lazy("性别"), lambda p: p.get_gender_display(), is_extra=True),
            Column("last_met", gettext_lazy("最近参与"), lambda p: p.last_met, phone=Phone.MARK),
            Column(
                "projects",
                gettext_lazy("参与的项目"),
                lambda p: p.projects_met,
                kind=Kind.NUMBER,
            ),
            Column(
                "times",
                gettext_lazy("参与场次"),
                lambda p: p.times_met,
                kind=Kind.NUMBER,
                phone=Phone.KEY,
                unit=figures.SESSIONS.of,
            ),
        ],
        {
            "q": search(gettext_lazy("姓名或拼音"), by=called),
            "project": choice(
                pgettext_lazy("several", "项目"), _projects(user), narrow=lambda found, pk: _met_on(found, pk, user)
            ),
            "community": choice(gettext_lazy("居住社区"), _communities(rows), by="community"),
            "gender": choice(gettext_lazy("性别"), directory.Gender.choices, by="gender"),
        },
        gettext_lazy("导入参与记录后，这里会列出每个留了姓名的人。"),
        name="people",
        ways=_ways(user),
        complete=lambda found: known.with_meetings(found, user).select_related("community"),
    )


def _ways(user: Any) -> list[tuple[Any, str, str]]:
    ways: list[tuple[Any, str, str]] = [(gettext_lazy("按号码找人"), reverse("desk:people_finding"), "search")]
    if users.holds(user, users.Role.OFFICE):
        ways.append((gettext_lazy("疑似重复"), reverse("desk:pairs"), "users"))
    return ways


def page_of(person: directory.Person) -> str:
    return reverse("desk:person", args=[person.pk])


def masked_phone(person: directory.Person) -> str:
    return secrecy.masked_phone(numbers.opened(person).phone)


def _projects(user: Any) -> list[tuple[int, str]]:
    found = commissioning.Project.objects.visible_to(user).filter(domain__is_confidential=False)
    return list(found.order_by("-year__year", "number").values_list("pk", "name"))


def called(rows: Any, word: str) -> QuerySet[directory.Person]:
    found: QuerySet[directory.Person] = rows.called(word)
    return found


def _met_on(rows: QuerySet[directory.Person], project: str, user: Any) -> QuerySet[directory.Person]:
    attended = known.attendance_known_to(user).filter(session__project=int(project)).order_by()
    return rows.filter(Q(pk__in=attended.values("person")) | Q(pk__in=attended.values("person__merged_into")))


def _communities(rows: QuerySet[directory.Person]) -> list[tuple[int, str]]:
    there = rows.order_by().exclude(community=None).values("community")
    found = directory.Community.objects.filter(pk__in=there)
    return list(found.order_by("code").values_list("pk", "name"))


@dataclass(frozen=True)
class About:
    """What is known of somebody under all the ways in which they were met; numbers masked."""

    rows: Sequence[directory.Person]
    phones: list[str]
    id_numbers: list[str]
    birthday: date | None

    @property
    def listed_phones(self) -> str:
        return listed(self.phones)

    @property
    def listed_id_numbers(self) -> str:
        return listed(self.id_numbers)

    @property
    def age(self) -> int | None:
        return id_numbers.years_old(self.birthday, clock.today()) if self.birthday else None

    @property
    def needs_guardian(self) -> bool:
        return id_numbers.needs_guardian(self.birthday, clock.today())


def about(person: directory.Person) -> About:
    """The rows of one person, their own first. Raises Destroyed once they are erased."""
    rows = sorted(subject.as_met(person), key=lambda row: row.pk != person.pk)
    opened = [numbers.opened(row) for row in rows]
    right = {row.pk for row in people_policy.numbered(rows)}
    return About(
        rows,
        _each_once(secrecy.masked_phone(one.phone) for one in opened),
        _each_once(secrecy.masked_id(n.id_number) for row, n in zip(rows, opened, strict=True) if row.pk in right),
        numbers.birthday(rows),
    )


def _each_once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word for word in words if word))


def took_part(rows: Sequence[directory.Person], user: Any) -> Any:
    """Attendance of the person that the user may know, newest first."""
    found = known.attendance_known_to(user).filter(person__in=rows)
    found = found.select_related("session__activity", "session__project", "session__community")
    return found.order_by("-session__day", "-session__starts_at", "pk")


def parts(rows: Sequence[directory.Person], user: Any) -> list[dict[str, Any]]:
    """As what somebody took part, and how often."""
    found = known.attendance_known_to(user).filter(person__in=rows).order_by()
    counts = {row["part"]: row["times"] for row in found.values("part").annotate(times=Count("pk"))}
    return [{"name": name, "times": counts[part]} for part, name in Part.choices if part in counts]
