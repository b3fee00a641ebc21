"""What the search finds in the texts of projects: which of them say all of the words, as far as a reader may read them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning.models import SearchText
from guihua.commissioning.models.search_texts import SearchTextQuerySet
from guihua.commissioning.search_texts import SOURCES
from guihua.core import bulk, finding
from guihua.core.listing import paged
from guihua.core.ui.pages import page_of

MOST = bulk.MOST_PARAMETERS  # things of a kind that are counted and listed: beyond it, one more word helps
FEW = 5 * MOST  # texts of all kinds, which are read at once


@dataclass(frozen=True)
class Kind:
    """How one kind of text is called and shown: the thing that says it, its title and its page. `reads`: what of a thing's
    relations the two ask for. `with_records`: nobody reads it who does not read the records of its project."""

    label: str | Promise
    icon: str
    title: Callable[[Any], str]
    page: Callable[[Any], str]
    reads: tuple[str, ...] = ("project",)
    there: Callable[[Any], QuerySet[Any]] = lambda rows: rows
    with_records: bool = False


@dataclass(frozen=True)
class Matched:
    """The things of one kind in which the words stand; `is_more`: the newest of them, as many as are counted."""

    keys: list[int]  # the newest first
    is_more: bool = False


@dataclass(frozen=True)
class Found:
    """One thing that was found; where that is by what it says, with the place in its text."""

    name: str
    address: str
    line: str = ""
    icon: str = ""
    pieces: Sequence[finding.Piece] = ()


def matches(user: Any, words: Sequence[str], *, kind: str = "") -> dict[str, Matched]:
    """By kind, the things in whose texts the words stand. The texts are read through once for all kinds; where that tells of more
    than a few, kind by kind from the newest on, no further than is counted. What was found is asked which of it the user may read."""
    rows = SearchText.objects.in_the_open().saying(words)
    said = _few(rows.filter(kind=kind) if kind else rows)
    kinds = [kind] if kind else KINDS
    found = {which: _matched(which, user, rows.filter(kind=which), said) for which in kinds}
    return {which: one for which, one in found.items() if one.keys}


def _few(rows: SearchTextQuerySet) -> dict[str, list[int]] | None:
    """By kind, the keys of what says the texts, the newest first; nothing where they are more than a few."""
    some = list(rows.order_by().values_list("day", "object_id", "kind")[: FEW + 1])
    if len(some) > FEW:
        return None
    by_kind: dict[str, list[int]] = defaultdict(list)
    for _day, key, which in sorted(some, reverse=True):
        by_kind[which].append(key)
    return by_kind


def _matched(kind: str, user: Any, rows: SearchTextQuerySet, said: dict[str, list[int]] | None) -> Matched:
    """Whoever may not read all of the first of them may read less than what was said: there it is looked for."""
    first = _first(rows) if said is None else said.get(kind, [])[: MOST + 1]
    read = _read(kind, user, first) if first else []
    if len(read) < len(first) and len(first) > MOST:
        known = bulk.keys_in(_all_readable(kind, user).order_by().aggregate(keys=bulk.keys())["keys"])
        read = _first(rows.filter(object_id__in=bulk.together(known)))
    return Matched(read[:MOST], is_more=len(read) > MOST)


def _all_readable(kind: str, user: Any) -> QuerySet[Any]:
    """With the projects looked up before: how few of them somebody reads PostgreSQL would not guess, and so read every text."""
    rows = _readable(kind, user)
    if not KINDS[kind].with_records:
        return rows
    projects = commissioning.Project.objects.open_to(user).values_list("pk", flat=True)
    return rows.filter(project__in=bulk.together(projects))


def _first(rows: SearchTextQuerySet) -> list[int]:
    """The newest, one more than is counted."""
    return list(rows.newest_first().values_list("object_id", flat=True)[: MOST + 1])


def _read(kind: str, user: Any, said: list[int]) -> list[int]:
    known = set(_readable(kind, user).order_by().filter(pk__in=bulk.together(said)).values_list("pk", flat=True))
    return [key for key in said if key in known]


def newest(kind: str, keys: Sequence[int], places: slice) -> list[SearchText]:
    """Those at these places, the newest first, as the keys are."""
    return list(SearchText.objects.filter(kind=kind, object_id__in=keys[places]).newest_first())


def shown(user: Any, words: Sequence[str], kind: str, rows: Sequence[SearchText]) -> list[Found]:
    """A thing that went out of sight since it was counted is left out."""
    how = KINDS[kind]
    among = bulk.together(row.object_id for row in rows)
    things = _readable(kind, user).select_related(*how.reads).filter(pk__in=among).in_bulk()
    return [_told(row, things[row.object_id], how, words) for row in rows if row.object_id in things]


def page(user: Any, words: Sequence[str], kind: str, query: Any) -> tuple[Page[Any], list[Found], bool]:
    """One page of the texts of a kind, and whether there are more of them than are counted."""
    found = matches(user, words, kind=kind).get(kind, Matched([]))
    wanted: Page[Any] = paged(range(len(found.keys)), query)
    places = slice(max(wanted.start_index() - 1, 0), wanted.end_index())
    return wanted, shown(user, words, kind, newest(kind, found.keys, places)), found.is_more


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


def _rules(article: commissioning.Article) -> str:
    return f"{reverse('commissioning:edition', args=[article.rules_id])}#article-{article.position}"


def _staff(thing: Any) -> str:
    return reverse("desk:project_posts", args=[thing.project_id])


KINDS = {
    "visit": Kind(
        _("走访记录"),
        "footprints",
        _of_project,
        lambda one: reverse("commissioning:visit", args=[one.pk]),
        with_records=True,
    ),
    "task": Kind(
        pgettext_lazy("several", "任务"),
        "list-todo",
        _of_project,
        lambda one: reverse("commissioning:task", args=[one.pk]),
        with_records=True,
    ),
    "message": Kind(
        pgettext_lazy("several", "消息"),
        "messages-square",
        lambda one: f"{one.thread.project} · {one.thread.subject}",
        lambda one: reverse("commissioning:thread", args=[one.thread_id]),
        ("thread__project",),
    ),
    "report": Kind(_("定期报告"), "file-text", lambda one: f"{one.project} · {one.period}", page_of, with_records=True),
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
    "call": Kind(
        _("征集公告"),
        "megaphone",
        str,
        lambda one: reverse("commissioning:call", args=[one.pk]),
        ("procurement__project",),
    ),
    "acceptance": Kind(
        _("验收书"),
        "badge-check",
        lambda one: str(one.contract.project),
        lambda one: reverse("commissioning:acceptance", args=[one.pk]),
        ("contract__project",),
    ),
    "article": Kind(_("管理办法"), "scale", lambda one: f"{one.rules} · {one}", _rules, ("rules",)),
    "request": Kind(
        _("请求和意见"),
        "message-square-plus",
        _of_project,
        lambda one: reverse("commissioning:partner_request", args=[one.pk]),
    ),
    "post": Kind(_("项目岗位"), "id-card", _of_project, _staff),
    "learning": Kind(_("培训和督导"), "graduation-cap", _of_project, _staff),
    "file": Kind(
        _("项目资料"),
        "paperclip",
        _of_project,
        lambda one: reverse("desk:project_files", args=[one.project_id]),
        there=lambda rows: rows.there(),
        with_records=True,
    ),
}
