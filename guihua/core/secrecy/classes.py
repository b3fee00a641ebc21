"""Who may learn what a field holds. Every model says it of each of its fields; an architecture test misses none."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from django.db import models


class DataClass(IntEnum):
    """From what anybody may know to what is not readable at rest."""

    PUBLIC = 0  # may be published as it is
    INTERNAL = 1  # for those who may see the row
    PERSONAL = 2  # says who somebody is, or how to reach them
    SENSITIVE = 3  # may harm somebody, or opens a door: shown masked at most
    SEALED = 4  # encrypted, or a key or an index to what is


class Unclassed(Exception):
    """A model does not say which class a field of its own has."""


Classes = dict[str, DataClass]


def classed(
    *, public: str = "", internal: str = "", personal: str = "", sensitive: str = "", sealed: str = ""
) -> Classes:
    """The classes of a model's own fields: `data_classes = classed(public="code name", internal="state")`.

    A field that a model inherits keeps the class that its abstract parent gave it.
    """
    named = zip(DataClass, (public, internal, personal, sensitive, sealed), strict=True)
    return {field: data_class for data_class, fields in named for field in fields.split()}


def classes_of(model: type[models.Model]) -> Classes:
    """The class of each field that the model declares or inherits; the generated key is internal."""
    given: Classes = {"id": DataClass.INTERNAL}
    for base in reversed(model.__mro__):
        given |= vars(base).get("data_classes", {})
    return given


def own_fields(model: type[models.Model]) -> Iterator[str]:
    """The fields that the model's rows hold themselves, relations to many included."""
    yield from (field.name for field in [*model._meta.fields, *model._meta.many_to_many])


def class_of(model: type[models.Model], path: str) -> DataClass:
    """The class of the field at the end of a path, such as `activity__name`. Raises Unclassed."""
    first, _, rest = path.partition("__")
    if rest:
        related = model._meta.get_field(first).related_model
        if related is None:
            raise Unclassed(f"{model.__name__}.{first} leads nowhere")
        return class_of(related, rest)
    try:
        return classes_of(model)["id" if first == "pk" else first]
    except KeyError as none:
        raise Unclassed(f"{model.__name__}.{first}") from none


def holding(*classes: DataClass) -> Iterator[tuple[type[models.Model], str]]:
    """Every field of the product's own models that is in one of the classes."""
    from django.apps import apps

    for model in apps.get_models():
        given = classes_of(model)
        yield from ((model, name) for name in own_fields(model) if given.get(name) in classes)
