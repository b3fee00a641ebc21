"""Which account a user may open: the whole programme's, for those who oversee it; a community's, for its secretary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404

from guihua.commissioning.models import CORRECTIONS, Domain
from guihua.directory.models import Community, Subdistrict, users
from guihua.reporting.figures import Figure
from guihua.reporting.narrowing import Narrowing

OF_A_PLACE = ("project", "community", "session", "attendance")
"""What the rows may be that a secretary opens: none of them stands for a person."""
OF_ITS_OWN = ("projects.count", "funding.committed")
"""The figures all of whose projects the secretary sees: those that are stationed in the community."""


def overseen_by(user: Any) -> Subdistrict:
    """The sub-district whose account the user oversees. Raises Http404 for everybody else."""
    return get_object_or_404(Subdistrict.objects.held_by(user, *users.OVERSEERS)[:1])


def is_overseeing(user: Any) -> bool:
    return user.is_authenticated and users.holds(user, *users.OVERSEERS)


@dataclass(frozen=True)
class Reader:
    """Whose account somebody reads: all of it, or that of some communities (by code) alone; and the codes of the domains
    whose sessions they read in sums only."""

    subdistrict: Subdistrict
    communities: frozenset[str] | None = None
    closed: frozenset[str] = frozenset()

    @property
    def is_bounded(self) -> bool:
        return self.communities is not None

    def may_open(self, figure: Figure, to: Narrowing) -> bool:
        """Whether its rows are for this reader. That of a whole sub-district is no secretary's."""
        if self.communities is None:
            return True
        is_of_a_place = figure.each in OF_A_PLACE and figure.code.partition(".")[0] != CORRECTIONS
        return to.community in self.communities and is_of_a_place

    def shut(self, figures: Iterable[Figure], to: Narrowing) -> frozenset[str]:
        """The codes of the figures that this reader learns without their rows."""
        return frozenset(figure.code for figure in figures if not self.may_open(figure, to))

    def leads_to_projects(self, figure: Figure) -> bool:
        return not self.is_bounded or figure.code in OF_ITS_OWN


def reader(user: Any) -> Reader | None:
    """As whom the user reads an account; None for who reads none."""
    overseen = Subdistrict.objects.held_by(user, *users.OVERSEERS).first()
    if overseen:
        return Reader(overseen)
    homes = list(Community.objects.filter(pk__in=users.communities_of(user)).select_related("subdistrict"))
    if not homes:
        return None
    place = homes[0].subdistrict
    closed = Domain.objects.filter(subdistrict=place, is_confidential=True).values_list("code", flat=True)
    codes = frozenset(home.code for home in homes if home.subdistrict_id == place.pk)
    return Reader(place, codes, frozenset(closed))


def reader_of(user: Any, community: Community) -> Reader | None:
    """As whom the user reads the account of one community; None for who does not."""
    found = reader(user)
    if found is None or found.subdistrict != community.subdistrict:
        return None
    return found if found.communities is None or community.code in found.communities else None
