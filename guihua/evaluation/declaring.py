"""What an assessor signs before they score in a round, who may, and who has to: `None`, or the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from guihua.core import audit
from guihua.core.refusal import Refusal
from guihua.evaluation import models as evaluation


def lines(assessor: evaluation.Assessor) -> list[str]:
    """Where they work and worked, and to whom they are tied still: as its signer reads it."""
    works = assessor.employments.select_related("organisation").order_by("pk")
    ties = assessor.ties.filter(until=None).select_related("organisation", "project").order_by("pk")
    return [*map(_work, works), *(f"{one.get_kind_display()} {one.to}" for one in ties)]


def _work(one: evaluation.Employment) -> str:
    since, until = one.since.isoformat() if one.since else "", one.last_day.isoformat() if one.last_day else ""
    days = f" {since} – {until}" if since or until else ""
    return f"{one.get_kind_display()} {one.place}{days}"


def why_not_sign(user: Any, one: evaluation.Round, assessor: evaluation.Assessor) -> Refusal | None:
    """Whose it is, for a round that goes on and in which they have a seat."""
    own = evaluation.Assessor.objects.filter(pk=assessor.pk)
    if user is not audit.SYSTEM and not own.of_account(user).exists():
        return Refusal("no-role", _("回避声明由评估专家本人签。"))
    if not one.is_open:
        return Refusal("not-open", _("这一轮还没有开始，或者已经出了初稿。"))
    if not assessor.seats.taken().filter(panel__entered__round=one).exists():
        return Refusal("no-seat", _("您在这一轮没有席位，不用签。"))
    return None


def why_not_yet(user: Any, one: evaluation.Round, assessor: int) -> Refusal | None:
    """Nobody scores before they signed; the server puts on file what was long ago."""
    if user is audit.SYSTEM or evaluation.Declaration.objects.of_round(one).filter(assessor=assessor).exists():
        return None
    return Refusal("undeclared", _("打分以前，请先在「我的评估」里签「%(round)s」的回避声明。") % {"round": one.name})
