"""What can be done to many rows of a list at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise

from guihua.core.handled import Handled

Do = Callable[[QuerySet[Any], Mapping[str, Any], Any], Handled]


class DeedForm(forms.Form):
    """What a deed has to be told besides the rows; of itself nothing. What is sent are keys and code words alone."""

    def __init__(self, data: Any = None, *, reader: Any) -> None:
        super().__init__(data)
        self.reader = reader


@dataclass(frozen=True)
class Deed:
    """`do` takes the rows, what the form was told and by whom; it is one plural verb in one transaction. `line` says what
    one should know before."""

    name: str
    label: str | Promise
    do: Do
    form: type[DeedForm] = DeedForm
    line: str | Promise = ""
    icon: str = ""

    def told(self, given: Mapping[str, Any], reader: Any) -> DeedForm:
        """The form as it was told before."""
        asked = QueryDict(mutable=True)
        asked.update({name: str(value) for name, value in given.items()})
        return self.form(asked, reader=reader)
