"""The tables of versions: django-simple-history makes one beside each tracked table, and one beside each relation to many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import models
from simple_history.models import HistoricalRecords

from guihua.core.secrecy.classes import classed, classes_of


class Did(models.TextChoices):
    """What was done to a row, as the library writes it down."""

    ADDED = "+"
    CHANGED = "~"
    REMOVED = "-"


class Version(models.Model):
    """What a version says beside the row's own fields. `batch` names the import that wrote it."""

    batch = models.CharField(max_length=64, blank=True, db_index=True)

    data_classes = classed(internal="history_id history_date history_change_reason history_type history_user batch")

    class Meta:
        abstract = True


class RelationVersion(models.Model):
    """One of the things that a version was related to."""

    data_classes = classed(internal="m2m_history_id history")

    class Meta:
        abstract = True


class RowHistory(HistoricalRecords):  # type: ignore[misc]  # - the library has no types
    """`history = RowHistory()` on a model keeps its versions, in the table that its name and 「Version」 name.

    related: relations to many that belong to the row. but: fields that are not kept, such as keys and indexes. words: by field, how a value is written for people where the
    field does not say it itself. The library's own signals are off: they would write three versions of a project with
    stations, none for rows written in bulk, and know nobody but a request's user.
    """

    def __init__(
        self,
        *,
        related: Sequence[Any] = (),
        but: Sequence[str] = (),
        words: Mapping[str, Callable[[Any], str]] | None = None,
    ) -> None:
        self.words = dict(words or {})
        super().__init__(
            bases=[Version],
            m2m_fields=related,
            excluded_fields=list(but),
            m2m_bases=[RelationVersion],
            custom_model_name=lambda name: f"{name}Version",
            history_id_field=models.BigAutoField(),
            history_change_reason_field=models.CharField(max_length=200, blank=True, default=""),
        )

    def copy_fields(self, model: type[models.Model]) -> dict[str, Any]:
        """Without indexes but the row's own key: versions are asked for by row or by batch alone."""
        fields: dict[str, Any] = super().copy_fields(model)
        for name, field in fields.items():
            field.db_index = name == "id" and not model._meta.auto_created
        return fields

    def create_history_model(self, model: type[models.Model], inherited: bool) -> Any:
        made = super().create_history_model(model, inherited)
        tracked = {field.name for field in self.fields_included(model)}
        given = {name: told for name, told in classes_of(model).items() if name in tracked}
        made.data_classes = given
        made.history_words = self.words
        return made

    def create_history_m2m_model(self, model: type[models.Model], through_model: type[models.Model]) -> Any:
        made = super().create_history_m2m_model(model, through_model)
        ends = [field.name for field in through_model._meta.fields if field.name != "id"]
        made.data_classes = classed(internal=" ".join(ends))
        return made

    @property
    def _date_indexing(self) -> bool:
        return False

    def post_save(self, *_: Any, **__: Any) -> None:
        """Nothing: the verb records."""

    post_delete = pre_delete = m2m_changed = post_save


def tracked() -> Iterator[type[models.Model]]:
    """Every model that keeps versions."""
    yield from (model for model in apps.get_models() if hasattr(model._meta, "simple_history_manager_attribute"))


def table_of(model: Any) -> Any:
    """The model of a model's versions."""
    return model.history.model


def versions_of(model: Any) -> Any:
    """All versions of a model's rows, of those that are gone too. Any, since the library puts the manager there."""
    return model.history.all()


def latest(row: models.Model) -> Any:
    """The version that a row stands at; None where nothing was ever recorded of it."""
    return versions_of(type(row)).filter(id=row.pk).order_by("-history_id").first()


def values_of(version: Any) -> dict[str, Any]:
    """What a version says of the row's own fields but its key, by column name such as `community_id`, and of its
    relations to many as sets of keys."""
    own = {field.attname: getattr(version, field.attname) for field in version.tracked_fields if field.name != "id"}
    return own | {field.name: related_to(version, field) for field in version._history_m2m_fields}


def related_to(version: Any, field: Any) -> frozenset[int]:
    """Keys of what a version was related to."""
    key = f"{field.m2m_reverse_field_name()}_id"
    return frozenset(getattr(one, key) for one in getattr(version, _kept_under(type(version), field)).all())


def relations_of(model: Any) -> list[str]:
    """By what names the versions of a model are asked for what they were related to; for `prefetch_related`, which does
    not know the names that the library gives them."""
    table = table_of(model)
    return [_kept_under(table, field) for field in table._history_m2m_fields]


def _kept_under(table: Any, field: Any) -> str:
    return f"{getattr(table, field.name).model._meta.model_name}_set"
