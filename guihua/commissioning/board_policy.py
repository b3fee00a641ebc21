"""Who may change the rules of the board, and who says something of a light: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.calc.board import RULES
from guihua.core import audit
from guihua.core.refusal import Refusal
from guihua.directory.models import users


def why_not_rule(user: Any, place: int) -> Refusal | None:
    office = users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=place)
    if user is not audit.SYSTEM and not office.exists():
        return Refusal("no-role", _("预警规则由街道办公室修改。"))
    return None


def why_not_limit(kind: str, said: Mapping[str, Any]) -> Refusal | None:
    rule = RULES[kind]
    if not rule.least <= said["limit"] <= rule.most:
        words = _("请填 %(least)s 到 %(most)s 的整数。")
        return Refusal("limit", words % {"least": rule.least, "most": rule.most})
    return None


def why_not_answer(user: Any, light: commissioning.Light) -> Refusal | None:
    """The office, its leader, the project's officer and its provider say what is being done about a light that is on."""
    own = commissioning.Project.objects.filter(pk=light.project_id)
    overseen = users.subdistricts_of(user, users.Role.OFFICE, users.Role.LEADER)
    office = overseen.filter(subdistrict=light.subdistrict_id)
    looks_after = users.granted(user, "project", users.Role.LIAISON)
    if user is not audit.SYSTEM and not (
        office.exists() or own.managed_by(user).exists() or own.filter(pk__in=looks_after).exists()
    ):
        return Refusal("no-role", _("由街道办公室、分管领导、项目的挂钩人员或承接机构负责人说明。"))
    if light.ended_on:
        return Refusal("over", _("这盏灯已经灭了，不用再说明。"))
    return None


def why_not_note(user: Any, light: commissioning.Light, note: str) -> Refusal | None:
    if refusal := why_not_answer(user, light):
        return refusal
    if not note:
        return Refusal("note", _("请写明正在怎样处理。"))
    return None
