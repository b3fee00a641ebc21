"""What is told of the board: each morning, and when the leader says something of a light."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from guihua.commissioning import models as commissioning
from guihua.commissioning.models import Light, LightNote
from guihua.commissioning.unnamed import either
from guihua.core import inbox
from guihua.core.ui.pages import page_of
from guihua.directory.models import Role, users


def _morning(params: Mapping[str, Any]) -> str:
    return _("今天有 %(red)s 个项目预警、%(amber)s 个项目要关注。") % params


MORNING = inbox.kind("board.morning", gettext_lazy("每天早上要关注的项目"), _morning, is_harmless=True)
WORD = inbox.kind(
    "board.word",
    gettext_lazy("分管领导对预警的意见"),
    either(
        gettext_noop("分管领导对「%(project)s」的预警写了意见。"), gettext_noop("分管领导对一个项目的预警写了意见。")
    ),
)


def said(note: LightNote, by: Any) -> None:
    """What its leader says of a light reaches those who act on it: who talks on the project and reads its lights."""
    project = note.light.project
    if not users.subdistricts_of(by, Role.LEADER).filter(subdistrict=project.subdistrict_id).exists():
        return
    others = commissioning.talking_on(project).exclude(pk=by.pk)
    told = [user for user in others if Light.objects.visible_to(user).filter(pk=note.light_id).exists()]
    params = {} if project.domain.is_confidential else {"project": project.name}
    inbox.tell(told, WORD.code, event=f"{WORD.code} {note.pk}", params=params, address=page_of(project))
