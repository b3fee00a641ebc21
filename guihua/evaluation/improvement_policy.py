"""Who asks a provider to do better, and when: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import visit_policy
from guihua.core.refusal import Refusal
from guihua.evaluation import models as evaluation


def why_not_improve(user: Any, entered: evaluation.RoundProject) -> Refusal | None:
    """Whoever raises tasks of the project, once its result stands for everyone to read."""
    if refusal := visit_policy.why_not_raise(user, entered.project):
        return refusal
    if not entered.round.is_published:
        return Refusal("not-published", _("结果公布以后才能提出改进任务。"))
    if entered.withdrawn_at:
        return Refusal("withdrawn", _("这个项目已经退出了这一轮，没有得分。"))
    return None


def why_not_of(entered: evaluation.RoundProject, criterion: evaluation.Criterion | None) -> Refusal | None:
    one = entered.round
    if criterion and criterion.dimension.rubric_id not in (one.rubric_id, one.liaison_rubric_id):
        return Refusal("criterion", _("这一轮没有这项指标。"))
    return None
