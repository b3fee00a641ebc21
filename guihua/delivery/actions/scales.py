"""A scale is defined, and what people were measured at before and after is entered, a whole roster at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.core import audit, clock
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.delivery import models as delivery
from guihua.delivery import scale_policy as policy
from guihua.delivery.actions import changed
from guihua.directory import models as directory

Scale = delivery.Scale
Score = delivery.ScaleScore


@dataclass(frozen=True)
class Entered:
    """What a roster says: of each code the two totals, None where somebody was not measured; and the days on which those were that
    are new or changed."""

    totals: Mapping[str, tuple[int | None, int | None]]
    before_on: date | None
    after_on: date | None


@transaction.atomic
def define(project: commissioning.Project, *, by: Any, **said: Any) -> Scale:
    """`said`: columns of `Scale`."""
    refuse_if(policy.why_not_measure(by, project) or policy.why_not_range(said["least"], said["most"]))
    try:
        with transaction.atomic():
            scale = Scale.objects.create(
                subdistrict_id=project.subdistrict_id, project=project, at=clock.now(), by=by, **said
            )
    except IntegrityError as taken:
        raise Refused(Refusal("name", _("这个量表已经有了。"))) from taken
    audit.record("scale.defined", scale, by=by, name=scale.name, least=scale.least, most=scale.most)
    return scale


@transaction.atomic
def enter(scale: Scale, entered: Entered, *, seen: int, by: Any) -> Scale:
    """The roster says this from now on: whoever is not on it is not measured. `seen` is the revision that the editor saw. What the
    trail keeps is how many, never who or what."""
    scale = _locked(scale)
    refuse_if(policy.why_not_measure(by, scale.project))
    if seen != scale.revision:
        raise Refused(Refusal("stale", _("有人刚刚改过这份名单。下面是您填的，请和现在的核对以后再保存。")))
    before = {score.code: score for score in scale.scores.all()}
    wanted = [_as_entered(scale, code, before.get(code), entered) for code in sorted(entered.totals)]
    kept = [score for score in wanted if (score.before, score.after) != (None, None)]
    scale.scores.exclude(code__in=[score.code for score in kept]).delete()
    for score in kept:
        score.save()
    scale.revision += 1
    scale.save(update_fields=["revision"])
    audit.record("scale.entered", scale, by=by, people=len(kept), pairs=scale.scores.paired().count())
    changed.report([scale.project_id])
    return scale


def _as_entered(scale: Scale, code: str, there: Score | None, entered: Entered) -> Score:
    """What was measured already and did not change keeps its day."""
    refuse_if(policy.why_not_code(code))
    score = there or Score(scale=scale, code=code)
    for name, total, day in zip(("before", "after"), entered.totals[code], _days(entered), strict=True):
        if total == getattr(score, name):
            continue
        if total is not None:
            refuse_if(policy.why_not_score(scale, total) or _day_needed(scale, name, day))
        setattr(score, name, total)
        setattr(score, f"{name}_on", day if total is not None else None)
    if score.before_on and score.after_on and score.after_on < score.before_on:
        raise Refused(Refusal("after_on", _("后测不会早于前测。")))
    return score


def _days(entered: Entered) -> tuple[date | None, date | None]:
    return entered.before_on, entered.after_on


def _day_needed(scale: Scale, name: str, day: date | None) -> Refusal | None:
    field = f"{name}_on"
    if day is None:
        return Refusal(field, _("请填写是哪一天测的。"))
    return policy.why_not_on(scale, field, day)


@transaction.atomic
def remove(scale: Scale, *, by: Any) -> None:
    """Defined by mistake: nobody was measured by it."""
    scale = _locked(scale)
    refuse_if(policy.why_not_measure(by, scale.project) or policy.why_not_remove(scale))
    audit.record("scale.removed", scale, by=by, name=scale.name)
    scale.delete()


def _locked(scale: Scale) -> Scale:
    """In the order of those who record: the sub-district, then the scale."""
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=scale.subdistrict_id)
    rows = Scale.objects.select_for_update(of=("self",)).select_related("project__domain")
    return rows.get(pk=scale.pk)
