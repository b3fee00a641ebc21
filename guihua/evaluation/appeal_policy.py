"""Who contests a result and until when, who admits it and looks again, and what a decision needs: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.core.wording import listed
from guihua.evaluation import appealed, rubric_policy
from guihua.evaluation import models as evaluation

Appeal = evaluation.Appeal
State = evaluation.AppealState
Entered = evaluation.RoundProject


def last_day(one: evaluation.Round) -> date | None:
    """On which an appeal may still be sent."""
    return timezone.localdate(one.published_at) + timedelta(days=one.appeal_days) if one.published_at else None


def why_not_appeal(user: Any, entered: Entered) -> Refusal | None:
    """The provider's manager, once, up to and including the last day. The server itself puts on file what was long ago."""
    own = commissioning.Project.objects.filter(pk=entered.project_id).managed_by(user)
    if user is not audit.SYSTEM and not own.exists():
        return Refusal("no-role", _("申诉由承接机构负责人提出。"))
    last = last_day(entered.round)
    if not entered.round.is_published or last is None:
        return Refusal("not-published", _("结果公布以后才能申诉。"))
    if entered.withdrawn_at:
        return Refusal("withdrawn", _("这个项目已经退出了这一轮，没有得分。"))
    if Appeal.objects.sent().filter(entered=entered).exists():
        return Refusal("sent", _("这个项目的申诉已经交了，只能交一次。"))
    if user is not audit.SYSTEM and clock.today() > last:
        return Refusal("late", _("申诉已在 %(day)s 截止。") % {"day": last})
    return None


def why_not_contest(entered: Entered, criteria: Collection[int]) -> Refusal | None:
    known = {one.pk for one in contestable(entered)}
    if not set(criteria) <= known:
        return Refusal("criterion", _("只能对评估专家评过、算进得分的指标申诉。"))
    return None


def why_not_send(reasons: Mapping[int, str]) -> Refusal | None:
    if not any(reasons.values()):
        return Refusal("nothing", _("请至少对一项指标写明理由。"))
    return None


def contestable(entered: Entered) -> list[evaluation.Criterion]:
    """Of the assessors' rubric, in its order, without what was left out."""
    left_out = entered.excuses.filter(kind=evaluation.ExcuseKind.LEFT_OUT).order_by().values("criterion")
    rows = evaluation.Criterion.objects.filter(dimension__rubric=entered.round.rubric_id).exclude(pk__in=left_out)
    return list(rows.select_related("dimension").order_by("dimension__position", "position"))


def why_not_answer(user: Any, appeal: Appeal) -> Refusal | None:
    """Admitted or refused, by the office, once."""
    if refusal := rubric_policy.why_not_keep(user, appeal.entered.round.subdistrict_id):
        return refusal
    if not appeal.is_sent:
        return Refusal("not-sent", _("承接机构还没有交申诉。"))
    if appeal.state != State.SENT:
        return Refusal("answered", _("这份申诉已经处理过：%(state)s。") % {"state": appeal.get_state_display()})
    return None


def why_not_call(user: Any, appeal: Appeal) -> Refusal | None:
    """More assessors for a second look, or fewer: while it goes on."""
    if refusal := rubric_policy.why_not_keep(user, appeal.entered.round.subdistrict_id):
        return refusal
    if appeal.state != State.LOOKING:
        return Refusal("not-looking", _("现在不在复评：%(state)s。") % {"state": appeal.get_state_display()})
    return None


def why_not_enough(appeal: Appeal, assessors: Collection[evaluation.Assessor]) -> Refusal | None:
    """As many as the round wants marks of a criterion, and for each contested one somebody who may score it."""
    least = appeal.entered.round.least
    if len(assessors) < least:
        return Refusal("assessors", _("复评至少要 %(n)d 位专家。") % {"n": least})
    contested = [one.criterion for one in appeal.points.all()]
    if nobody := [one.name for one in contested if not any(each.knows(one.expertise) for each in assessors)]:
        words = _("选的专家里没有人能评：%(names)s。")
        return Refusal("assessors", words % {"names": listed(nobody)})
    return None


def why_not_decide(user: Any, appeal: Appeal) -> Refusal | None:
    """The office, once all who look again have submitted."""
    if refusal := why_not_call(user, appeal) or why_not_enough(appeal, [one.assessor for one in appeal.taken]):
        return refusal
    if missing := [one.assessor.name for one in appeal.taken if one.is_draft]:
        words = _("还有 %(n)d 位专家没有提交复评：%(names)s。")
        return Refusal("looks", words % {"n": len(missing), "names": listed(missing)})
    return None


def why_not_uphold(appeal: Appeal) -> Refusal | None:
    if not appealed.settled(appeal):
        return Refusal("nothing-new", _("复评没有给出任何一项的分，不能按复评改。"))
    return None
