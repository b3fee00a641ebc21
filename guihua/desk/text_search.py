"""What the search finds in the texts of projects: which of them say all of the words, as far as a reader may read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.core.paginator import Page
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning.models import SearchText
from guihua.commissioning.models.search_texts import SearchTextQuerySet
from guihua.commissioning.search_texts import SOURCES
from guihua.core import finding
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


def counted(user: Any, words: Sequence[str]) -> dict[str, int]:
    """By kind, in how many texts the words stand; a kind that has none is not named."""
    seen = reduce(or_, (_of(kind, user) for kind in KINDS))
    rows = seen.saying(words).order_by().values_list("kind").annotate(Count("pk"))
    found = dict(rows)
    return {kind: found[kind] for kind in KINDS if kind in found}


def first(user: Any, words: Sequence[str], kind: str, most: int) -> list[Found]:
    rows = _of(kind, user).saying(words).newest_first()
    return _shown(rows[:most], user, words, kind)


def page(user: Any, words: Sequence[str], kind: str, query: Any) -> tuple[Page[Any], list[Found]]:
    """One page of all texts of a kind."""
    wanted: Page[Any] = paged(_of(kind, user).saying(words).newest_first(), query)
    return wanted, _shown(wanted.object_list, user, words, kind)


def _of(kind: str, user: Any) -> SearchTextQuerySet:
    return SearchText.objects.of(kind, _readable(kind, user))


def _readable(kind: str, user: Any) -> QuerySet[Any]:
    model: Any = SOURCES[kind].model
    return KINDS[kind].there(model.objects.visible_to(user))


def _shown(rows: Any, user: Any, words: Sequence[str], kind: str) -> list[Found]:
    """A thing that went out of sight since it was counted is left out."""
    how, rows = KINDS[kind], list(rows)
    things = _readable(kind, user).select_related(*how.reads).in_bulk([row.object_id for row in rows])
    return [_told(row, things[row.object_id], how, words) for row in rows if row.object_id in things]


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
