"""Who may say what media told of a project, and what cannot be: `None`, or the reason in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning.models import Coverage, Project
from guihua.core import audit, clock
from guihua.core.refusal import Refusal


def why_not_tell(user: Any, project: Project) -> Refusal | None:
    """Those who record its sessions: the office, its provider's manager and its workers."""
    if user is audit.SYSTEM or Project.objects.recorded_by(user).filter(pk=project.pk).exists():
        return None
    return Refusal("no-role", _("只有街道办公室、项目的机构负责人和社工能登记报道。"))


def why_not_say(project: Project, said: Mapping[str, Any], *, but: int | None = None) -> Refusal | None:
    """`said` by column: what a piece is to say; `but` is the piece itself, where it is on file."""
    if said["on"] > clock.today():
        return Refusal("on", _("发布日期还没有到。"))
    if said["on"] < project.starts_on:
        return Refusal("on", _("项目%(day)s才开始。") % {"day": project.starts_on})
    if said["reach"] is not None and not said["counted"]:
        return Refusal("counted", _("填了次数，就要写明是怎么来的，例如「公众号后台阅读数」。"))
    same = Coverage.objects.filter(project=project, on=said["on"], outlet=said["outlet"], title=said["title"])
    if same.exclude(pk__in=[but] if but else []).exists():
        return Refusal("title", _("这一天这家媒体的这篇已经登记过了。"))
    return None
