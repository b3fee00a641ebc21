"""What the search finds in the texts of projects: which of them say all of the words, as far as a reader may read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning.models import SearchText
from guihua.commissioning.search_texts import SOURCES
from guihua.core import bulk, finding
from guihua.core.listing import paged
from guihua.core.ui.pages import page_of


@dataclass(frozen=True)
class Kind:
    """How one kind of text is called and shown: the thing that says it, its title and its page. `reads`: what of a thing's
    relations the two ask for."""

    label: str | Promise
    icon: str
    title: Callable[[Any], str]
    page: Callable[[Any], str]
    reads: tuple[str, ...] = ("project",)
    there: Callable[[Any], QuerySet[Any]] = lambda rows: rows


@dataclass(frozen=True)
class Found:
    """One thing that was found; where that is by what it says, with the place in its text."""

    name: str
    address: str
    line: str = ""
    icon: str = ""
    pieces: Sequence[finding.Piece] = ()


def matches(user: Any, words: Sequence[str], *, kind: str = "") -> dict[str, set[int]]:
    """By kind, the keys of the things in whose texts the words stand. The texts are read through once, for all kinds; then it is
    asked of the things which ones the user may read."""
    rows = SearchText.objects.in_the_open().saying(words)
    said = (rows.filter(kind=kind) if kind else rows).things()
    found = {which: _read(which, user, said[which]) for which in KINDS if which in said}
    return {which: keys for which, keys in found.items() if keys}


def _read(kind: str, user: Any, said: set[int]) -> set[int]:
    things = _readable(kind, user).order_by()
    if len(said) <= bulk.MOST_PARAMETERS:
        return set(things.filter(pk__in=said).values_list("pk", flat=True))
    return said & bulk.keys_in(things.aggregate(keys=bulk.keys())["keys"])


def newest(kind: str, words: Sequence[str], keys: set[int], places: slice) -> list[SearchText]:
    """Those at these places, the newest first. Of many the list is read from its beginning, as far as is needed."""
    rows = SearchText.objects.filter(kind=kind).newest_first()
    if len(keys) <= bulk.MOST_PARAMETERS:
        return list(rows.filter(object_id__in=keys)[places])
    ordered = rows.saying(words).values_list("object_id", flat=True).iterator(bulk.MOST_PARAMETERS)
    wanted = list(islice((key for key in ordered if key in keys), places.start, places.stop))
    return list(rows.filter(object_id__in=wanted))


def shown(user: Any, words: Sequence[str], kind: str, rows: Sequence[SearchText]) -> list[Found]:
    """A thing that went out of sight since it was counted is left out."""
    how = KINDS[kind]
    things = _readable(kind, user).select_related(*how.reads).in_bulk([row.object_id for row in rows])
    return [_told(row, things[row.object_id], how, words) for row in rows if row.object_id in things]


def page(user: Any, words: Sequence[str], kind: str, query: Any) -> tuple[Page[Any], list[Found]]:
    """One page of all texts of a kind."""
    keys = matches(user, words, kind=kind).get(kind, set())
    wanted: Page[Any] = paged(range(len(keys)), query)
    places = slice(max(wanted.start_index() - 1, 0), wanted.end_index())
    return wanted, shown(user, words, kind, newest(kind, words, keys, places))


def _readable(kind: str, user: Any) -> QuerySet[Any]:
    model: Any = SOURCES[kind].model
    return KINDS[kind].there(model.objects.visible_to(user))


def _told(row: SearchText, thing: Any, how: Kind, words: Sequence[str]) -> Found:
    pieces = finding.excerpt(row.text, words)
    return Found(how.title(thing), how.page(thing), f"{row.day:%Y-%m-%d}", how.icon, pieces)


def _of_project(thing: Any) -> str:
    return str(thing.project)


def _plan(need: commissioning.Need) -> str:
    return reverse("commissioning:plan", args=[need.plan.community_id, need.plan.year])


KINDS = {
    "visit": Kind(_("走访记录"), "footprints", _of_project, lambda one: reverse("commissioning:visit", args=[one.pk])),
    "task": Kind(
        pgettext_lazy("several", "任务"),
        "list-todo",
        _of_project,
        lambda one: reverse("commissioning:task", args=[one.pk]),
    ),
    "message": Kind(
        pgettext_lazy("several", "消息"),
        "messages-square",
        lambda one: f"{one.thread.project} · {one.thread.subject}",
        lambda one: reverse("commissioning:thread", args=[one.thread_id]),
        ("thread__project",),
    ),
    "report": Kind(_("定期报告"), "file-text", lambda one: f"{one.project} · {one.period}", page_of),
    "contract": Kind(
        _("合同"),
        "file-signature",
        _of_project,
        lambda one: reverse("desk:project_money", args=[one.project_id]),
    ),
    "indicator": Kind(
        pgettext_lazy("several", "指标"),
        "target",
        lambda one: str(one.contract.project),
        lambda one: reverse("desk:project_indicators", args=[one.contract.project_id]),
        ("contract__project",),
    ),
    "need": Kind(_("社区需求"), "list-checks", lambda one: str(one.plan), _plan, ("plan__community",)),
    "notice": Kind(
        _("采购公告"),
        "megaphone",
        lambda one: f"{one.name} · {one.title}",
        lambda one: reverse("commissioning:published_purchase", args=[one.procurement_id]),
        ("procurement",),
    ),
    "coverage": Kind(
        _("宣传报道"), "newspaper", _of_project, lambda one: reverse("commissioning:coverage", args=[one.pk])
    ),
    "file": Kind(
        _("项目资料"),
        "paperclip",
        _of_project,
        lambda one: reverse("desk:project_files", args=[one.project_id]),
        there=lambda rows: rows.there(),
    ),
}
