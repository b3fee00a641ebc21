"""Who arranges panels, and when one may be changed: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.core.wording import together
from guihua.evaluation import models as evaluation
from guihua.evaluation.arranging import Load
from guihua.evaluation.calc.assignment_checks import Change
from guihua.evaluation.rubric_policy import why_not_keep

STRICT = {"conflict", "double", "twice", "unknown"}  # rules that no reason breaks


def why_not_arrange(user: Any, one: evaluation.Round) -> Refusal | None:
    """While visits are still to come. The server itself puts on file what was long ago."""
    if refusal := _why_not_now(user, one):
        return refusal
    if user is not audit.SYSTEM and one.visits_until and one.visits_until < clock.today():
        return Refusal("over", _("评估日已经过了，不能再排。个别组还可以手工改。"))
    if not one.projects.judged().exists():
        return Refusal("projects", _("这一轮没有要评的项目。"))
    return None


def why_not_load(load: Load) -> Refusal | None:
    if load.most < 1:
        return Refusal("most", _("每位专家至少要能评一个项目。"))
    if load.least > load.most:
        return Refusal("least", _("最少评几个，不能多于最多评几个。"))
    if load.at_once is not None and load.at_once < 1:
        return Refusal("at_once", _("半天里至少要能评一个项目；不限就留空。"))
    return None


def why_not_change(user: Any, entered: evaluation.RoundProject) -> Refusal | None:
    """The panel of one project, by hand: until sheets are due."""
    if refusal := _why_not_now(user, entered.round):
        return refusal
    if entered.withdrawn_at:
        return Refusal("withdrawn", _("这个项目已经退出了这一轮，不用评估组。"))
    return None


def why_not_free(user: Any, entered: evaluation.RoundProject) -> Refusal | None:
    """A seat, until there is a draft: who never submitted, or may not any more, would else keep the round from it for ever."""
    return _why_not_open(user, entered.round)


def _why_not_now(user: Any, one: evaluation.Round) -> Refusal | None:
    if refusal := _why_not_open(user, one):
        return refusal
    if user is not audit.SYSTEM and one.scoring_until and one.scoring_until < clock.today():
        return Refusal("due", _("交评分表的最后一天已经过了，不能再排、再换人。没交评分表的专家可以离开。"))
    return None


def _why_not_open(user: Any, one: evaluation.Round) -> Refusal | None:
    if refusal := why_not_keep(user, one.subdistrict_id):
        return refusal
    if one.is_preparing:
        return Refusal("preparing", _("这一轮还没有开始。开始评估以后，再排评估组。"))
    if one.is_closed:
        return Refusal("closed", _("初稿已经出了，评估组不能再动。"))
    return None


def why_not_meet(entered: evaluation.RoundProject, day: date | None, half: str) -> Refusal | None:
    """Half of one of the round's visit days, or not yet."""
    if bool(day) != bool(half):
        return Refusal("half" if day else "day", _("日期和上午下午要一起定，或者都不定。"))
    if day and day not in evaluation.days_of(entered.round):
        return Refusal("day", _("这一天不在这一轮的评估日里。"))
    return None


def why_not_seat(
    panel: evaluation.Panel, assessor: evaluation.Assessor, instead: evaluation.Seat | None
) -> Refusal | None:
    if assessor.subdistrict_id != panel.entered.round.subdistrict_id or assessor.retired_at:
        return Refusal("assessor", _("这位专家不在册。"))
    if panel.seats.taken().filter(assessor=assessor).exists():
        return Refusal("assessor", _("这位专家已经在这个组。"))
    return why_not_leave(instead) if instead else None


def why_not_leave(seat: evaluation.Seat) -> Refusal | None:
    if seat.left_at:
        return Refusal("left", _("这位专家已经离开这个组。"))
    sheet = evaluation.ScoreSheet.objects.filter(seat=seat).first()
    if sheet and not sheet.is_draft:
        return Refusal("submitted", _("这位专家的评分表已经提交，不能再离开这个组。"))
    return None


def why_not_change_so(change: Change, told: Sequence[str], why: str) -> Refusal | None:
    """Some rules give way to no reason; others do, where the reason is written. `told`: the broken ones in words."""
    if any(one.code in STRICT for one in change.worse):
        return Refusal("broken", together(told))
    if change.worse and not why:
        return Refusal("why", together([*told, _("一定要这样排，请写原因。")]))
    return None


def why_not_say_absence(user: Any, assessor: evaluation.Assessor, one: evaluation.Round) -> Refusal | None:
    """The office's, and the assessor's own, while visits are still to come."""
    is_own = user is not audit.SYSTEM and user.pk == assessor.user_id
    if not is_own and (refusal := why_not_keep(user, assessor.subdistrict_id)):
        return refusal
    if assessor.subdistrict_id != one.subdistrict_id or not evaluation.days_of(one):
        return Refusal("no-days", _("这一轮还没有定评估日。"))
    if assessor.retired_at:
        return Refusal("retired", _("这位专家已不再担任。要改，请先恢复。"))
    if user is not audit.SYSTEM and one.visits_until and one.visits_until < clock.today():
        return Refusal("over", _("这一轮的评估日已经过了。"))
    return None
