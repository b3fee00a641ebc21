"""What two people changed at once, and how one of them chooses field by field between theirs and mine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.utils.translation import gettext as _

from guihua.core import history

THEIRS, MINE = "theirs", "mine"
CHOSEN = "keep-"


@dataclass(frozen=True)
class Choice:
    """A field that two people changed: what it said, what the other made of it, what was typed here."""

    key: str  # under which the choice is posted
    before: str
    theirs: str
    mine: str
    chosen: str


class ChoosingForm(forms.Form):
    """A form whose editor may have to choose between what somebody else saved meanwhile and what they typed."""

    @property
    def both(self) -> list[str]:
        """The fields that both changed."""
        raise NotImplementedError

    def theirs(self, name: str) -> Any:
        """What the other made of a field, as a browser would send it."""
        raise NotImplementedError

    def chosen(self, name: str) -> str:
        """Which of the two was chosen; "" where none was."""
        given = str(self.data.get(f"{CHOSEN}{name}", ""))
        return given if given in (THEIRS, MINE) else ""

    def refused(self, code: str, sentence: str) -> Self:
        """The form with what the verb refused, at the field of which the refusal's code speaks."""
        self.add_error(code if code in self.fields else None, sentence)
        return self

    def facing(self, clashed: history.Clashed) -> Self:
        """The form again, for an editor who has to choose."""
        return self.refused("stale", clashed.sentence)

    def _clean_fields(self) -> None:
        """Where the other's version was chosen, that is what the form says; what was typed stays in sight."""
        super()._clean_fields()  # type: ignore[misc]  # - the stubs leave it out
        for name in self.both:
            if self.chosen(name) == THEIRS:
                self.errors.pop(name, None)
                self.cleaned_data[name] = self.fields[name].clean(self.theirs(name))
                if further := getattr(self, f"clean_{name}", None):
                    self.cleaned_data[name] = further()
            elif not self.chosen(name):
                words = _("「%(field)s」两边都改了，请选择留下哪一个。")
                self.add_error(name, words % {"field": self.fields[name].label})
