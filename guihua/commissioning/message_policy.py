"""Who may tell the people of a project something: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.models.messages import LISTENING
from guihua.core import audit
from guihua.core.refusal import Refusal
from guihua.directory.models import users


def hears(user: Any, project: commissioning.Project) -> bool:
    """Whether they read what is told on the project."""
    own = commissioning.Project.objects.filter(pk=project.pk)
    if own.talked_on_by(user).exists():
        return True
    listening = users.subdistricts_of(user, *LISTENING).filter(subdistrict=project.subdistrict_id)
    return project.is_bought and not project.domain.is_confidential and listening.exists()


def why_not_tell(user: Any, project: commissioning.Project) -> Refusal | None:
    """The office, the provider's manager, and the workers and the liaison officer who were given the project."""
    own = commissioning.Project.objects.filter(pk=project.pk)
    if not project.is_bought:
        return Refusal("not-bought", _("项目还没有承接机构，签了合同才能发消息。"))
    if user is not audit.SYSTEM and not own.talked_on_by(user).exists():
        return Refusal("no-role", _("消息由街道办公室、承接机构和挂钩人员来往。您可以看，不能写。"))
    return None
