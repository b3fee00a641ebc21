"""What a month lacks, in words, each with the tap that mends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.core.ui.pages import page_of
from guihua.delivery import models as delivery
from guihua.delivery import unlikely
from guihua.delivery.calc.findings import Finding
from guihua.delivery.models import FindingKind

MOST_SHOWN = 20  # of one kind: who has more to mend begins with these


@dataclass(frozen=True)
class Shown:
    """One finding in words, and where it leads. `mends`: what can be done about it, each with its address, which leads
    back to the month."""

    finding: Finding
    title: str
    words: str
    address: str
    takes_community: bool
    mends: list[tuple[str, str]]


@dataclass(frozen=True)
class Group:
    """`more`: how many of the kind come up once those that are shown are mended."""

    label: str
    rows: list[Shown]
    more: int


def groups(user: Any, found: unlikely.Month, month: int) -> list[Group]:
    """The findings by kind. Of another provider's session it is only said that it is another's."""
    seen = set(delivery.Session.objects.open_to(user).filter(pk__in=list(found.sessions)).values_list("pk", flat=True))
    by_kind: dict[str, list[Finding]] = {}
    for one in found.findings:
        by_kind.setdefault(one.kind, []).append(one)
    return [
        Group(
            str(FindingKind(kind).label),
            [_shown(one, found, seen, month) for one in same[:MOST_SHOWN]],
            max(0, len(same) - MOST_SHOWN),
        )
        for kind, same in by_kind.items()
    ]


def _shown(one: Finding, found: unlikely.Month, seen: set[int], month: int) -> Shown:
    takes = one.kind == FindingKind.NO_COMMUNITY
    if one.project:
        project = found.projects[one.project]
        words = f"{project.number} {_('这个月没有场次，也没有值勤。')}"
        mends = [(_("补记一场"), f"{reverse('delivery:session_adding')}?project={project.pk}&closing={month}")]
        return Shown(one, project.name, words, page_of(project), takes, mends)
    pair = [found.sessions[pk] for pk in (one.session, one.other) if pk]
    own = next((session for session in pair if session.project_id in found.projects), pair[0])
    other = next((session for session in pair if session is not own), None)
    words = _words(one, own, other, seen)
    mends = [] if takes else _mends(one, own, month)
    if other and other.project_id in found.projects:
        mends.append((_("更正另一场"), _to("session_correcting", other, month)))
    return Shown(one, own.activity.name, words, page_of(own), takes, mends)


def _mends(one: Finding, session: delivery.Session, month: int) -> list[tuple[str, str]]:
    correcting = _to("session_correcting", session, month)
    if one.kind != FindingKind.NO_RECORDS:
        return [(_("更正"), correcting)]
    return [(_("补名单"), correcting), (_("没有办成，撤回"), _to("session_withdrawing", session, month))]


def _to(page: str, session: delivery.Session, month: int) -> str:
    return f"{reverse(f'delivery:{page}', args=[session.pk])}?closing={month}"


def _words(one: Finding, own: delivery.Session, other: delivery.Session | None, seen: set[int]) -> str:
    project = own.project
    about = {
        "n": one.number,
        "other": _of_other(other, seen) if other else "",
        "room": own.capacity,
        "start": project.starts_on if project else "",
        "end": project.ends_on if project else "",
    }
    sentences = {
        FindingKind.NO_RECORDS: _("还没有参与记录。"),
        FindingKind.NO_COMMUNITY: _("有参与记录，没有写社区，哪个社区都不会计入。"),
        FindingKind.COPIED: _("和 %(other)s 的名单完全相同：%(n)d 人。"),
        FindingKind.TWO_PLACES: _("有 %(n)d 人同一时间也在 %(other)s。"),
        FindingKind.OUTSIDE_TERM: _("日期不在合同期（%(start)s 至 %(end)s）里。"),
        FindingKind.NIGHT: _("时间在夜里（22:00 至 6:00）。"),
        FindingKind.OVER_ROOM: _("到场 %(n)d 人，场地只能容纳 %(room)s 人。"),
    }
    return f"{_when(own)} {sentences[FindingKind(one.kind)] % about}"


def _of_other(other: delivery.Session, seen: set[int]) -> str:
    if other.pk not in seen:
        return _("别的机构的一场（%(when)s）") % {"when": _when(other)}
    return _("「%(name)s」（%(when)s）") % {"name": other.activity.name, "when": _when(other)}


def _when(session: delivery.Session) -> str:
    return f"{session.day:%Y-%m-%d} {session.starts_at:%H:%M}"
