"""「需要关注」: what waits for this reader, each with how much there is and the list that shows just that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning.models import Colour
from guihua.core import clock
from guihua.delivery import attention as delivery_attention
from guihua.delivery import models as delivery
from guihua.delivery.late_pages import LATELY
from guihua.delivery.models import FindingKind
from guihua.desk import (
    attention_incidents,
    attention_judging,
    attention_money,
    attention_requests,
    attention_results,
    attention_self_reports,
    attention_staff,
    attention_told,
    attention_visits,
    board,
    import_listing,
    policy,
)
from guihua.desk.attention_line import NAMED, Line, Reader, first_day, first_names, list_at
from guihua.desk.models import Import
from guihua.desk.permission_terms import DECIDING, MEETING, READING
from guihua.directory import invitation_listing
from guihua.directory import models as directory
from guihua.directory.models import Role, SignIn, users

SILENT, WEEK, FRESH = "silent", "week", "fresh"
WATCHING = READING | {Role.SECRETARY}
BOARD = {Role.OFFICE, Role.LEADER, Role.LIAISON, Role.MANAGER}
CHECKING = {Role.AUDITOR, Role.COMMITTEE}
SESSIONS = {
    FindingKind.NO_RECORDS: (gettext_lazy("没有参与记录的场次"), gettext_lazy("补上名单或人数，否则不算人次。")),
    FindingKind.NO_COMMUNITY: (gettext_lazy("没有写社区的场次"), gettext_lazy("补上社区，否则哪个社区都不计入。")),
    FindingKind.OUTSIDE_TERM: (
        gettext_lazy("不在合同期内的场次"),
        gettext_lazy("核对日期，或在月度结账里写明情况属实。"),
    ),
}
# by which the lists are narrowed to what a line counts
OF_PROJECTS = [
    (SILENT, gettext_lazy("好久没有记录")),
    (WEEK, gettext_lazy("这一周还没有记录")),
    *attention_money.OF_PROJECTS.items(),
]
OF_SESSIONS = [
    *((kind, kind.label) for kind in delivery_attention.SESSIONS),
    (FRESH, gettext_lazy("上次登录以后有变化")),
]


def of(user: Any) -> list[Line]:
    """Only what there is; what is wrong before what is only late."""
    reader = Reader(user)
    parts = (
        attention_incidents.lines,
        _board,
        _imports,
        _reopenings,
        attention_money.lines,
        attention_visits.lines,
        attention_judging.lines,
        attention_results.lines,
        attention_self_reports.lines,
        attention_told.lines,
        attention_staff.lines,
        attention_requests.lines,
        _silent,
        _sessions,
        _late,
        _week,
        _fresh,
        _pairs,
        _invitations,
    )
    return [line.asked() for part in parts for line in part(reader) if line.count]


def projects(user: Any, rows: Any, kind: str) -> QuerySet[Any]:
    """Of the rows those that a line speaks of: silent for longer than the office waits, or still without a session this week."""
    if kind == WEEK:
        return delivery_attention.without_a_session_this_week(rows.recorded_by(user))
    if kind in attention_money.OF_PROJECTS:
        return attention_money.projects(Reader(user), rows, kind)
    after = {place: rule.silent_days for place, rule in Reader(user).rules.items()}
    return delivery_attention.silent(_watched(user, rows), after)


def _watched(user: Any, rows: Any) -> QuerySet[Any]:
    """Those whose records the reader opens; for a secretary, who learns counts alone, those of the community in the open."""
    at_home = rows.counted_for(user).exclude(domain__is_confidential=True)
    found: QuerySet[Any] = rows.filter(Q(pk__in=rows.open_to(user).values("pk")) | Q(pk__in=at_home.values("pk")))
    return found


def sessions(user: Any, rows: Any, kind: str) -> QuerySet[Any]:
    """Of the rows those that a line speaks of: of which something is doubtful, or that changed since the reader was here."""
    if kind == FRESH:
        since = last_here(user)
        return delivery_attention.changed_since(rows.open_to(user), since) if since else rows.none()
    return delivery_attention.doubtful(rows.open_to(user), kind)


def last_here(user: Any) -> datetime | None:
    """When the reader was last seen under the sign-in before this one; None where this is the first."""
    earlier = SignIn.objects.filter(user=user).order_by("-started_at", "-pk").values_list("used_at", flat=True)
    return earlier[1:2].first()


def _board(reader: Reader) -> Iterator[Line]:
    """The projects that the rules of the board mark, for who looks after them."""
    if not reader.roles & BOARD:
        return
    rows = board.rows(reader.user)
    for colour, kind, title in (
        (Colour.RED, "bad", _("预警的项目")),
        (Colour.AMBER, "warn", _("要关注的项目")),
    ):
        lit = rows.filter(colour=colour)
        names = partial(_worst, lit)
        since = partial(first_day, lit, "lit_since")
        yield Line(kind, title, lit.count(), list_at("desk:board", colour=colour), names=names, since=since)


def _worst(lit: QuerySet[Any]) -> list[str]:
    return list(lit.values_list("name", flat=True)[:NAMED])


def _imports(reader: Reader) -> Iterator[Line]:
    if places := policy.places_of(reader.user):
        failed = Import.objects.visible_to(reader.user).filter(subdistrict=places[0]).failed()
        words = _("没有写进去的文件可以再试一次，或放弃。")
        address = list_at("desk:imports", state=import_listing.FAILED)
        since = partial(first_day, failed, "job__ended_at")
        yield Line("bad", _("没有做完的导入"), failed.count(), address, words, since=since)


def _reopenings(reader: Reader) -> Iterator[Line]:
    if reader.roles & DECIDING:
        waiting = delivery.Reopening.objects.visible_to(reader.user).waiting()
        words = _("由申请人以外的人决定。")
        since = partial(first_day, waiting, "asked_at")
        yield Line("warn", _("等着决定的重新开放"), waiting.count(), reverse("delivery:closing"), words, since=since)


def _fresh(reader: Reader) -> Iterator[Line]:
    if Role.LIAISON in reader.roles:
        rows = sessions(reader.user, delivery.Session.objects.visible_to(reader.user), FRESH)
        words = _("你挂钩的项目新记的和更正的场次。")
        address, before = list_at("desk:sessions", attention=FRESH), last_here(reader.user)
        since = timezone.localdate(before) if before else None
        yield Line("info", _("上次登录以后有变化的场次"), rows.count(), address, words, since=since)


def _week(reader: Reader) -> Iterator[Line]:
    if Role.WORKER in reader.roles:
        rows = projects(reader.user, commissioning.Project.objects.visible_to(reader.user), WEEK)
        names = partial(first_names, rows)
        address, today = list_at("desk:projects", attention=WEEK), clock.today()
        monday = today - timedelta(days=today.weekday())
        yield Line("info", _("这一周还没有记录的项目"), rows.count(), address, names=names, since=monday)


def _late(reader: Reader) -> Iterator[Line]:
    """Who asks where a figure comes from is told of those that were changed after they were final."""
    if reader.roles & CHECKING:
        days_of = {place: rule.late_days for place, rule in reader.rules.items()}
        changes = delivery.LateChange.objects.visible_to(reader.user).lately(days_of)
        words = _("改前、改后和原因都在，点开核对。")
        address = list_at("delivery:closing_changes", lately=LATELY)
        yield Line(
            "info", _("最近的结账后更正"), changes.count(), address, words, since=partial(first_day, changes, "at")
        )


def _silent(reader: Reader) -> Iterator[Line]:
    if reader.roles & WATCHING:
        rows = projects(reader.user, commissioning.Project.objects.visible_to(reader.user), SILENT)
        days = {rule.silent_days for rule in reader.rules.values()}
        title = _("%(n)d 天没有记录的项目") % {"n": min(days)}
        names = partial(first_names, rows)
        address, since = list_at("desk:projects", attention=SILENT), partial(delivery_attention.silent_since, rows)
        yield Line("warn", title, rows.count(), address, names=names, since=since)


def _sessions(reader: Reader) -> Iterator[Line]:
    if not reader.roles & READING:
        return
    year = clock.today().year
    held = delivery.Session.objects.visible_to(reader.user).of_year(year)
    for kind in delivery_attention.SESSIONS:
        if kind == FindingKind.OUTSIDE_TERM or reader.roles & MEETING:
            rows = sessions(reader.user, held, kind)
            address = list_at("desk:sessions", year=year, attention=kind)
            title, words = SESSIONS[kind]
            yield Line("warn", str(title), rows.count(), address, str(words), since=partial(first_day, rows, "day"))


def _pairs(reader: Reader) -> Iterator[Line]:
    if Role.OFFICE in reader.roles:
        waiting = directory.Resemblance.objects.visible_to(reader.user).waiting().likely()
        words = _("看看是不是同一人。是就合并，人数才不会多算。")
        address, since = reverse("desk:pairs"), partial(first_day, waiting, "noted_at")
        yield Line("info", _("疑似重复的人"), waiting.count(), address, words, since=since)


def _invitations(reader: Reader) -> Iterator[Line]:
    if reader.roles & set(users.KEEPING):
        soon = invitation_listing.ending(reader.user, directory.Invitation.objects.visible_to(reader.user))
        address = list_at("directory:invitations", state=invitation_listing.ENDING)
        words = _("提醒对方接受，或到期后再发一次。")
        yield Line(
            "info", _("快到期的邀请"), soon.count(), address, words, since=partial(first_day, soon, "expires_at")
        )
