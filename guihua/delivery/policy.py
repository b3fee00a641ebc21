"""Who may do what in delivery: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core.refusal import Refusal
from guihua.delivery import models as delivery


def why_not_move_to(domain: commissioning.Domain, project: commissioning.Project) -> Refusal | None:
    """Named attendance lies in the register, or in a confidential domain's vault: it cannot follow its project."""
    if not (domain.is_confidential or project.domain.is_confidential):
        return None
    named = delivery.Attendance.objects.filter(session__project=project).known_as().exclude(known_as=None)
    if not named.exists():
        return None
    words = _(
        "项目 %(number)s 已经有实名参与记录，不能在「%(old)s」和「%(new)s」之间改：其中有保密的领域，姓名存放的地方不同。"
    )
    return Refusal("has-names", words % {"number": project.number, "old": project.domain, "new": domain})


def knows_names(user: Any, session: delivery.Session) -> bool:
    """Whether the user reads whole names at a session that they see: its project's worker, or its provider's manager."""
    known = commissioning.Project.objects.known_by(user)
    return session.project_id is not None and known.filter(pk=session.project_id).exists()
