"""Who looks at how a round was judged, and when: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.core.refusal import Refusal
from guihua.directory.models import Role, users
from guihua.evaluation import models as evaluation
from guihua.evaluation import rubric_policy


def why_not_compare(user: Any, one: evaluation.Round) -> Refusal | None:
    """The office, and its leader, who decides on weights."""
    places = users.subdistricts_of(user, Role.OFFICE, Role.LEADER).filter(subdistrict=one.subdistrict_id)
    if not places.exists():
        return Refusal("no-role", _("换一组权重会怎样，由街道办公室看。"))
    return _why_not_yet(one)


def why_not_examine(user: Any, one: evaluation.Round) -> Refusal | None:
    """It names assessors, so it is the office's alone."""
    return rubric_policy.why_not_keep(user, one.subdistrict_id) or _why_not_yet(one)


def _why_not_yet(one: evaluation.Round) -> Refusal | None:
    if not one.is_closed:
        return Refusal("not-drafted", _("初稿还没有出来。"))
    return None
