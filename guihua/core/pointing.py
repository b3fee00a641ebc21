"""What stands on a row: everything that points at it and would be lost or lame without it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When

Only = Mapping[type[models.Model], Q]


def with_what_holds(
    rows: models.QuerySet[Any],
    *,
    parts: Collection[type[models.Model]] = (),
    only: Only | None = None,
    also: Mapping[str, Exists] | None = None,
) -> models.QuerySet[Any]:
    """Each row with `held_by`: the first model of which something points at it, by the model's name; "" where nothing does.

    parts: models whose rows are the row's own, and go with it. only: of a model's rows those alone count that are so.
    also: what else holds a row, by a word for it. Rows of the same model are its caller's to turn elsewhere.
    """
    held = [
        When(_pointed_at(relation, only or {}), then=Value(_name(relation))) for relation in _from(rows.model, parts)
    ]
    held += [When(exists, then=Value(word)) for word, exists in (also or {}).items()]
    told: models.QuerySet[Any] = rows.annotate(held_by=Case(*held, default=Value(""), output_field=models.CharField()))
    return told


def relations_to(model: type[models.Model]) -> list[models.ForeignObjectRel]:
    """By all of which something may point at a row, with those that have no name on it. Versions keep keys of what may be
    gone, and hold nothing; a relation to many stands for its own table."""
    found = [
        field
        for field in model._meta.get_fields(include_hidden=True)
        if isinstance(field, models.ForeignObjectRel)
        and getattr(field, "on_delete", None) is not models.DO_NOTHING
        and not field.related_model._meta.auto_created
    ]
    return sorted(found, key=lambda relation: (relation.related_model._meta.label, relation.field.name))


def _from(model: type[models.Model], parts: Collection[type[models.Model]]) -> list[models.ForeignObjectRel]:
    return [relation for relation in relations_to(model) if relation.related_model not in {model, *parts}]


def _pointed_at(relation: models.ForeignObjectRel, only: Only) -> Exists:
    model = relation.related_model
    return Exists(model._base_manager.filter(only.get(model, Q()), **{relation.field.name: OuterRef("pk")}))


def _name(relation: models.ForeignObjectRel) -> str:
    return str(relation.related_model._meta.model_name)
