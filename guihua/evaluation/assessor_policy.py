"""Who may keep the pool of assessors, and what it may say of one: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guihua.core import clock
from guihua.core.refusal import Refusal
from guihua.directory import models as directory
from guihua.evaluation import models as evaluation
from guihua.evaluation.assessor_numbers import index_of
from guihua.evaluation.pool import AssessorSaid, TieSaid, WorkSaid
from guihua.evaluation.rubric_policy import why_not_keep

Assessor = evaluation.Assessor


def why_not_enter(place: Any, told: Sequence[AssessorSaid]) -> Refusal | None:
    """Somebody is in the pool once: whoever has their phone is them."""
    seen: set[str] = set()
    for one in told:
        if refusal := why_not_say(one):
            return refusal
        if one.phone in seen:
            return Refusal("phone", _("「%(name)s」的手机前面已经有过。") % {"name": one.name})
        seen.add(one.phone)
    indexes = [index_of(place, one.phone) for one in told]
    if bearer := Assessor.objects.filter(subdistrict=place, phone_index__in=indexes).first():
        return _borne(bearer)
    return None


def why_not_say(one: AssessorSaid) -> Refusal | None:
    if not (one.is_finance or one.is_practice):
        return Refusal("expertise", _("请至少选一项专长：评分标准要按专长分给专家。"))
    return None


def why_not_keep_one(user: Any, one: Assessor) -> Refusal | None:
    """The office, of who judges still."""
    if refusal := why_not_keep(user, one.subdistrict_id):
        return refusal
    if one.retired_at:
        return Refusal("retired", _("这位专家已不再担任。要改，请先恢复。"))
    return None


def why_not_change(user: Any, one: Assessor) -> Refusal | None:
    """What they are called and know is what the office looked at."""
    return why_not_keep_one(user, one)


def why_not_declare(user: Any, one: Assessor) -> Refusal | None:
    """Where they work and to whom they are tied they say themselves, or the office does."""
    if isinstance(user, directory.User) and Assessor.objects.of_account(user).filter(pk=one.pk).exists():
        return None
    return why_not_keep_one(user, one)


def why_not_phone(one: Assessor, phone: str) -> Refusal | None:
    others = Assessor.objects.filter(subdistrict=one.subdistrict_id).exclude(pk=one.pk)
    bearer = others.filter(phone_index=index_of(one.subdistrict_id, phone)).first()
    return _borne(bearer) if bearer else None


def why_not_employ(told: WorkSaid) -> Refusal | None:
    if told.since and told.since > clock.today():
        return Refusal("since", _("开始日期在今天以后。到了那天再登记。"))
    if told.until and told.since and told.until <= told.since:
        return Refusal("last_day", _("最后一天早于开始日期。"))
    return None


def why_not_end(employment: evaluation.Employment, until: date) -> Refusal | None:
    if employment.until:
        return Refusal("ended", _("这段任职已经结束。"))
    if employment.since and until <= employment.since:
        return Refusal("last_day", _("最后一天早于开始日期。"))
    return None


def why_not_tie(one: Assessor, told: TieSaid) -> Refusal | None:
    if (told.organisation is None) == (told.project is None):
        return Refusal("organisation", _("请选一家机构或一个项目，只选一样。"))
    if told.kind == evaluation.TieKind.WORKED and told.project is None:
        return Refusal("project", _("请选做过的是哪个项目。"))
    thing = told.organisation or told.project
    if thing is not None and thing.subdistrict_id != one.subdistrict_id:
        return Refusal("organisation", _("请选一家机构或一个项目，只选一样。"))
    return None


def why_not_untie(tie: evaluation.Tie) -> Refusal | None:
    return Refusal("ended", _("这项关系已经不算了。")) if tie.until else None


def why_not_retire(user: Any, one: Assessor) -> Refusal | None:
    return why_not_change(user, one)


def why_not_return(user: Any, one: Assessor) -> Refusal | None:
    if refusal := why_not_keep(user, one.subdistrict_id):
        return refusal
    return None if one.retired_at else Refusal("serves", _("这位专家本来就在册。"))


def _borne(bearer: Assessor) -> Refusal:
    words = _("这个手机号码是在册的专家「%(name)s」的。同一个人只登记一次。")
    return Refusal("phone", words % {"name": bearer.name})
