"""On which days a project stands still: suspended, or ended before its term. What that forbids is said here, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.calc.rests import Rest, share_of_term
from guihua.core import clock
from guihua.core.refusal import Refusal

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stop:
    """`is_end`: nothing comes after it."""

    rest: Rest
    is_end: bool = False

    def sentence(self, project: commissioning.Project) -> str:
        said = {"project": project.name, "day": self.rest.first.isoformat()}
        if self.is_end:
            words = _("「%(project)s」已经终止，%(day)s 起没有服务，这一天不能登记。请核对日期。")
            return words % said
        if self.rest.last is None:
            return _("「%(project)s」从 %(day)s 起暂停，这一天不能登记。请核对日期，或等项目恢复。") % said
        words = _("「%(project)s」从 %(day)s 到 %(last)s 暂停，这一天不能登记。请核对日期。")
        return words % (said | {"last": self.rest.last.isoformat()})


Stops = Mapping[int, Sequence[Stop]]


def of(projects: Any) -> Stops:
    """By project; one that never stood still is not named. In two questions."""
    found: dict[int, list[Stop]] = {}
    for project, since, until in (
        commissioning.Suspension.objects.of(projects).order_by("since").values_list("project", "since", "until")
    ):
        rest = Rest(since, until - ONE_DAY if until else None)
        found.setdefault(project, []).append(Stop(rest))
    ended = commissioning.Termination.objects.of(projects).standing().order_by()
    for project, last_on in ended.values_list("project", "last_on"):
        found.setdefault(project, []).append(Stop(Rest(last_on + ONE_DAY, None), is_end=True))
    return found


def rests(stops: Stops, project: int) -> list[Rest]:
    return [stop.rest for stop in stops.get(project, ())]


def stop_on(stops: Stops, project: int, day: date) -> Stop | None:
    """What keeps a project from working on a day; that it ended says more than that it was suspended."""
    holding = [stop for stop in stops.get(project, ()) if stop.rest.holds(day)]
    return max(holding, key=lambda stop: stop.is_end, default=None)


def stands_still(stops: Stops, project: int, first: date, last: date) -> bool:
    """Whether it works on none of these days: one stop covers them all."""
    return any(rest.covers(first, last) for rest in rests(stops, project))


def ends_on(stops: Stops, project: commissioning.Project) -> date:
    """The last day of its term, or the one with which it ended before that."""
    ends = [stop.rest.first - ONE_DAY for stop in stops.get(project.pk, ()) if stop.is_end]
    return min([project.ends_on, *ends])


def why_not_work_on(project: commissioning.Project, day: date) -> Refusal | None:
    """Nothing was done on a day on which the project stood still. Asked under the lock of its sub-district."""
    stop = stop_on(of([project.pk]), project.pk, day)
    return Refusal("stopped", stop.sentence(project)) if stop else None


def share_over(project: commissioning.Project, on: date | None = None) -> Fraction:
    """How much of its term is over by today, without the days on which it stood still."""
    own = rests(of([project.pk]), project.pk)
    return share_of_term(project.starts_on, project.ends_on, on or clock.today(), own)


def why_not_approve(project: commissioning.Project) -> Refusal | None:
    """No money is let go while nobody knows whether the project goes on."""
    held = commissioning.Suspension.objects.of([project.pk]).lasting().first()
    if held is None or project.state == commissioning.ProjectState.TERMINATED:
        return None
    words = _("项目从 %(day)s 起暂停，暂停期间不批准付款。请等项目恢复再批，或者现在退回。")
    return Refusal("suspended", words % {"day": held.since.isoformat()})
