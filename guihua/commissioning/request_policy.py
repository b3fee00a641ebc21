"""Who hands in a request or an opinion, and who answers it: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning.models import PartnerRequest, Project, ProjectState
from guihua.commissioning.models.messages import LISTENING, TALKING
from guihua.core import audit, clock
from guihua.core.refusal import Refusal
from guihua.directory import models as directory
from guihua.directory.models import Role, users

OVER = (ProjectState.CLOSED, ProjectState.TERMINATED)
KNOWING = {Role.PARTNER, *LISTENING, *TALKING}


def projects(user: Any) -> Any:
    """The projects of which somebody may hand one in: those in which an organisation of theirs takes part and that are not over."""
    rows = Project.objects.counted_for(user).bought().exclude(state__in=OVER)
    return rows.order_by("number") if users.holds(user, Role.PARTNER) else rows.none()


def organisation_of(user: Any, project: Project) -> directory.Organisation | None:
    """For which of their organisations somebody speaks at a project: one that takes part in it, or at which it is stationed."""
    own = directory.Organisation.objects.filter(pk__in=users.organisations_of(user, Role.PARTNER))
    taking_part = own.filter(pk__in=project.partners.on(clock.today()).values("organisation"))
    return taking_part.order_by("pk").first() or own.filter(pk__in=project.organisations.all()).order_by("pk").first()


def why_not_hand_in_at_all(user: Any) -> Refusal | None:
    if not users.holds(user, Role.PARTNER):
        return Refusal("no-role", _("请求和意见由合作单位的人提。"))
    return None


def why_not_hand_in(user: Any, project: Project) -> Refusal | None:
    if refusal := why_not_hand_in_at_all(user):
        return refusal
    if organisation_of(user, project) is None or not projects(user).filter(pk=project.pk).exists():
        return Refusal("project", _("你的单位现在没有参与这个项目。"))
    return None


def may_answer(user: Any, request: PartnerRequest) -> bool:
    office = users.subdistricts_of(user, Role.OFFICE).filter(subdistrict=request.subdistrict_id)
    managed = Project.objects.managed_by(user).filter(pk=request.project_id)
    return user is audit.SYSTEM or office.exists() or managed.exists()


def why_not_answer(user: Any, request: PartnerRequest) -> Refusal | None:
    """The office, or the manager of the provider, once."""
    if not may_answer(user, request):
        return Refusal("no-role", _("由街道办公室或承接机构负责人答复。"))
    if request.answered_at:
        name = request.answered_by or _("系统")
        return Refusal("answered", _("%(name)s已经答复了。") % {"name": name})
    return None
