"""Who of a provider's social workers works on which of its projects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from guihua.commissioning import models as commissioning
from guihua.commissioning import notices, policy
from guihua.core import audit
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.directory.actions import grants, users
from guihua.directory.models import Role
from guihua.directory.models.users import granted

AS_WORKER = gettext_noop("经办社工")


@transaction.atomic
def assign(
    worker: directory.User,
    provider: directory.Organisation,
    projects: Iterable[commissioning.Project],
    *,
    by: Any,
) -> tuple[int, int]:
    """The worker works on these of the provider's projects from today, and on no other of them. Returns how many they were
    given, and how many taken. Where a manager opens a confidential project to somebody, the office is told."""
    worker = directory.User.objects.select_for_update(of=("self",)).get(pk=worker.pk)
    refuse_if(policy.why_not_staff(by, provider, worker))
    held = set(granted(worker, "project", Role.WORKER))
    wanted = {project.pk for project in projects}
    own = list(commissioning.Project.objects.bought_from(provider).select_related("domain").order_by("pk"))
    given = [one for one in own if one.pk in wanted - held]
    taken = [one for one in own if one.pk in held - wanted]
    for project in given:
        grant = users.grant(worker, Role.WORKER, project, by=by, why=AS_WORKER, organisation=provider)
        if project.domain.is_confidential and by is not audit.SYSTEM and policy.why_not_edit(by, project):
            notices.tell_of_assignment(project, grant)
    for project in taken:
        grants.end(worker, Role.WORKER, project, by=by, why=AS_WORKER, organisation=provider)
    return len(given), len(taken)
