"""Who may close a month, have it opened again, or change it in spite of that: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.core.wording import listed
from guihua.delivery import models as delivery
from guihua.delivery import months
from guihua.delivery.calc import months as calc
from guihua.directory import models as directory
from guihua.directory.models import Role, users

MOST_NAMED = 5  # of the providers that have not closed


def in_words(month: int) -> str:
    return _("%(year)d 年 %(month)d 月") % {"year": month // 100, "month": month % 100}


def why_not_change(
    subdistrict: directory.Subdistrict, project: commissioning.Project | None, month: int, why: str = ""
) -> Refusal | None:
    """A closed month changes only with a reason. No project: what the office holds itself."""
    if why.strip():
        return None
    standing = delivery.MonthlyClose.objects.standing().filter(subdistrict=subdistrict, month=month)
    held = standing.over(project.provider_id if project else None)
    return closed_already([month]) if held.exists() else None


def closed_already(closed: Iterable[int]) -> Refusal:
    words = _("%(months)s已经结账。要改，请写明原因，作为结账后的更正。")
    return Refusal("month-closed", words % {"months": listed(in_words(month) for month in sorted(set(closed)))})


def why_not_hand_over(project: commissioning.Project, provider: int) -> Refusal | None:
    """What a project held in a closed month counts there, for the provider that it had."""
    held: set[int] = set()
    for kind in (delivery.Session, delivery.DutyShift):
        held.update(kind.objects.filter(project=project).order_by().values_list("month", flat=True).distinct())
    places = {(month, whose) for month in held for whose in (project.provider_id, provider)}
    if not (closed := {month for month, _whose in months.closed(project.subdistrict, places)}):
        return None
    words = _("项目 %(number)s 在已经结账的 %(months)s有记录，换承接机构会改动那时的数字。请先申请重新开放。")
    named = listed(in_words(month) for month in sorted(closed, reverse=True)[:MOST_NAMED])
    return Refusal("month-closed", words % {"number": project.number, "months": named})


def why_not_close(
    user: Any, subdistrict: directory.Subdistrict, month: int, provider: directory.Organisation | None
) -> Refusal | None:
    """The provider's manager, or the office in its stead; the whole month the office alone."""
    if refusal := _why_not_by(user, subdistrict, provider):
        return refusal
    if not calc.ended(month, clock.today()):
        return Refusal("not-over", _("%(month)s还没有过完，不能结账。") % {"month": in_words(month)})
    standing = delivery.MonthlyClose.objects.standing().filter(subdistrict=subdistrict, month=month)
    if standing.over(provider.pk if provider else None).exists():
        return Refusal("closed", _("%(month)s已经结账了。") % {"month": in_words(month)})
    return None


def why_not_close_whole(user: Any, subdistrict: directory.Subdistrict, month: int, why: str) -> Refusal | None:
    """The providers come first; the office closes for those that have not, if it says why."""
    if refusal := why_not_close(user, subdistrict, month, None):
        return refusal
    if (late := still_open(subdistrict, month)) and not why.strip():
        words = _("%(names)s还没有结账。请先催办，或写明原因由街道办公室代为结账。")
        return Refusal("providers-open", words % {"names": listed(one.name for one in late[:MOST_NAMED])})
    return None


def still_open(subdistrict: directory.Subdistrict, month: int) -> list[directory.Organisation]:
    """The providers that take part in the month and have not closed it, by name."""
    taking = months.taking_part(subdistrict, [month])[month]
    standing = delivery.MonthlyClose.objects.standing().filter(subdistrict=subdistrict, month=month)
    closed = set(standing.values_list("provider", flat=True))
    return list(directory.Organisation.objects.filter(pk__in=taking - closed).order_by("name", "pk"))


def _why_not_by(
    user: Any, subdistrict: directory.Subdistrict, provider: directory.Organisation | None
) -> Refusal | None:
    if user is audit.SYSTEM or _is_one_of(user, subdistrict.pk, Role.OFFICE):
        return None
    if provider is None:
        return Refusal("no-role", _("整个月由街道办公室结账。"))
    if _manages(user, provider.pk):
        return None
    return Refusal("no-role", _("只有机构负责人和街道办公室能结账。"))


def why_not_reopen_for(why: str) -> Refusal | None:
    return None if why.strip() else Refusal("no-reason", _("请写明为什么要重新开放。"))


def why_not_ask_reopening(user: Any, close: delivery.MonthlyClose) -> Refusal | None:
    is_own = close.provider_id is not None and _manages(user, close.provider_id)
    if not is_own and not _is_one_of(user, close.subdistrict_id, Role.OFFICE):
        return Refusal("no-role", _("只有机构负责人和街道办公室能申请重新开放。"))
    if close.ended_at is not None:
        return Refusal("open", _("这个月已经重新开放了。"))
    if close.reopenings.waiting().exists():
        return Refusal("waiting", _("已经有人申请了，正在等街道办公室决定。"))
    return None


def why_not_decide(user: Any, reopening: delivery.Reopening) -> Refusal | None:
    """Somebody else than who asked: of the office, or its leader."""
    if not _is_one_of(user, reopening.subdistrict_id, Role.OFFICE, Role.LEADER):
        return Refusal("no-role", _("重新开放由街道办公室或分管领导决定。"))
    if reopening.granted is not None:
        return Refusal("decided", _("这个申请已经有人决定了。"))
    if reopening.lapsed_at is not None:
        return Refusal("lapsed", _("这个月已经重新开放，不用再决定了。"))
    if reopening.asked_by_id == user.pk:
        return Refusal("same-person", _("这是你自己申请的，要由另一个人决定。"))
    return None


def why_not_keep(user: Any, subdistrict: int, provider: int | None) -> Refusal | None:
    """Who answers for a provider's month: its manager, and the office; for what the office holds itself the office."""
    if _is_one_of(user, subdistrict, Role.OFFICE) or (provider is not None and _manages(user, provider)):
        return None
    return Refusal("no-role", _("只有机构负责人和街道办公室能处理。"))


def why_not_remind(user: Any, subdistrict: directory.Subdistrict, month: int) -> Refusal | None:
    if not _is_one_of(user, subdistrict.pk, Role.OFFICE):
        return Refusal("no-role", _("只有街道办公室能催办。"))
    if not calc.ended(month, clock.today()):
        return Refusal("not-over", _("%(month)s还没有过完，不用催办。") % {"month": in_words(month)})
    return None


def why_not_schedule(user: Any, subdistrict: directory.Subdistrict) -> Refusal | None:
    if _is_one_of(user, subdistrict.pk, Role.OFFICE):
        return None
    return Refusal("no-role", _("什么时候提醒由街道办公室定。"))


def _is_one_of(user: Any, subdistrict: int, *roles: Role) -> bool:
    return users.subdistricts_of(user, *roles).filter(subdistrict=subdistrict).exists()


def _manages(user: Any, provider: int) -> bool:
    return users.organisations_of(user, Role.MANAGER).filter(organisation=provider).exists()
