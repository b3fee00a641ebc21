from __future__ import annotations

from typing import Any

from guihua.commissioning import models as commissioning
from guihua.delivery import models as delivery


def knows_names(user: Any, session: delivery.Session) -> bool:
    """Whether the user reads whole names at a session that they see: its project's worker, or its provider's manager."""
    known = commissioning.Project.objects.known_by(user)
    return session.project_id is not None and known.filter(pk=session.project_id).exists()
