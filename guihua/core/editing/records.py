from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Self, cast

from django import forms
from django.db import models
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from guihua.core import history
from guihua.core.editing.choosing import CHOSEN, Choice, ChoosingForm
from guihua.core.secrecy import DataClass
from guihua.core.wording import listed


class RecordForm(ChoosingForm):
    """Edits a tracked row, or makes one where `row` is None. Its fields bear the names of the model's.

    The form carries the version that its editor saw, and `changes` are what they made of it. Where the verb raises
    `history.Clashed`, `facing` gives the form again with everything that was typed, what only somebody else changed brought
    up to date, and a choice for each field that both changed. It comes back with those choices. Nothing needs a script.
    """

    model: ClassVar[type[models.Model]]
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    between = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, row: models.Model | None, data: Any = None, **given: Any) -> None:
        self.row = row
        super().__init__(data, **given)
        self.clash = Clash(str(self.data.get("between", "")))
        if self.base is not None:
            self.initial = {**self._values_of(self.base), "seen": self.base.history_id, **self.initial}

    @cached_property
    def base(self) -> Any:
        """The version that the editor saw; None for a row that is yet to be made."""
        if self.row is None:
            return None
        seen = str(self.data.get("seen", "")) if self.is_bound else ""
        return history.seen_of(self.row, int(seen)) if seen.isdigit() else history.latest(self.row)

    @property
    def edited(self) -> list[str]:
        """The names of the fields, without those that the form needs for itself."""
        return [name for name in self.fields if name not in ("seen", "between")]

    @property
    def saw(self) -> int:
        """The version that the editor saw, for the verb."""
        return int(self.base.history_id)

    @property
    def values(self) -> dict[str, Any]:
        """By column, what the row is to say."""
        return {self._column(name): _kept(self.cleaned_data[name]) for name in self.edited}

    @property
    def changes(self) -> dict[str, Any]:
        """By column, what the editor wants the row to say and it did not say when they saw it."""
        before = history.values_of(self.base)
        return {name: value for name, value in self.values.items() if before[name] != value}

    @property
    def both(self) -> list[str]:
        return [name for name in self.clash.names if name in self.fields]

    def theirs(self, name: str) -> Any:
        return self._posted(name, self.base)

    def facing(self, clashed: history.Clashed) -> Self:
        """The form again, for an editor who has to choose."""
        mine, data = self.changes, cast("QueryDict", self.data).copy()
        for name in self.edited:
            if self._column(name) not in mine:
                now = self._posted(name, clashed.newest)
                data.setlist(name, now if isinstance(now, list) else [now])
        both = [name for name in self.edited if self._column(name) in clashed.fields]
        for name in both:
            data.pop(f"{CHOSEN}{name}", None)
        data["between"] = Clash.between(self.saw, both)
        data["seen"] = str(clashed.newest.history_id)
        form = self.again(data)
        form.add_error(None, clashed.sentence)
        return form

    def again(self, data: QueryDict) -> Self:
        """The same form with other data; a form that is made of more than a row says how."""
        return type(self)(self.row, data)

    def choice_of(self, name: str) -> Choice | None:
        """What the editor has to choose between in a field, where both changed it."""
        if self.row is None or name not in self.clash.names:
            return None
        before, column = history.seen_of(self.row, self.clash.seen), self._column(name)
        words = history.Words([before, self.base], self.model, DataClass.SENSITIVE)
        field = self.model._meta.get_field(name)
        return Choice(
            key=f"{CHOSEN}{name}",
            before=words.of(field, history.values_of(before)[column]),
            theirs=words.of(field, history.values_of(self.base)[column]),
            mine=self._typed(name),
            chosen=self.chosen(name),
        )

    def _typed(self, name: str) -> str:
        """What was typed, in words."""
        typed, options = self[name].data, getattr(self.fields[name], "choices", None)
        if options is None:
            return str(typed or "")
        wanted = {str(one) for one in (typed if isinstance(typed, list) else [typed])}
        return listed(str(words) for value, words in options if str(value) in wanted and str(value))

    def _values_of(self, version: Any) -> dict[str, Any]:
        values = history.values_of(version)
        return {name: values[self._column(name)] for name in self.edited}

    def _posted(self, name: str, version: Any) -> Any:
        """What a version says of a field, as a browser would send it."""
        value = self.fields[name].prepare_value(self._values_of(version)[name])
        if isinstance(self.fields[name], forms.ModelMultipleChoiceField):
            return [str(one) for one in value]
        return "" if value is None else str(value)

    def _column(self, name: str) -> str:
        field = self.model._meta.get_field(name)
        return name if field.many_to_many else str(getattr(field, "attname", name))


class Clash(str):
    """`17:ends_on,amount_fen`: the version that was seen before the clash, and the fields that both changed. It stands in
    the form, since nothing else knows what its editor saw."""

    __slots__ = ()

    @classmethod
    def between(cls, seen: int, names: Iterable[str]) -> Clash:
        return cls(f"{seen}:{','.join(names)}")

    @property
    def seen(self) -> int:
        number = self.partition(":")[0]
        return int(number) if number.isdigit() else 0

    @property
    def names(self) -> list[str]:
        return [name for name in self.partition(":")[2].split(",") if name]


def _kept(cleaned: Any) -> Any:
    """A cleaned value as the row keeps it."""
    if isinstance(cleaned, models.Model):
        return cleaned.pk
    return frozenset(thing.pk for thing in cleaned) if isinstance(cleaned, QuerySet) else cleaned
