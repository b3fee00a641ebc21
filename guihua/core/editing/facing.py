"""A form that is no single row, edited by two at once: it carries what its editor saw, so that it can tell what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self, cast

from django import forms
from django.http import QueryDict
from django.utils.safestring import SafeString

from guihua.core.editing.choosing import CHOSEN, Choice, ChoosingForm

BEFORE = "before-"
STALE = "stale"  # the code of a refusal that says that somebody else saved meanwhile


class FacingForm(ChoosingForm):
    """Each field's value as its editor saw it comes along in a hidden field, written inside the form with the other `hidden_fields`.

    Where the verb says that somebody else saved meanwhile, `refused` gives the form again: what only the other changed is
    brought up to date, what only this editor changed stays as typed, and of what both changed one is chosen. Nothing needs
    a script.
    """

    def again(self, data: Any = None) -> Self:
        """The form over what holds now, with other data."""
        raise NotImplementedError

    @property
    def edited(self) -> list[str]:
        return [name for name, field in self.fields.items() if not field.widget.is_hidden]

    @property
    def both(self) -> list[str]:
        return [name for name in self.edited if self.is_bound and f"{BEFORE}{name}" in self.data]

    def theirs(self, name: str) -> Any:
        return self._saw(name)

    def hidden_fields(self) -> list[Any]:
        return [*super().hidden_fields(), *self._opened()]

    def _opened(self) -> Iterator[SafeString]:
        """What its editor saw, and what they saw before that of the fields that both changed."""
        for name in self.edited:
            yield self[name].as_hidden(only_initial=True)
            if name in self.both:
                yield forms.HiddenInput().render(f"{BEFORE}{name}", self.data[f"{BEFORE}{name}"])

    def refused(self, code: str, sentence: str) -> Self:
        """Where somebody else saved meanwhile, the editor has to choose."""
        if code == STALE:
            return self._facing(sentence)
        return super().refused(code, sentence)

    def _facing(self, sentence: str) -> Self:
        """The form again, for an editor who has to choose."""
        data, fresh = cast("QueryDict", self.data).copy(), self.again()
        for name in self.edited:
            now, before, mine = _text(fresh[name].value()), self._saw(name), _text(self[name].value())
            data[self.add_initial_prefix(name)] = now
            data.pop(f"{CHOSEN}{name}", None)
            if before is None or now in (before, mine):
                data.pop(f"{BEFORE}{name}", None)
            elif mine == before:
                data[name] = now
            else:
                data[f"{BEFORE}{name}"] = before
        for name, field in fresh.fields.items():
            if field.widget.is_hidden:
                data[name] = _text(fresh[name].value())
        form = self.again(data)
        form.add_error(None, sentence)
        return form

    def choice_of(self, name: str) -> Choice | None:
        """What the editor has to choose between in a field, where both changed it."""
        if name not in self.both:
            return None
        values = self.data[f"{BEFORE}{name}"], self._saw(name), self[name].value()
        before, now, typed = (self._in_words(name, _text(value)) for value in values)
        return Choice(f"{CHOSEN}{name}", before, now, typed, self.chosen(name))

    def _saw(self, name: str) -> str | None:
        """As a browser sent it back; None where the page did not have it."""
        came = self.data.get(self.add_initial_prefix(name))
        return None if came is None else _text(came)

    def _in_words(self, name: str, value: str) -> str:
        options = getattr(self.fields[name], "choices", None)
        return value if options is None else str(dict(options).get(value, ""))


def _text(value: Any) -> str:
    """As it is compared: browsers send other line ends than they were given."""
    return "" if value is None else str(value).replace("\r\n", "\n")
