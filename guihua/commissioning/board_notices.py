"""What is told of the board each morning, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core import inbox


def _morning(params: Mapping[str, Any]) -> str:
    return _("今天有 %(red)s 个项目预警、%(amber)s 个项目要关注。") % params


MORNING = inbox.kind("board.morning", gettext_lazy("每天早上要关注的项目"), _morning, is_harmless=True)
