"""What stands on a row: everything that points at it and would be lost or lame without it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models
from django.db.models import Exists, Q

from guihua.core import bulk

Only = Mapping[type[models.Model], Q]


def what_holds(
    rows: models.QuerySet[Any],
    *,
    parts: Collection[type[models.Model]] = (),
    only: Only | None = None,
    also: Mapping[str, Exists] | None = None,
) -> dict[int, str]:
    """By key, of each row on which something stands: the first model of which something points at it, by the model's name. It is
    asked once a model, which for thousands of rows is many times quicker than once a row.

    parts: models whose rows are the row's own, and go with it. only: of a model's rows those alone count that are so.
    also: what else holds a row, by a word for it. Rows of the same model are its caller's to turn elsewhere.
    """
    held: dict[int, str] = {}
    for relation in _from(rows.model, parts):
        model, key = relation.related_model, relation.field.attname
        pointing = model._base_manager.filter((only or {}).get(model, Q()), **{f"{relation.field.name}__in": rows})
        for pk in pointing.order_by().values_list(key, flat=True).distinct():
            held.setdefault(pk, _name(relation))
    for word, exists in (also or {}).items():
        for pk in rows.filter(exists).order_by().values_list("pk", flat=True):
            held.setdefault(pk, word)
    return held


def among(keys: Collection[int]) -> Q:
    """The rows of these keys, and where they are many whatever lies between the first and the last: those that came with one
    file stand side by side."""
    if len(keys) <= bulk.MOST_PARAMETERS:
        return Q(pk__in=keys)
    return Q(pk__range=(min(keys), max(keys)))


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


def _name(relation: models.ForeignObjectRel) -> str:
    return str(relation.related_model._meta.model_name)
