"""What the office is told of who works on its projects."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.core import clock, inbox
from guihua.core.ui.pages import page_of
from guihua.directory import models as directory

ASSIGNED = inbox.kind(
    "staffing.confidential",
    gettext_lazy("保密项目分配了社工"),
    lambda params: _("保密项目「%(project)s」由机构负责人分配了一位社工。") % params,
)


def tell_of_assignment(project: commissioning.Project, grant: directory.Grant) -> None:
    """To the office, in the transaction that gave the sight: the project, and not who works there."""
    office = directory.User.objects.at_the_office_of(project.subdistrict_id, clock.today())
    event, params = f"{ASSIGNED.code} {grant.pk}", {"project": project.name}
    inbox.tell(office, ASSIGNED.code, event=event, params=params, address=page_of(project))
