"""What is asked of the optimiser of panels, and what it answers: rules and wishes as data. No Django.

A rule may not be broken; a wish costs whole points where it is not met. Everything is keyed by the caller's own keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

type Key = int | str
type Pair = tuple[Key, Key]


@dataclass(frozen=True)
class Slot:
    """A time of a visit day. Two of one day whose positions follow each other leave no time between them."""

    key: Key
    day: Key
    position: int
    most: int | None = None  # visits at once; None: as many as there are assessors for


@dataclass(frozen=True)
class Project:
    key: Key
    provider: Key
    domain: Key
    seats: int
    needs: Mapping[str, int] = field(default_factory=dict)  # at least so many of a kind
    area: Key | None = None  # where it is visited; None: nobody travels there
    online: bool = False
    slots: frozenset[Key] | None = None  # when it can be visited; None: at any time


@dataclass(frozen=True)
class Assessor:
    """One kind each: a seat for finance is not at once one for practice. `least` is a wish, `most` a rule."""

    key: Key
    kind: str
    most: int
    least: int = 0
    expertise: frozenset[Key] = frozenset()  # domains
    available: frozenset[Key] | None = None  # slots; None: all of them


@dataclass(frozen=True)
class Costs:
    """What a wish is worth that is not met, in points."""

    not_expert: int = 10  # a seat taken by somebody from another domain
    last_year: int = 20  # a seat taken by somebody who judged it last year
    load: int = 1  # the second sitting of one assessor costs this, the third twice this, and so on: loads stay even
    under: int = 15  # a sitting less than the least
    travel: int = 1  # for each unit of distance between two slots that follow each other
    new_seat: int = 40  # somebody new on a panel that was there before
    moved: int = 40  # a project at another time than before


@dataclass(frozen=True)
class Prices:
    """How dear it is to relax a rule, by the code of its breach. None: it is never offered."""

    load: int | None = 10  # one sitting more; a second one for the same assessor is twice as dear, and so on
    full: int | None = 15
    away: int | None = 20
    fixed_slot: int | None = 30
    fixed_seat: int | None = 30
    closed: int | None = 40
    far: int | None = 40
    seats: int | None = 60  # a seat that stays empty
    kind: int | None = 80
    apart: int | None = 200
    conflict: int | None = None


@dataclass(frozen=True)
class Panels:
    """Who sits on which panel, and when it meets; without slots, `slots` is empty."""

    seats: Mapping[Key, tuple[Key, ...]] = field(default_factory=dict)
    slots: Mapping[Key, Key] = field(default_factory=dict)


@dataclass(frozen=True)
class Problem:
    projects: tuple[Project, ...]
    assessors: tuple[Assessor, ...]
    slots: tuple[Slot, ...] = ()  # none: only who sits where is asked
    conflicts: frozenset[Pair] = frozenset()  # assessor, project
    ties: frozenset[Pair] = frozenset()  # assessor, provider
    apart: frozenset[Pair] = frozenset()  # two assessors that may not sit together
    last_year: frozenset[Pair] = frozenset()  # assessor, project
    distances: Mapping[Pair, int] = field(default_factory=dict)  # between areas, either way; not given: 1
    too_far: int | None = None  # so far is too far between two slots that follow each other
    fixed: Panels = field(default_factory=Panels)  # what may not change; a panel need not be named whole
    before: Panels | None = None  # what should change as little as possible
    costs: Costs = field(default_factory=Costs)
    prices: Prices = field(default_factory=Prices)


@dataclass(frozen=True)
class Plan(Panels):
    """`bound`: no plan costs less. Both in points, by the problem's own costs."""

    objective: int = 0
    bound: int = 0

    @property
    def proved(self) -> bool:
        return self.objective == self.bound

    @property
    def gap(self) -> float:
        return (self.objective - self.bound) / max(abs(self.objective), 1)


@dataclass(frozen=True)
class Breach:
    """A rule that is broken. `limit` is what it asks for, `found` what there is."""

    code: str
    project: Key | None = None
    assessor: Key | None = None
    other: Key | None = None  # the other assessor, or project
    slot: Key | None = None
    kind: str | None = None
    limit: int = 0
    found: int = 1


@dataclass(frozen=True)
class Clash:
    """No plan keeps all rules. `cheapest`: what to relax so that there is one, `price` for how much; `proved`: nothing is cheaper.

    `ways`: what it takes where rules of one code alone give way, for each code that can do it; the codes are the rules that clash.
    """

    cheapest: tuple[Breach, ...]
    price: int
    proved: bool
    ways: Mapping[str, tuple[Breach, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class NoneInTime:
    """Time was over before there was a plan, or before it was clear that there is none. `bound`: any plan costs at least this."""

    bound: int
