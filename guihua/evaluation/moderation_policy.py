"""When a panel talks over a criterion, who changes a mark by it, and who notes what was said: `None`, or the reason in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from guihua.core import audit
from guihua.core.refusal import Refusal
from guihua.evaluation import models as evaluation
from guihua.evaluation import moderating, rubric_policy, sheet_policy
from guihua.evaluation.said import MarkSaid


def why_not_talk(entered: evaluation.RoundProject) -> Refusal | None:
    """While there is no draft, once the whole panel has submitted."""
    if refusal := sheet_policy.why_not_judged(entered):
        return refusal
    if not evaluation.RoundProject.objects.filter(pk=entered.pk, panel__in=evaluation.whole_panels()).exists():
        return Refusal("not-whole", _("全组都提交了评分表，才能合议。"))
    return None


def why_not_change(user: Any, sheet: evaluation.ScoreSheet, criterion: int) -> Refusal | None:
    """An assessor their own mark, of a criterion that is talked over: also after sheets were due, and never where a conflict
    binds them by now."""
    seat = sheet.seat
    if seat is None or (user is not audit.SYSTEM and seat.assessor.user_id != user.pk):
        return Refusal("no-role", _("合议时只有评分的专家能改自己的分。"))
    if seat.left_at:
        return Refusal("left", _("您已经不在这个项目的评估组里，不用打分。"))
    if refusal := why_not_talk(sheet.entered) or _why_not_of(sheet.entered, criterion):
        return refusal
    if not sheet.marks.filter(criterion=criterion, points__isnull=False).exists():
        return Refusal("abstained", _("您没有评这一项，没有分可以改。"))
    return sheet_policy.why_not_sit(user, sheet.entered, seat)


def why_not_become(criterion: evaluation.Criterion, before: MarkSaid, now: MarkSaid, step: Decimal) -> Refusal | None:
    if now == before:
        return Refusal("same", _("分和说明都没有变。不改就不用保存。"))
    lacks = (refusal for _key, refusal in sheet_policy.lacking([criterion], {criterion.pk: now}))
    return sheet_policy.why_not_mark(criterion, now, step) or next(lacks, None)


def why_not_note(user: Any, entered: evaluation.RoundProject, criterion: int) -> Refusal | None:
    """What was said is noted by the office, and worded anew until there is a draft."""
    if refusal := rubric_policy.why_not_keep(user, entered.round.subdistrict_id):
        return refusal
    return why_not_talk(entered) or _why_not_of(entered, criterion)


def _why_not_of(entered: evaluation.RoundProject, criterion: int) -> Refusal | None:
    if all(one.criterion.pk != criterion for one in moderating.of(entered)):
        return Refusal("together", _("这一项大家的分差不大，不用合议。"))
    return None
