"""A project's records count for its provider, so that another provider would change what closed months came to."""

from __future__ import annotations

from guihua.commissioning import models as commissioning
from guihua.core.refusal import refuse_if
from guihua.delivery import closing_policy
from guihua.directory import models as directory


def let_change(project: commissioning.Project, provider: int) -> None:
    """Within the transaction that changes it, and that holds the sub-district: no month closes meanwhile."""
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=project.subdistrict_id)
    refuse_if(closing_policy.why_not_hand_over(project, provider))
