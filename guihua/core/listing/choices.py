"""What a list can be narrowed by. The filtering itself is django-filter's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

Narrow = Callable[[QuerySet[Any], str], QuerySet[Any]]
LONGEST_SEARCH = 60


def choice(
    head: str | Promise, options: Iterable[tuple[Any, Any]], *, by: str = "", narrow: Narrow | None = None
) -> Any:
    """One of several, or all: `by` names the field that has the chosen value, `narrow` answers where that is not enough."""
    return django_filters.ChoiceFilter(
        label=head,
        field_name=by,
        choices=[(str(value), words) for value, words in options],
        empty_label=format_lazy(_("{head}：全部"), head=head),
        method=(lambda rows, _name, value: narrow(rows, value)) if narrow else None,
        widget=forms.Select(attrs={"class": "select"}),
    )


def search(hint: str | Promise, *fields: str) -> Any:
    """Words that all have to stand somewhere in the fields."""

    def narrow(rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        for word in value.split():
            rows = rows.filter(reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields)))
        return rows

    shown = {"class": "input", "placeholder": hint, "enterkeyhint": "search"}
    return django_filters.CharFilter(
        label=_("搜索"),
        method=narrow,
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs=shown | {"type": "search"}),
    )
