"""A panel is told, once, that it has something to talk over."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core import inbox
from guihua.directory import models as directory
from guihua.evaluation import models as evaluation

APART = inbox.kind(
    "panel.apart",
    gettext_lazy("评估组要合议"),
    lambda params: _("%(project)s：全组都提交了评分表，有的指标分差大，请合议。") % params,
)


def apart(entered: evaluation.RoundProject) -> None:
    """Whoever sits on it and has an account."""
    seats = evaluation.Seat.objects.taken().filter(panel__entered=entered)
    people = directory.User.objects.filter(pk__in=seats.order_by().values("assessor__user"), is_active=True)
    address = reverse("evaluation:moderation", args=[entered.pk])
    params = {"project": entered.project.name}
    inbox.tell(people.order_by("pk"), APART.code, event=f"apart-{entered.pk}", params=params, address=address)
