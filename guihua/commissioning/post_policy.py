"""Who writes down the staff of a project, its training and supervision: `None`, or the reason in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.incident_policy import OVERTAKEN
from guihua.core import audit, clock
from guihua.core.editing import STALE
from guihua.core.refusal import Refusal
from guihua.directory import models as directory
from guihua.directory.models import users

Project = commissioning.Project


def keeps(user: Any, project: Project) -> bool:
    office = users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=project.subdistrict_id)
    return user is audit.SYSTEM or office.exists() or Project.objects.filter(pk=project.pk).managed_by(user).exists()


def why_not_keep(user: Any, project: Project) -> Refusal | None:
    """The provider's manager, and the office."""
    if not project.is_bought:
        return Refusal("not-bought", _("这个项目还没有签约，没有岗位。"))
    if not keeps(user, project):
        return Refusal("no-role", _("岗位由承接机构的负责人和街道办公室登记。"))
    return None


def accounts_at(project: Project) -> Any:
    """Who works at its provider today, and has an account."""
    held = directory.Membership.objects.filter(
        organisation=project.provider_id, role__in=(users.Role.WORKER, users.Role.MANAGER)
    )
    return directory.User.objects.filter(pk__in=held.on(clock.today()).values("user"), is_active=True).order_by("name")


def why_not_hold(post: commissioning.Post) -> Refusal | None:
    """Nobody holds two posts of a project at a time under one account; what ends, ends after it began."""
    if post.user and not accounts_at(post.project).filter(pk=post.user.pk).exists():
        words = _("%(name)s现在不是「%(place)s」的人。")
        return Refusal("user", words % {"name": post.user, "place": post.project.provider_name})
    same = commissioning.Post.objects.filter(project=post.project_id, user=post.user).exclude(pk=post.pk)
    if post.user and same.on(max(post.since, clock.today())).exists():
        return Refusal("user", _("%(name)s已经有一个岗位。先办离岗。") % {"name": post.user})
    return None


def why_not_leave(post: commissioning.Post, until: date) -> Refusal | None:
    if post.until and post.until <= clock.today():
        return Refusal("last_day", _("已经离岗了。"))
    if until < post.since:
        return Refusal("last_day", _("最后一天早于到岗的日期。"))
    ends = max(post.project.ends_on, clock.today())  # a hand-over may go on after the project
    if until > ends + timedelta(days=1):
        words = _("项目到%(day)s就结束了，最后一天不能更晚。")
        return Refusal("last_day", words % {"day": post.project.ends_on})
    return None


def why_not_seen(post: commissioning.Post, seen: int) -> Refusal | None:
    """Whoever saves second is told, and chooses."""
    return None if post.revision == seen else Refusal(STALE, str(OVERTAKEN))


def why_not_learn(project: Project, day: date, posts: list[commissioning.Post]) -> Refusal | None:
    if day > clock.today():
        return Refusal("day", _("日期还没有到。"))
    if any(post.project_id != project.pk for post in posts):
        return Refusal("posts", _("只能选这个项目的人。"))
    if away := [post.name for post in posts if not post.is_held(day)]:
        return Refusal("posts", _("%(name)s那天不在岗。") % {"name": away[0]})
    return None
