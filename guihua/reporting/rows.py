"""The rows that figures are counted from, each of a year: an Ibis expression that any engine answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from guihua.reporting.book import MOMENTS_OF_A_YEAR, Book

if TYPE_CHECKING:
    from ibis.expr.types import Table

SERVED, VOLUNTEER, ORGANISER = "served", "volunteer", "organiser"
CORRECTIONS = "corrections"
TOUR = "tour"
PUBLIC = "public"


def _months(year: int) -> tuple[int, int]:
    return year * 100 + 1, year * 100 + 12


def _of_year(rows: Table, year: int) -> Table:
    return rows.filter(rows.month.between(*_months(year)))


def sessions(book: Book, year: int) -> Table:
    return _of_year(book.sessions, year)


def served(book: Book, year: int) -> Table:
    rows = _of_year(book.attendance, year)
    return rows.filter(rows.part == SERVED)


def people(book: Book, year: int) -> Table:
    rows = served(book, year)
    named = rows.filter(rows.who.notnull())
    return named.group_by("who").aggregate(times=named.attendance.count(), first=named.day.min(), last=named.day.max())


def projects(book: Book, year: int) -> Table:
    return book.projects.filter(book.projects.year == year)


def domains(book: Book, year: int) -> Table:
    rows = projects(book, year)
    return rows.group_by("domain").aggregate(projects=rows.count())


def communities(book: Book, year: int) -> Table:
    stations = book.stations.filter(book.stations.year == year, book.stations.community.notnull())
    counted = stations.group_by("community").aggregate(projects=stations.project.nunique())
    joined = book.communities.left_join(counted, "community").drop("community_right")
    projects = joined.projects.fill_null(0)
    return joined.mutate(projects=projects, covered=(projects > 0).cast("int64"))


def covered_communities(book: Book, year: int) -> Table:
    rows = communities(book, year)
    return rows.filter(rows.covered == 1)


def public_schools(book: Book, year: int) -> Table:
    public = book.schools.filter(book.schools.nature == PUBLIC)
    stations = book.stations.filter(book.stations.year == year, book.stations.organisation.notnull())
    counted = stations.group_by("organisation").aggregate(projects=stations.project.nunique())
    joined = public.left_join(counted, "organisation").drop("organisation_right")
    return joined.mutate(projects=joined.projects.fill_null(0))


def covered_schools(book: Book, year: int) -> Table:
    rows = public_schools(book, year)
    return rows.filter(rows.projects > 0)


def corrections(book: Book, year: int) -> Table:
    rows = served(book, year)
    rows = rows.filter(rows.domain_code == CORRECTIONS)
    return rows.mutate(total_minutes=rows.minutes * rows["count"])


def tours(book: Book, year: int) -> Table:
    rows = sessions(book, year)
    return rows.filter(rows.form == TOUR)


def on_tours(book: Book, year: int) -> Table:
    rows = served(book, year)
    return rows.filter(rows.form == TOUR)


def shifts(book: Book, year: int) -> Table:
    return _of_year(book.duty, year)


def projects_on_duty(book: Book, year: int) -> Table:
    rows = shifts(book, year)
    return rows.group_by(["project", "number", "project_name"]).aggregate(
        shifts=rows.count(), total_minutes=rows.minutes.sum()
    )


def became(earlier: str, later: str) -> Callable[[Book, int], Table]:
    """People whose first attendance in the later part lies in the year, after one in the earlier part."""

    def rows(book: Book, year: int) -> Table:
        named = book.history.filter(book.history.who.notnull())
        starts = _first(named, earlier, "first_earlier")
        firsts = _first(named, later, "first_later")
        firsts = firsts.filter(firsts.first_later // MOMENTS_OF_A_YEAR == year)
        firsts = book.within(firsts, firsts.first_later)
        both = firsts.inner_join(starts, "who")
        both = both.filter(both.first_earlier < both.first_later)
        return both.mutate(first_earlier=_written(both.first_earlier), first_later=_written(both.first_later))

    return rows


def _first(named: Table, part: str, name: str) -> Table:
    """For each person the moment at which they first took part so."""
    rows = named.filter(named.part == part)
    return rows.group_by("who").aggregate(**{name: rows.moment.min()})


def _written(moment: Any) -> Any:
    """20220305143000 as 2022-03-05 14:30."""
    digits = moment.cast("string")
    day = digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2)
    return day + " " + digits.substr(8, 2) + ":" + digits.substr(10, 2)


def of_campaign(code: str) -> dict[str, Callable[[Book, int], Table]]:
    """What belongs to a campaign: its sessions, who was reached, and the projects that held them."""

    def held(book: Book, year: int) -> Table:
        rows = sessions(book, year)
        return rows.filter(rows.campaign == code)

    def reached(book: Book, year: int) -> Table:
        rows = served(book, year)
        return rows.filter(rows.campaign == code)

    def taking_part(book: Book, year: int) -> Table:
        own = held(book, year)
        own = own.filter(own.project.notnull())
        return own.group_by(["project", "number", "project_name"]).aggregate(sessions=own.count())

    return {"held": held, "reached": reached, "taking_part": taking_part}
