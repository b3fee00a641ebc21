"""Who may say how far a promise is that no record tells: `None`, or the reason in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.models import MOST_PERCENT, ProjectState
from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.directory.models import users


def why_not_read(user: Any, indicator: commissioning.Indicator) -> Refusal | None:
    """The provider counts, its workers on the project too, or the office; only what no record tells."""
    project = indicator.contract.project
    own = commissioning.Project.objects.filter(pk=project.pk)
    office = users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=project.subdistrict_id)
    if user is not audit.SYSTEM and not own.known_by(user).exists() and not office.exists():
        return Refusal("no-role", _("完成数由承接机构或街道办公室登记。"))
    if indicator.measure:
        return Refusal("measured", _("「%(name)s」按记录自动计算，不用登记。") % {"name": indicator})
    if project.state == ProjectState.CLOSED:
        return Refusal("closed", _("项目已经结项，不能再登记。"))
    return None


def why_not_say(
    indicator: commissioning.Indicator, as_of: date, value: Decimal, proof: str, evidence: Any
) -> Refusal | None:
    """What is said must be possible, and proved."""
    project = indicator.contract.project
    if as_of > clock.today():
        return Refusal("as_of", _("日期还没有到。"))
    if as_of < project.starts_on:
        return Refusal("as_of", _("项目从 %(day)s 才开始。") % {"day": project.starts_on})
    if value < 0:
        return Refusal("value", _("完成数不能小于 0。"))
    if indicator.is_share and value > MOST_PERCENT:
        return Refusal("value", _("满意度最多 100%。"))
    if not proof:
        return Refusal("proof", _("请写明凭据，例如「签到表 12 份，见文件」。"))
    if evidence is not None and evidence.project_id != project.pk:
        return Refusal("evidence", _("请选这个项目的文件。"))
    return None


def why_not_correct(reading: commissioning.Reading, why: str) -> Refusal | None:
    if hasattr(reading, "corrected_by"):
        return Refusal("corrected", _("这个数已经更正过了，请更正最新的那一个。"))
    if not why:
        return Refusal("why", _("请写明更正的原因。"))
    return None
