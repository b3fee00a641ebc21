"""That an assessor declared, for one round, where they work and to whom they are tied (回避声明): once, before they score in it."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from guihua.core import secrecy
from guihua.evaluation.models.assessors import Assessor
from guihua.evaluation.models.panels import Seat
from guihua.evaluation.models.rounds import Round


class DeclarationQuerySet(models.QuerySet["Declaration"]):
    def of_round(self, one: Any) -> Self:
        return self.filter(round=one)

    def missing_of(self, user: Any) -> models.QuerySet[Round]:
        """The open rounds in which this user has a seat and did not sign yet."""
        seats = Seat.objects.to_score(user).order_by()
        signed = self.filter(assessor__in=seats.values("assessor")).order_by().values("round")
        return Round.objects.filter(pk__in=seats.values("panel__entered__round")).exclude(pk__in=signed)


class Declaration(models.Model):
    """`said`: the lines that were on file when it was signed, as its signer read them. It never changes; what is entered later counts
    from then on."""

    assessor = models.ForeignKey(Assessor, models.PROTECT, related_name="declarations")
    round = models.ForeignKey(Round, models.PROTECT, related_name="declarations")
    said = models.JSONField(default=list)
    signed_at = models.DateTimeField()

    data_classes = secrecy.classed(internal="assessor round signed_at", sensitive="said")
    objects = DeclarationQuerySet.as_manager()

    class Meta:
        ordering = ["round", "assessor"]
        constraints = [models.UniqueConstraint(fields=["assessor", "round"], name="declared_once_a_round")]
