"""Who may do what in commissioning: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.directory import models as directory
from guihua.directory.models import users


def why_not_add_words(user: Any, subdistrict: directory.Subdistrict) -> Refusal | None:
    if not users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=subdistrict).exists():
        return Refusal("no-role", _("只有街道办公室能添加名目。需要时请联系办公室。"))
    return None


def why_not_move(user: Any, project: commissioning.Project) -> Refusal | None:
    """Along its lifecycle a project is moved by the office, or by the system itself."""
    office = users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=project.subdistrict_id)
    if user is not audit.SYSTEM and not office.exists():
        return Refusal("no-role", _("只有街道办公室能改项目的状态。"))
    return None


def why_not_edit(user: Any, project: commissioning.Project) -> Refusal | None:
    """What a contract says is the office's to change, or that of the server's own commands."""
    office = users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=project.subdistrict_id)
    if user is not audit.SYSTEM and not office.exists():
        return Refusal("no-role", _("只有街道办公室能改项目。需要时请联系办公室。"))
    return None


def why_not_close(user: Any, project: commissioning.Project) -> Refusal | None:
    if refusal := why_not_move(user, project):
        return refusal
    if clock.today() <= project.ends_on:
        return Refusal("too-early", _("合同到%(day)s才结束，还不能结项。") % {"day": project.ends_on})
    return None
