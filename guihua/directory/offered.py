"""The accounts that a demonstration offers on its sign-in page, each with what it sees, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guihua.core import clock
from guihua.directory.models import Membership, Role

MOST = 12
SEES: dict[str, str | Promise] = {
    Role.OFFICE: _("全街道的项目、场次和年度报告；管理名目"),
    Role.LEADER: _("全街道的项目、场次和年度报告"),
    Role.FINANCE: _("全街道的项目、合同金额和年度报告"),
    Role.AUDITOR: _("全街道的项目、场次和年度报告，只看不改"),
    Role.COMMITTEE: _("全街道的项目、场次和年度报告"),
    Role.LIAISON: _("自己挂钩的项目和它们的场次"),
    Role.MANAGER: _("本机构承接的项目和它们的场次"),
    Role.WORKER: _("自己经办的项目；保密项目的姓名只有经办社工能看"),
    Role.PARTNER: _("本单位合作的项目，只有合计"),
    Role.SECRETARY: _("自己社区的项目、场次和全年合计"),
    Role.ASSESSOR: _("请自己评的项目，自己的评分表"),
    Role.SYSTEM: _("后台任务，看不到项目和人员"),
    Role.SECURITY: _("账号和权限一览，看不到项目和人员"),
    Role.AUDIT: _("审计记录，看不到项目和人员"),
}


@dataclass(frozen=True)
class Account:
    username: str
    name: str
    role: str
    sees: str | Promise


def accounts() -> list[Account]:
    held = Membership.objects.on(clock.today()).filter(user__is_active=True).select_related("user").order_by("pk")
    return [Account(one.user.username, one.user.name, one.get_role_display(), SEES[one.role]) for one in held[:MOST]]
