"""A rubric is drafted, copied from an earlier one, written as a whole or criterion by criterion, and frozen for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from guihua.core import audit, clock
from guihua.core.refusal import refuse_if
from guihua.directory import models as directory
from guihua.evaluation import digests, said
from guihua.evaluation import models as evaluation
from guihua.evaluation import rubric_policy as policy
from guihua.evaluation.said import AnchorSaid, CriterionSaid, DimensionSaid

Rubric = evaluation.Rubric


@transaction.atomic
def draft(subdistrict: directory.Subdistrict, name: str, for_whom: str, *, by: Any) -> Rubric:
    """A new one that says nothing yet."""
    directory.Subdistrict.objects.select_for_update(of=("self",)).get(pk=subdistrict.pk)
    refuse_if(policy.why_not_keep(by, subdistrict) or policy.why_not_name(subdistrict, name))
    rubric = Rubric.objects.create(subdistrict=subdistrict, name=name, for_whom=for_whom)
    audit.record("rubric.drafted", rubric, by=by, for_whom=for_whom)
    return rubric


@transaction.atomic
def copy(rubric: Rubric, name: str, *, by: Any) -> Rubric:
    """A new draft that says what this one says, until it is changed."""
    made = draft(rubric.subdistrict, name, rubric.for_whom, by=by)
    made.copied_from, made.step = rubric, rubric.step
    made.save(update_fields=["copied_from", "step"])
    _write(made, said.of_rubric(Rubric.objects.whole().get(pk=rubric.pk)))
    audit.record("rubric.copied", made, by=by, of=rubric.pk)
    return made


@transaction.atomic
def write(rubric: Rubric, dimensions: Sequence[DimensionSaid], *, seen: int, by: Any) -> Rubric:
    """All that it says, in place of what it said. `seen`: the revision that the editor saw."""
    rubric = _held(rubric, seen, by)
    refuse_if(policy.why_not_write(dimensions, rubric.step))
    _clear(rubric)
    _write(rubric, dimensions)
    count = sum(len(one.criteria) for one in dimensions)
    audit.record("rubric.written", rubric, by=by, dimensions=len(dimensions), criteria=count)
    return rubric


@transaction.atomic
def change(criterion: evaluation.Criterion, told: CriterionSaid, *, seen: int, by: Any) -> evaluation.Criterion:
    """One criterion says this from now on."""
    rubric = _held(criterion.dimension.rubric, seen, by)
    beside = criterion.dimension.criteria.exclude(pk=criterion.pk)
    refuse_if(policy.why_not_beside(beside, told.name) or policy.why_not_criterion(told, rubric.step))
    criterion.anchors.all().delete()
    for name in ("name", "points", "guidance", "evidence", "expertise"):
        setattr(criterion, name, getattr(told, name))
    criterion.save()
    _anchor(criterion, told.anchors)
    audit.record("rubric.criterion_changed", rubric, by=by, criterion=criterion.pk, points=str(told.points))
    return criterion


@transaction.atomic
def freeze(rubric: Rubric, *, by: Any) -> Rubric:
    """A round opens with it: it never changes again. Frozen already, it stays as it is."""
    rubric = Rubric.objects.select_for_update(of=("self",)).get(pk=rubric.pk)
    if not rubric.is_draft:
        return rubric
    refuse_if(policy.why_not_change(by, rubric) or policy.why_not_use(rubric))
    rubric.frozen_at, rubric.digest = clock.now(), digests.of_rubric(rubric)
    rubric.save(update_fields=["frozen_at", "digest"])
    audit.record("rubric.frozen", rubric, by=by, digest=rubric.digest)
    return rubric


@transaction.atomic
def discard(rubric: Rubric, *, by: Any) -> None:
    """A draft that nobody wants goes with all that it says."""
    rubric = Rubric.objects.select_for_update(of=("self",)).get(pk=rubric.pk)
    refuse_if(policy.why_not_discard(by, rubric))
    audit.record("rubric.discarded", rubric, by=by, name=rubric.name)
    _clear(rubric)
    rubric.delete()


def _held(rubric: Rubric, seen: int, by: Any) -> Rubric:
    """The draft as it is now, one revision on."""
    rubric = Rubric.objects.select_for_update(of=("self",)).get(pk=rubric.pk)
    refuse_if(policy.why_not_change(by, rubric) or policy.why_not_seen(rubric.revision, seen))
    rubric.revision += 1
    rubric.save(update_fields=["revision"])
    return rubric


def _clear(rubric: Rubric) -> None:
    own = evaluation.Criterion.objects.filter(dimension__rubric=rubric)
    evaluation.Anchor.objects.filter(criterion__in=own).delete()
    own.delete()
    rubric.dimensions.all().delete()


def _write(rubric: Rubric, dimensions: Sequence[DimensionSaid]) -> None:
    for place, one in enumerate(dimensions, start=1):
        dimension = rubric.dimensions.create(position=place, name=one.name)
        for position, each in enumerate(one.criteria, start=1):
            columns = {name: value for name, value in vars(each).items() if name != "anchors"}
            _anchor(dimension.criteria.create(position=position, **columns), each.anchors)


def _anchor(criterion: evaluation.Criterion, anchors: Sequence[AnchorSaid]) -> None:
    evaluation.Anchor.objects.bulk_create(evaluation.Anchor(criterion=criterion, **vars(one)) for one in anchors)
