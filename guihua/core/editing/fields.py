"""What is typed into a form is read by the same parsers as a cell of a file, so that both forgive the same."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from guihua.core import measures
from guihua.core.sheets import BadCell, Doubtful, Parser
from guihua.core.sheets import parsers as cell


class Parsed(forms.Field):
    """One line of text that a parser of cells understands. An empty line is the parser's to judge.

    said: the sentence where it may not be empty, since the field's own words are better than a cell's.
    """

    def __init__(self, parser: Parser, *, said: Any = "", **given: Any) -> None:
        super().__init__(required=bool(said), **given)
        self.parser = parser
        if said:
            self.error_messages["required"] = said

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def to_python(self, value: Any) -> Any:
        typed = str(value if value is not None else "").strip()
        if not typed and self.required:
            return ""
        try:
            read = self.parser(typed)
        except BadCell as bad:
            raise ValidationError(bad.sentence) from bad
        return read.value if isinstance(read, Doubtful) else read


class Yuan(Parsed):
    """An amount that is typed in yuan and kept in whole fen."""

    def __init__(self, **given: Any) -> None:
        super().__init__(cell.money, **given)
        self.widget.attrs["inputmode"] = "decimal"

    def prepare_value(self, value: Any) -> Any:
        return f"{measures.yuan(value):,}" if isinstance(value, int) else value


class Several(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # - Django makes it generic for checkers alone
    """Several of a register, ticked in a list that needs no key held down."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value(sorted(value) if isinstance(value, frozenset) else value)
