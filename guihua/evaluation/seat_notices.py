"""An assessor with an account is told of seats, of other times, and that a seat is not theirs any more: each once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core import inbox
from guihua.directory import models as directory
from guihua.evaluation import models as evaluation
from guihua.evaluation import panel_words


def _when(params: Mapping[str, Any]) -> str:
    """In the reader's language, whatever that of who decided it."""
    if not params["day"]:
        return _("时间待定")
    return panel_words.met(date.fromisoformat(params["day"]), params["half"], params["meeting"])


ARRANGED = inbox.kind(
    "seats.arranged",
    gettext_lazy("请您评的项目排好了"),
    lambda params: _("「%(round)s」请您评 %(n)s 个项目，请看时间和地点。") % params,
)
SEATED = inbox.kind(
    "seat.given",
    gettext_lazy("请您评一个项目"),
    lambda params: _("%(project)s：请您参加评估，%(when)s。") % {"project": params["project"], "when": _when(params)},
)
MOVED = inbox.kind(
    "seat.moved",
    gettext_lazy("评估时间有变化"),
    lambda params: _("%(project)s：评估改到 %(when)s。") % {"project": params["project"], "when": _when(params)},
)
TAKEN = inbox.kind(
    "seat.taken",
    gettext_lazy("有一个项目不用您评了"),
    lambda params: _("%(project)s：您不在评估组里了，不用打分。") % params,
)


def arranged(one: evaluation.Round, event: str) -> None:
    """Everybody who has seats in the round, with how many."""
    seats = evaluation.Seat.objects.taken().filter(panel__entered__round=one, assessor__user__is_active=True)
    rows = seats.order_by().values("assessor__user").annotate(n=Count("pk")).order_by("assessor__user")
    counts = {row["assessor__user"]: row["n"] for row in rows}
    for user in directory.User.objects.filter(pk__in=counts).order_by("pk"):
        params = {"round": one.name, "n": counts[user.pk]}
        inbox.tell([user], ARRANGED.code, event=f"seats-{event}", params=params, address=_page())


def given(seat: evaluation.Seat) -> None:
    _tell(evaluation.Seat.objects.filter(pk=seat.pk), SEATED, seat.panel, f"seat-{seat.pk}-{seat.panel.revision}")


def moved(panel: evaluation.Panel) -> None:
    """Whoever sits on it."""
    _tell(panel.seats.taken(), MOVED, panel, f"moved-{panel.pk}-{panel.revision}")


def taken(assessor: int, panel: evaluation.Panel) -> None:
    people = directory.User.objects.filter(assessors=assessor, is_active=True)
    params = {"project": panel.entered.project.name}
    inbox.tell(people, TAKEN.code, event=f"taken-{panel.pk}-{panel.revision}", params=params, address=_page())


def _tell(seats: Any, kind: inbox.Kind, panel: evaluation.Panel, event: str) -> None:
    people = directory.User.objects.filter(pk__in=seats.order_by().values("assessor__user"), is_active=True)
    met = {"day": panel.day.isoformat() if panel.day else "", "half": panel.half, "meeting": panel.meeting}
    params = {"project": panel.entered.project.name, **met}
    inbox.tell(people.order_by("pk"), kind.code, event=event, params=params, address=_page())


def _page() -> str:
    return reverse("evaluation:my_visits")
