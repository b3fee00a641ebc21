"""What a list can be narrowed by. The filtering itself is django-filter's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guihua.core import finding

Narrow = Callable[[QuerySet[Any], str], QuerySet[Any]]
LONGEST_SEARCH = 60
EVERYTHING = pgettext_lazy("no choice", "全部")


def choice(
    head: str | Promise,
    options: Iterable[tuple[Any, Any]],
    *,
    by: str = "",
    narrow: Narrow | None = None,
    usual: str | Promise = "",
) -> Any:
    """One of several, or all: `by` names the field that has the chosen value, `narrow` answers where that is not enough.
    `usual` says what the list shows where nothing is chosen and that is not all."""
    return django_filters.ChoiceFilter(
        label=head,
        field_name=by,
        choices=[(str(value), words) for value, words in options],
        empty_label=format_lazy(_("{head}：{usual}"), head=head, usual=usual or EVERYTHING),
        method=(lambda rows, _name, value: narrow(rows, value)) if narrow else None,
        widget=forms.Select(attrs={"class": "select"}),
    )


def day(head: str | Promise, *, by: str) -> Any:
    """One day, or all: `by` names a field that holds a moment."""

    def narrow(rows: QuerySet[Any], _name: str, value: date) -> QuerySet[Any]:
        begin = timezone.make_aware(datetime.combine(value, time.min))
        return rows.filter(**{f"{by}__gte": begin, f"{by}__lt": begin + timedelta(days=1)})

    return django_filters.DateFilter(
        label=head, method=narrow, widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d")
    )


def search(hint: str | Promise, *fields: str, spelled: Sequence[str] = (), by: Narrow | None = None) -> Any:
    """Words of which `narrowed` says what they narrow to."""

    def narrow(rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return narrowed(rows, value, *fields, spelled=spelled, by=by)

    shown = {"class": "input", "placeholder": hint, "enterkeyhint": "search"}
    return django_filters.CharFilter(
        label=_("搜索"),
        method=narrow,
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs=shown | {"type": "search"}),
    )


def narrowed(
    rows: QuerySet[Any], typed: str, *fields: str, spelled: Sequence[str] = (), by: Narrow | None = None
) -> QuerySet[Any]:
    """Words that all have to stand somewhere in the fields, or to spell (pinyin, initials) what stands in the `spelled`
    ones; or what `by` answers for each word. To spell, every row is read: for registers of hundreds, not of thousands.
    """

    def with_word(rows: QuerySet[Any], word: str) -> QuerySet[Any]:
        standing = reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields))
        return rows.filter(standing | Q(pk__in=_spelling(rows, spelled, word)) if spelled else standing)

    return reduce(by or with_word, typed.split(), rows)


def _spelling(rows: QuerySet[Any], fields: Sequence[str], word: str) -> list[Any]:
    """The keys of the rows in which a field is spelled by the word."""
    texts = rows.order_by().values_list("pk", *fields)
    return [pk for pk, *said in texts if any(finding.matches(text or "", word) for text in said)]
