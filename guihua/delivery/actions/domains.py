"""A project's domain may decide where the names of its people are kept."""

from __future__ import annotations

from guihua.commissioning import models as commissioning
from guihua.core.refusal import refuse_if
from guihua.delivery import policy


def let_change(project: commissioning.Project, domain: int) -> None:
    """Within the transaction that changes it. Refused where names would be left where they may not lie."""
    refuse_if(policy.why_not_move_to(commissioning.Domain.objects.get(pk=domain), project))
