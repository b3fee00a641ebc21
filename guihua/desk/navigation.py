"""Where each role can go, and as what somebody is here."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from guihua.commissioning.incident_policy import REPORTING
from guihua.commissioning.models import Thread
from guihua.commissioning.models.messages import LISTENING, TALKING
from guihua.core import inbox
from guihua.core.ui.pages import page_of
from guihua.core.ui.shell import MANY, Item, Shell, counted
from guihua.delivery.people import MEETING
from guihua.desk import navigation_settings, visit_listing
from guihua.desk.permission_requests import ANSWERING
from guihua.desk.permission_terms import ACCOUNTING, PLANNING, READING
from guihua.desk.policy import IMPORTERS
from guihua.directory.models import Membership, users
from guihua.reporting.models.upper_forms import FILLING


def shell_for(user: Any, path: str) -> Shell:
    """The frame of every page for this user."""
    held = list(
        users.memberships_today(user).select_related("subdistrict", "organisation", "community").order_by("since", "pk")
    )
    unread = counted(inbox.unread_count(user))
    roles: set[str] = {membership.role for membership in held}
    return Shell(
        programme=held[0].subdistrict.programme if held else "",
        name=user.name,
        standing=_standing(held[0]) if held else [_("还没有岗位")],
        items=_items(held, unread, counted(visit_listing.waiting_for(user, roles)), _news_for(user, roles)),
        path=path,
        unread=unread,
        search=reverse("desk:search"),
    )


def _standing(held: Membership) -> list[str]:
    """街道办公室 and 桂城街道, or 社工 and 榕声社会工作服务中心."""
    place = held.organisation or held.community or held.subdistrict
    return [str(users.Role(held.role).label), place.name]


def _items(held: list[Membership], unread: str, waiting: str, news: str) -> list[Item]:
    roles: set[str] = {membership.role for membership in held}
    is_of_programme = not roles or bool(roles - {*users.ADMINISTRATORS, *users.BESIDE})
    return [
        *_homes(roles, held),
        *_recording(roles),
        Item(gettext_lazy("收件箱"), reverse("inbox"), "bell", count=unread, is_tab=not is_of_programme),
        *_own_judging(roles),
        *(_programme(roles, waiting, news) if is_of_programme else []),
        *_account(roles),
        *navigation_settings.ways(roles),
    ]


def _homes(roles: set[str], held: list[Membership]) -> list[Item]:
    """The first page, and the page of each community whose secretary one is. Who is nothing else begins at the latter."""
    homes = {one.community.pk: one.community for one in held if one.community}
    label = gettext_lazy("我的社区")
    own = [
        Item(label if len(homes) == 1 else home.name, page_of(home), "map-pinned", is_tab=True)
        for home in homes.values()
    ]
    works = roles - {*users.COUNTING, *users.BESIDE, *users.ADMINISTRATORS}
    if own and not works:
        return own
    return [Item(_first_page(roles, bool(works)), reverse("desk:overview"), "house", is_tab=True), *own]


def _first_page(roles: set[str], works: bool) -> Any:
    if roles & set(users.OVERSEERS):
        return gettext_lazy("总览")
    if works or not roles:
        return gettext_lazy("我的项目")
    return gettext_lazy("合作的项目") if users.Role.PARTNER in roles else gettext_lazy("我的职责")


def _recording(roles: set[str]) -> list[Item]:
    """The first deed of whoever was there; an office does it now and then."""
    if not roles & set(MEETING):
        return []
    return [
        Item(
            gettext_lazy("记一场"),
            reverse("delivery:record"),
            "square-pen",
            is_tab=users.Role.OFFICE not in roles,
            but=(reverse("desk:visit_adding"),),
        )
    ]


def _programme(roles: set[str], waiting: str, news: str) -> list[Item]:
    return [
        Item(pgettext_lazy("several", "项目"), reverse("desk:projects"), "folder", is_tab=True),
        Item(
            gettext_lazy("活动与场次"),
            reverse("desk:sessions"),
            "calendar",
            is_tab=True,
            short=pgettext_lazy("several", "场次"),
        ),
        *_board(roles),
        *_visits(roles, waiting),
        *_messages(roles, news),
        *_incidents(roles),
        *_requests(roles),
        *_reports(roles),
        *_posts(roles),
        *_closing(roles),
        *_judging(roles),
        *_calls(roles),
        *_funds(roles),
        *_rules(roles),
        *_imports(roles),
        Item(pgettext_lazy("several", "机构"), reverse("desk:organisations"), "building-2", gettext_lazy("名录")),
        Item(pgettext_lazy("several", "社区"), reverse("desk:communities"), "map-pin"),
        *_plans(roles),
        *_people(roles),
        *_stories(roles),
    ]


def _account(roles: set[str]) -> list[Item]:
    if not roles & set(users.OVERSEERS):
        return []
    group = gettext_lazy("公开")
    apart = (reverse("reporting:upper_forms"), reverse("reporting:stories"))
    return [
        Item(gettext_lazy("年度报告"), reverse("reporting:reports"), "chart-column", group, is_tab=True, but=apart),
        Item(gettext_lazy("采购公告"), reverse("commissioning:published"), "megaphone"),
        Item(gettext_lazy("宣传报道"), reverse("desk:coverage"), "newspaper"),
        *_upper_forms(roles),
    ]


def _upper_forms(roles: set[str]) -> list[Item]:
    """For those who answer to the upper level."""
    if not roles & set(FILLING):
        return []
    return [Item(gettext_lazy("上级表格"), reverse("reporting:upper_forms"), "file-spreadsheet")]


def _people(roles: set[str]) -> list[Item]:
    if not roles & set(MEETING):
        return []
    return [Item(pgettext_lazy("several", "人员"), reverse("desk:people"), "users")]


def _stories(roles: set[str]) -> list[Item]:
    """For those who write them, and the office that picks."""
    if not roles & set(MEETING):
        return []
    return [Item(gettext_lazy("故事"), reverse("reporting:stories"), "book-open")]


def _visits(roles: set[str], waiting: str) -> list[Item]:
    """For whoever reads the records of some projects; a liaison officer begins here."""
    if not roles & set(READING):
        return []
    return [
        Item(
            gettext_lazy("挂钩走访"),
            reverse("desk:watched"),
            "footprints",
            count=waiting,
            counts=gettext_lazy("等着办："),
            is_tab=users.Role.LIAISON in roles,
            short=pgettext_lazy("several", "走访"),
        )
    ]


def _news_for(user: Any, roles: set[str]) -> str:
    """In how many threads something was told since; more than MANY are not counted, since the page of anything asks."""
    if not roles & set(TALKING):
        return ""
    return counted(Thread.objects.with_news(user)[: MANY + 1].count())


def _messages(roles: set[str], news: str) -> list[Item]:
    """For those who talk on projects, and those who listen."""
    if not roles & {*TALKING, *LISTENING}:
        return []
    return [Item(gettext_lazy("沟通"), reverse("commissioning:threads"), "messages-square", count=news)]


def _incidents(roles: set[str]) -> list[Item]:
    """For those who report what went wrong, and those who are told of it."""
    if not roles & {*REPORTING, *LISTENING}:
        return []
    return [Item(gettext_lazy("事件与投诉"), reverse("commissioning:incidents"), "siren")]


def _judging(roles: set[str]) -> list[Item]:
    """For those who oversee the programme, and whoever has a project in a round."""
    if not roles & ACCOUNTING:
        return []
    ways = [Item(gettext_lazy("项目评估"), reverse("evaluation:rounds"), "badge-check")]
    if roles & {*users.OVERSEERS}:
        ways.append(Item(gettext_lazy("评估专家"), reverse("evaluation:assessors"), "user-check"))
    return ways


def _own_judging(roles: set[str]) -> list[Item]:
    """For an assessor: the projects that they are to judge, and what is on file about them."""
    if users.Role.ASSESSOR not in roles:
        return []
    own = reverse("evaluation:own_profile")
    return [
        Item(gettext_lazy("我的评估"), reverse("evaluation:my_visits"), "clipboard-check", is_tab=True),
        Item(gettext_lazy("我的专家资料"), own, "user-check", is_tab=True),
    ]


def _posts(roles: set[str]) -> list[Item]:
    """For those who read the records of some project."""
    if not roles & set(READING):
        return []
    return [Item(gettext_lazy("项目岗位"), reverse("commissioning:posts"), "id-card")]


def _requests(roles: set[str]) -> list[Item]:
    """For those who hand them in, and those who answer."""
    if not roles & {users.Role.PARTNER, *ANSWERING}:
        return []
    return [Item(gettext_lazy("请求和意见"), reverse("commissioning:partner_requests"), "message-square-plus")]


def _reports(roles: set[str]) -> list[Item]:
    """For those who read the records of some project."""
    if not roles & set(READING):
        return []
    return [Item(gettext_lazy("定期报告"), reverse("desk:periodic_reports"), "notebook-pen")]


def _closing(roles: set[str]) -> list[Item]:
    """For those who close months, and those who oversee that they are closed."""
    if not roles & {*users.OVERSEERS, users.Role.MANAGER}:
        return []
    return [Item(gettext_lazy("月度结账"), reverse("delivery:closing"), "calendar-check")]


def _board(roles: set[str]) -> list[Item]:
    """For whoever reads accounts: which projects need somebody."""
    if not roles & set(ACCOUNTING):
        return []
    return [Item(gettext_lazy("项目看板"), reverse("desk:board"), "gauge")]


def _funds(roles: set[str]) -> list[Item]:
    """For whoever reads accounts."""
    if not roles & set(ACCOUNTING):
        return []
    return [Item(gettext_lazy("合同与资金"), reverse("desk:funds"), "wallet")]


def _rules(roles: set[str]) -> list[Item]:
    """By which projects are run: for whoever reads the records of some."""
    if not roles & set(READING):
        return []
    return [Item(gettext_lazy("管理办法"), reverse("commissioning:rules"), "scale")]


def _calls(roles: set[str]) -> list[Item]:
    """For those who answer them, and those who oversee what is bought."""
    if not roles & {*users.OVERSEERS, users.Role.MANAGER}:
        return []
    return [Item(gettext_lazy("征集公告"), reverse("commissioning:calls"), "file-pen-line")]


def _plans(roles: set[str]) -> list[Item]:
    """For whoever reads the plans of all communities; a secretary's own stands on the page of the community."""
    if not roles & set(PLANNING):
        return []
    return [Item(gettext_lazy("社区发展计划"), reverse("commissioning:plans"), "clipboard-list")]


def _imports(roles: set[str]) -> list[Item]:
    """For whoever may bring files in."""
    if not roles & set(IMPORTERS):
        return []
    return [Item(gettext_lazy("数据导入"), reverse("desk:imports"), "upload")]
