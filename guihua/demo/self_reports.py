"""What the providers of a demonstration say of their projects before they are judged: all of them, one late and let in."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from guihua.core import audit, clock
from guihua.directory.models import Membership, Role
from guihua.evaluation import models as evaluation
from guihua.evaluation import self_reported
from guihua.evaluation.actions import self_reports
from guihua.evaluation.self_reported import AnswerSaid

LATE = 3  # the one in the order of their numbers that came after the last day
GRACE = timedelta(days=2)  # that the office gave it
SPREAD = 6  # days before the last one on which the others came in


def write(one: evaluation.Round, told: dict[str, Any], chance: Random) -> None:
    """Of this year's; of earlier ones there are sheets alone."""
    last = one.self_report_until
    if last is None or one.year.year < clock.today().year:
        return
    criteria = [each for each in self_reported.criteria_of_round(one) if each.name in told["reported"]]
    entered = one.projects.judged().select_related("round", "project").order_by("project__number")
    managers = _managers(one)
    for n, each in enumerate(entered, start=1):
        answers = {each.pk: AnswerSaid(chance.choice(told["reported"][each.name])) for each in criteria}
        day = last - timedelta(days=chance.randrange(SPREAD))
        if n == LATE:
            day = last + GRACE
            self_reports.open_again(each, day, why=told["let_in"], by=audit.SYSTEM)
            openings = evaluation.SelfReportOpening.objects.filter(report__entered=each)
            openings.update(at=_at(last + timedelta(days=1)))
        author = managers.get(each.project.provider_id)
        self_reports.put_on_file(each, answers, at=_at(day), author=author, by=audit.SYSTEM)


def _managers(one: evaluation.Round) -> dict[int | None, Any]:
    """Who runs which provider."""
    held = Membership.objects.filter(role=Role.MANAGER, subdistrict=one.subdistrict_id).select_related("user")
    return {each.organisation_id: each.user for each in held.order_by("-pk")}


def _at(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(17, 20)))
