"""Who looks again at what is contested, and what they may write: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.core.wording import listed
from guihua.evaluation import conflicts
from guihua.evaluation import models as evaluation

Look = evaluation.SecondLook


def why_not_chosen(appeal: evaluation.Appeal, assessor: evaluation.Assessor) -> Refusal | None:
    """Somebody else than the panel was, who may judge the project and some of what is contested."""
    entered = appeal.entered
    told = {"name": assessor.name}
    if assessor.subdistrict_id != entered.round.subdistrict_id or assessor.retired_at:
        return Refusal("assessors", _("%(name)s不在册。") % told)
    if evaluation.Seat.objects.filter(panel__entered=entered, assessor=assessor).exists():
        return Refusal("assessors", _("%(name)s在原来的评估组里，不能复评。") % told)
    if Look.objects.filter(appeal=appeal, assessor=assessor).exists():
        return Refusal("assessors", _("%(name)s已经请过了。") % told)
    if not any(assessor.knows(one.criterion.expertise) for one in appeal.points.all()):
        return Refusal("assessors", _("申诉的指标没有一项由%(name)s评。") % told)
    if why := _conflict(entered, assessor):
        return Refusal("assessors", _("%(name)s要回避这个项目：%(why)s。") % (told | {"why": why}))
    return None


def why_not_write(user: Any, look: Look) -> Refusal | None:
    """Whoever was asked, while it goes on and until they submit; not who came to be bound since."""
    if user is not audit.SYSTEM and look.assessor.user_id != user.pk:
        return Refusal("no-role", _("复评由请来的这位专家填写。"))
    if look.left_at or look.appeal.state != evaluation.AppealState.LOOKING:
        return Refusal("over", _("这次复评不用您填了。"))
    if not look.is_draft:
        return Refusal("submitted", _("复评已经提交，不能再改。"))
    if user is not audit.SYSTEM and (why := _conflict(look.appeal.entered, look.assessor)):
        return Refusal("conflict", _("您要回避这个项目，不能评：%(why)s。请告诉街道办公室。") % {"why": why})
    return None


def why_not_leave(look: Look) -> Refusal | None:
    if look.left_at:
        return Refusal("left", _("这位专家已经不复评了。"))
    if not look.is_draft:
        return Refusal("submitted", _("这位专家的复评已经提交，不能再离开。"))
    return None


def _conflict(entered: evaluation.RoundProject, assessor: evaluation.Assessor) -> str:
    rows = evaluation.Assessor.objects.filter(pk=assessor.pk)
    project = commissioning.Project.objects.filter(pk=entered.project_id)
    found = conflicts.between(rows, project, day=clock.today(), years=entered.round.conflict_years)
    return listed(conflicts.sentence(each) for each in next(iter(found.values()))) if found else ""
