"""Who defines a scale, enters what people were measured at, and who learns what came of it: `None`, or the reason in words."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import stops
from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.delivery import models as delivery

CODE = re.compile(r"[A-Za-z0-9-]{1,12}")


def why_not_measure(user: Any, project: commissioning.Project) -> Refusal | None:
    """The project's own workers, and its provider's manager where nothing is confidential: nobody else knows who a code is."""
    if not project.is_bought:
        return Refusal("not-bought", _("项目还没有签约，不能测量。"))
    if user is audit.SYSTEM:
        return None
    own = commissioning.Project.objects.filter(pk=project.pk)
    if own.worked_on_by(user).exists() or (not project.domain.is_confidential and own.known_by(user).exists()):
        return None
    return Refusal("no-role", _("量表由本项目的社工和承接机构负责人登记。"))


def why_not_code(code: str) -> Refusal | None:
    if CODE.fullmatch(code):
        return None
    return Refusal("code", _("编号只用字母、数字和「-」，最多 12 位。不要写姓名，谁是几号由社工自己留着。"))


def why_not_range(least: int, most: int) -> Refusal | None:
    return Refusal("most", _("最高分要比最低分高。")) if most <= least else None


def why_not_score(scale: delivery.Scale, score: int) -> Refusal | None:
    if scale.least <= score <= scale.most:
        return None
    words = _("分数要在 %(least)s 到 %(most)s 之间。")
    return Refusal("score", words % {"least": scale.least, "most": scale.most})


def why_not_on(scale: delivery.Scale, field: str, day: date) -> Refusal | None:
    """Nobody was measured on a day that has not come, nor while the project stood still."""
    if day > clock.today():
        return Refusal(field, _("这一天还没有到。"))
    refusal = stops.why_not_work_on(scale.project, day)
    return Refusal(field, refusal.sentence) if refusal else None


def why_not_remove(scale: delivery.Scale) -> Refusal | None:
    return Refusal("used", _("已经登记了分数，不能去掉。")) if scale.scores.exists() else None
