"""One search over all that somebody may see: what each kind of thing finds, and where the rest of it is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core.listing import narrowed
from guihua.core.texts import printable
from guihua.core.ui.pages import page_of
from guihua.delivery import models as delivery
from guihua.delivery import people as known
from guihua.desk import listings, policy, text_search
from guihua.desk import people as shown
from guihua.desk.text_search import Found
from guihua.directory import account_listing
from guihua.directory import models as directory
from guihua.directory.models import users

FIRST = 5
LONGEST = 60  # characters
NUMBER = re.compile(r"(?<!\d)(?:86)?1[3-9]\d{9}(?!\d)|\d{15}")  # several beside each other are one long one
BETWEEN = re.compile(r"[\s\-–—.·+()]")


def plain(typed: str) -> str:
    return " ".join(printable(typed).split())[:LONGEST]


def holds_a_number(typed: str) -> bool:
    """Whether it may be somebody's phone or ID number, which is looked for in no address."""
    text = unicodedata.normalize("NFKC", typed)
    return any(NUMBER.search(one) for one in (text, BETWEEN.sub("", text)))


@dataclass(frozen=True)
class Group:
    """What one kind of thing finds: how many (`is_more`: more than these), the first of them, and the address of the list of all."""

    label: str | Promise
    icon: str
    total: int
    first: list[Found]
    everything: str
    is_more: bool = False


@dataclass(frozen=True)
class Sort:
    """A kind of thing that is searched: its rows for a user, narrowed by what was typed."""

    label: str | Promise
    icon: str
    listed: str  # the name of the list's address
    rows: Callable[[Any, str], QuerySet[Any]]
    tell: Callable[[Any], Found]
    is_for: Callable[[Any], bool] = bool


def groups(user: Any, typed: str) -> Iterator[Group]:
    """Those that find anything. A confidential domain's people are in no register, and so never here."""
    for sort in SORTS:
        if not sort.is_for(user):
            continue
        rows = sort.rows(user, typed)
        if total := rows.count():
            first = [sort.tell(row) for row in rows[:FIRST]]
            everything = f"{reverse(sort.listed)}?{urlencode({'view': 'all', 'q': typed})}"
            yield Group(sort.label, sort.icon, total, first, everything)
    yield from _said(user, typed)


def _said(user: Any, typed: str) -> Iterator[Group]:
    """The texts that say all of the words, by what says them."""
    words = typed.split()
    for kind, found in text_search.matches(user, words).items():
        how, first = text_search.KINDS[kind], text_search.newest(kind, found.keys, slice(0, FIRST))
        everything = f"{reverse('desk:search')}?{urlencode({'kind': kind, 'q': typed})}"
        lines = text_search.shown(user, words, kind, first)
        yield Group(how.label, how.icon, len(found.keys), lines, everything, found.is_more)


def _projects(user: Any, typed: str) -> QuerySet[Any]:
    rows = commissioning.Project.objects.visible_to(user).select_related("year", "provider")
    spelled = listings.spelled_in_projects(policy.knows_officers(user))
    return narrowed(rows, typed, "number", *spelled, spelled=spelled).order_by("-year__year", "number")


def _sessions(user: Any, typed: str) -> QuerySet[Any]:
    rows = delivery.Session.objects.visible_to(user).select_related("activity", "project")
    return narrowed(rows, typed, *listings.SEARCHED_IN_SESSIONS)


def _organisations(user: Any, typed: str) -> QuerySet[Any]:
    rows = directory.Organisation.objects.visible_to(user)
    return narrowed(rows, typed, "name", "credit_code", "contact_name", spelled=("name", "contact_name"))


def _communities(user: Any, typed: str) -> QuerySet[Any]:
    rows = directory.Community.objects.visible_to(user).order_by("code")
    return narrowed(rows, typed, "name", "code", spelled=("name",))


def _people(user: Any, typed: str) -> QuerySet[Any]:
    rows = known.visible_to(user).select_related("community").order_by("name", "pk")
    return narrowed(rows, typed, by=shown.called)


def _accounts(user: Any, typed: str) -> QuerySet[Any]:
    rows = directory.User.objects.visible_to(user).order_by("name", "pk")
    return narrowed(rows, typed, "name", "username", spelled=("name",))


def _keeps_accounts(user: Any) -> bool:
    return users.holds(user, *users.KEEPING)


def tell_project(project: commissioning.Project) -> Found:
    return Found(project.name, page_of(project), f"{project.year} {project.number}", "folder")


def tell_session(session: delivery.Session) -> Found:
    whose = session.project.name if session.project else session.code
    return Found(session.activity.name, page_of(session), f"{session.day} {whose}", "calendar")


def tell_organisation(organisation: directory.Organisation) -> Found:
    return Found(organisation.name, page_of(organisation), str(organisation.get_kind_display()), "building-2")


def tell_community(community: directory.Community) -> Found:
    return Found(community.name, page_of(community), community.code, "map-pin")


def tell_person(person: directory.Person) -> Found:
    return Found(person.name, shown.page_of(person), str(person.community or ""), "users")


def tell_account(account: directory.User) -> Found:
    return Found(account.name, account_listing.page_of(account), account.username, "user-cog")


SORTS = (
    Sort(pgettext_lazy("several", "项目"), "folder", "desk:projects", _projects, tell_project),
    Sort(pgettext_lazy("several", "机构"), "building-2", "desk:organisations", _organisations, tell_organisation),
    Sort(pgettext_lazy("several", "社区"), "map-pin", "desk:communities", _communities, tell_community),
    Sort(_("活动与场次"), "calendar", "desk:sessions", _sessions, tell_session),
    Sort(pgettext_lazy("several", "人员"), "users", "desk:people", _people, tell_person, known.may_know_people),
    Sort(pgettext_lazy("several", "账号"), "user-cog", "directory:accounts", _accounts, tell_account, _keeps_accounts),
)
