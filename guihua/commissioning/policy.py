"""Who may do what in commissioning: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.core.refusal import Refusal
from guihua.directory import models as directory
from guihua.directory.models import users


def why_not_add_words(user: Any, subdistrict: directory.Subdistrict) -> Refusal | None:
    if not users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=subdistrict).exists():
        return Refusal("no-role", _("只有街道办公室能添加名目。需要时请联系办公室。"))
    return None
