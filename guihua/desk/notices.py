"""What people are told of what the desk found."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core import inbox

LIKELY_PAIRS = inbox.kind(
    "pairs.found",
    gettext_lazy("新导入的人里有疑似重复"),
    lambda params: _("新导入的人里，有 %(n)d 对像是同一人。请看一看。") % {"n": params["n"]},
    is_harmless=True,
)
