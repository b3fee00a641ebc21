"""The registers that grow long enough to be exported in the background, by name: the list, and the rows that somebody may see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core.listing import Listing
from guihua.delivery import models as delivery
from guihua.desk import attention, attention_money, funds, listings, pairs, policy, project_deeds
from guihua.desk.attention_line import Reader
from guihua.desk.permission_terms import READING
from guihua.directory import models as directory
from guihua.directory.models import users

Register = Callable[[Any], tuple[Listing, QuerySet[Any]]]


def sessions(user: Any) -> tuple[Listing, QuerySet[Any]]:
    """What was held in a secretary's community may be of projects that they do not see."""
    rows = delivery.Session.objects.visible_to(user)
    visible = commissioning.Project.objects.visible_to(user).values_list("pk", flat=True)
    projects = set(visible) if users.holds(user, users.Role.SECRETARY) else None
    reads = users.holds(user, *READING)
    return listings.sessions(
        rows, projects=projects, watched=partial(attention.sessions, user) if reads else None
    ), rows


def projects(user: Any) -> tuple[Listing, QuerySet[Any]]:
    rows = commissioning.Project.objects.visible_to(user).order_by("-year__year", "number")
    rows = rows.select_related("domain", "provider", "year", "method", "mode").prefetch_related("communities")
    names_officers = policy.knows_officers(user)
    watched = partial(attention.projects, user) if users.holds(user, *attention.WATCHING) else None
    deeds = project_deeds.deeds(user)
    found = listings.projects(rows, names_officers=names_officers, deeds=deeds, watched=watched)
    return replace(
        found, ways=[(gettext_lazy("计划新项目"), reverse("commissioning:planning"), "plus")]
    ) if users.holds(user, users.Role.OFFICE) else found, rows


def instalments(user: Any) -> tuple[Listing, QuerySet[Any]]:
    rows = commissioning.Instalment.objects.visible_to(user).with_way().select_related("contract__project__provider")
    watched = partial(attention_money.instalments, Reader(user)) if users.holds(user, users.Role.FINANCE) else None
    return funds.instalments(rows, watched), rows.order_by("contract__project__number", "position")


def likely_duplicates(user: Any) -> tuple[Listing, QuerySet[Any]]:
    rows = directory.Resemblance.objects.visible_to(user).strongest_first()
    return pairs.listing(rows), rows


REGISTERS: dict[str, Register] = {"projects": projects, "sessions": sessions, "pairs": likely_duplicates}
