"""What those do here who see nothing of the programme by their role: assessors, and the three administrators who run the system."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guihua.directory.models import Role

Words = str | Promise


@dataclass(frozen=True)
class Duty:
    """One thing to do, and where: the name of a route."""

    title: Words
    line: Words
    route: str
    icon: str

    @property
    def address(self) -> str:
        return reverse(self.route)


DUTIES: dict[str, list[Duty]] = {
    Role.ASSESSOR: [
        Duty(_("我的评估"), _("看哪天评哪个项目，打分，合议。"), "evaluation:my_visits", "clipboard-check"),
        Duty(
            _("我的专家资料"),
            _("登记任职和利益关系，写哪些半天来不了，签回避声明。"),
            "evaluation:own_profile",
            "user-check",
        ),
    ],
    Role.SYSTEM: [
        Duty(
            _("后台任务"),
            _("看导入和导出做到哪里。没有做完的，可以再试一次。"),
            "desk:jobs",
            "list-todo",
        ),
    ],
    Role.SECURITY: [
        Duty(
            pgettext_lazy("several", "账号"),
            _("任命和免去角色，邀请新的人，停用账号。"),
            "directory:accounts",
            "user-cog",
        ),
        Duty(_("权限一览"), _("核对每个页面和操作，哪种角色能用。"), "desk:permissions", "shield-check"),
    ],
    Role.AUDIT: [
        Duty(_("审计记录"), _("看谁在什么时候做了什么，核对有没有被改动。"), "desk:trail", "scroll-text"),
        Duty(_("权限一览"), _("核对每个页面和操作，哪种角色能用。"), "desk:permissions", "shield-check"),
    ],
}


def of(roles: set[str]) -> list[Duty]:
    """What somebody in these roles does here, each thing once."""
    duties = [duty for role in DUTIES if role in roles for duty in DUTIES[role]]
    return list({duty.route: duty for duty in duties}.values())
