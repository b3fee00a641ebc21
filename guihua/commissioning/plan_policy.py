"""Who may write, submit, accept and answer a community's plan: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.models import plans
from guihua.core import audit
from guihua.core.refusal import Refusal
from guihua.directory import models as directory
from guihua.directory.models import users

State = commissioning.PlanState


def why_not_write(user: Any, community: directory.Community, year: int) -> Refusal | None:
    """What a community needs its secretary says."""
    if user is not audit.SYSTEM and not users.communities_of(user).filter(community=community).exists():
        return Refusal("no-role", _("只有%(place)s的书记能写这份计划。") % {"place": community})
    if year not in plans.years_of(community.subdistrict_id):
        return Refusal("wrong-year", _("计划只写到明年。"))
    return None


def why_not_add(user: Any, plan: commissioning.CommunityPlan) -> Refusal | None:
    """To a draft; and to an accepted plan, as something that came later."""
    return why_not_write(user, plan.community, plan.year) or _waiting(plan)


def why_not_carry_over(user: Any, plan: commissioning.CommunityPlan) -> Refusal | None:
    """Into a draft, what nobody answered the year before."""
    if refusal := why_not_add(user, plan):
        return refusal
    if plan.state == State.ACCEPTED:
        return Refusal("accepted", _("计划已经接受。有新情况，请添加一条需求。"))
    if not commissioning.Need.objects.to_carry_over(plan.community, plan.year).exists():
        return Refusal("nothing", _("上一年没有要带过来的需求。"))
    return None


def why_not_change(user: Any, need: commissioning.Need) -> Refusal | None:
    return why_not_add(user, need.plan) or settled(need)


def why_not_remove(user: Any, need: commissioning.Need) -> Refusal | None:
    return why_not_change(user, need) or answered(need)


def settled(need: commissioning.Need) -> Refusal | None:
    """What was accepted stays as it was, and so does what came later as soon as a project answers it."""
    if need.plan.state != State.ACCEPTED:
        return None
    if not need.came_later:
        return Refusal("accepted", _("计划已经接受，这条需求不能再改。有新情况，请添加一条需求。"))
    return answered(need)


def answered(need: commissioning.Need) -> Refusal | None:
    if need.answers.all():
        return Refusal("answered", _("已经有项目回应「%(need)s」，不能再改或删除。") % {"need": need})
    return None


def why_not_submit(user: Any, plan: commissioning.CommunityPlan) -> Refusal | None:
    if refusal := why_not_add(user, plan):
        return refusal
    if plan.state == State.ACCEPTED:
        return Refusal("accepted", _("计划已经接受，不用再提交。"))
    if not plan.needs.exists():
        return Refusal("empty", _("还没有写需求。先添加一条，再提交。"))
    return None


def why_not_decide(user: Any, plan: commissioning.CommunityPlan) -> Refusal | None:
    """The office accepts what was submitted, or sends it back."""
    if refusal := _not_the_office(user, plan.subdistrict_id):
        return refusal
    if plan.state == State.DRAFT:
        return Refusal("draft", _("计划还没有提交。"))
    if plan.state == State.ACCEPTED:
        return Refusal("accepted", _("计划已经接受了。"))
    return None


def why_not_link(user: Any, plan: commissioning.CommunityPlan) -> Refusal | None:
    """The office says of a plan that it has before it which projects answer what."""
    if refusal := _not_the_office(user, plan.subdistrict_id):
        return refusal
    if plan.state == State.DRAFT:
        return Refusal("draft", _("计划提交以后，才能写哪个项目回应。"))
    return None


def why_not_answer(user: Any, need: commissioning.Need, project: commissioning.Project) -> Refusal | None:
    """A project of the plan's year, once."""
    if refusal := why_not_link(user, need.plan):
        return refusal
    if project.subdistrict_id != need.subdistrict_id or project.year.year != need.plan.year:
        words = _("「%(project)s」不是 %(year)s 年的项目。")
        return Refusal("wrong-year", words % {"project": project, "year": need.plan.year})
    if need.answers.filter(project=project).exists():
        return Refusal("exists", _("已经写了「%(project)s」。") % {"project": project})
    return None


def _not_the_office(user: Any, subdistrict: int) -> Refusal | None:
    office = users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=subdistrict)
    if user is not audit.SYSTEM and not office.exists():
        return Refusal("no-role", _("只有街道办公室能接受计划、写哪个项目回应。"))
    return None


def _waiting(plan: commissioning.CommunityPlan) -> Refusal | None:
    if plan.state == State.SUBMITTED:
        return Refusal("submitted", _("计划已经提交，等街道办公室回复。退回以后才能改。"))
    return None
