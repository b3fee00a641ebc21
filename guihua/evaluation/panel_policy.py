"""Who arranges panels, and when one may be changed: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.evaluation import models as evaluation
from guihua.evaluation.arranging import Load
from guihua.evaluation.rubric_policy import why_not_keep


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


def _why_not_now(user: Any, one: evaluation.Round) -> Refusal | None:
    if refusal := why_not_keep(user, one.subdistrict_id):
        return refusal
    if one.is_preparing:
        return Refusal("preparing", _("这一轮还没有开始。开始评估以后，再排评估组。"))
    if one.is_closed:
        return Refusal("closed", _("初稿已经出了，评估组不能再动。"))
    if user is not audit.SYSTEM and one.scoring_until and one.scoring_until < clock.today():
        return Refusal("closed", _("交评分表的最后一天已经过了，评估组不能再动。"))
    return None
