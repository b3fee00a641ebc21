"""A draft of the management rules as the office types it: article by article with what each sets, and mode by mode."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning import rules_policy
from guihua.commissioning.editions import ArticleLine
from guihua.commissioning.models import rules as limits
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell

SPARE_ROWS = 2
PARTS = ("key", "heading", "text", *commissioning.Limit.values)  # of an article's row
STEP = {"up": -1, "down": 1}
Row = Mapping[str, Any]


def rows_of(articles: Sequence[ArticleLine]) -> list[Row]:
    """The articles on file as they are typed, with some rows to go on."""
    held: list[Row] = [{"key": one.key, "heading": one.heading, "text": one.text, **one.settings} for one in articles]
    return [*held, *({} for _n in range(SPARE_ROWS))]


def rows_in(data: Mapping[str, str]) -> list[Row]:
    """The rows that were sent, as they were typed."""
    count = data.get("rows", "")
    most = min(int(count), rules_policy.MOST_ARTICLES + SPARE_ROWS) if count.isascii() and count.isdigit() else 0
    return [{part: data.get(f"a{n}_{part}", "") for part in PARTS} for n in range(1, most + 1)]


def rearranged(rows: Sequence[Row], deed: str) -> list[Row]:
    """The rows after 上移 (up-3), 下移 (down-3), 去掉 (remove-3) or 加一条 (add-3: below the third)."""
    what, _dash, at = deed.partition("-")
    n, found = int(at) - 1 if at.isascii() and at.isdigit() else -1, list(rows)
    if not 0 <= n < len(found):
        return found
    if what == "remove":
        del found[n]
    elif what == "add":
        found.insert(n + 1, {})
    elif what in STEP and 0 <= (to := n + STEP[what]) < len(found):
        found[n], found[to] = found[to], found[n]
    return found


class WritingForm(forms.Form):
    """`rows` says how many rows there are; `seen` is the revision that the editor saw. An empty row says nothing."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = Parsed(cell.text(80), label=gettext_lazy("名称"), said=gettext_lazy("请填写名称。"))

    def __init__(self, rows: Sequence[Row], *, title: str, seen: Any, data: Any = None) -> None:
        self.count = len(rows)
        said = {f"a{n}_{part}": value for n, row in enumerate(rows, start=1) for part, value in row.items()}
        super().__init__(data, initial={"title": title, "seen": seen, "rows": self.count, **said})
        for n in range(1, self.count + 1):
            self.fields |= _article(n)

    @property
    def articles(self) -> Iterator[dict[str, Any]]:
        """The fields of each row; `is_open` where it sets something or something is wrong with what it sets."""
        for n in range(1, self.count + 1):
            sets = [self[f"a{n}_{code}"] for code in commissioning.Limit.values]
            row = {"n": n, "sets": sets, "is_open": any(one.value() or one.errors for one in sets)}
            yield row | {name: self[f"a{n}_{name}"] for name in ("key", "heading", "text")}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        seen: dict[str, int] = {}
        for n in range(1, self.count + 1):
            if not given.get(f"a{n}_heading") and self._says(n) and f"a{n}_heading" not in self.errors:
                self.add_error(f"a{n}_heading", _("请填写标题。"))
            for code in commissioning.Limit.values:
                self._check(n, code, given.get(f"a{n}_{code}"), seen)
        return given

    def _says(self, n: int) -> bool:
        values = [self.cleaned_data.get(f"a{n}_{part}") for part in PARTS if part != "key"]
        return any(value not in (None, "") for value in values)

    def _check(self, n: int, code: str, value: int | None, seen: dict[str, int]) -> None:
        if value is None:
            return
        if code in seen:
            self.add_error(f"a{n}_{code}", _("前面第 %(n)s 条已经定了。") % {"n": seen[code]})
        elif refusal := rules_policy.why_not_set(code, value):
            self.add_error(f"a{n}_{code}", refusal.sentence)
        seen[code] = n

    @property
    def lines(self) -> tuple[ArticleLine, ...]:
        return tuple(self._line(n) for n in range(1, self.count + 1) if self._says(n))

    def _line(self, n: int) -> ArticleLine:
        given: dict[str, Any] = {part: self.cleaned_data.get(f"a{n}_{part}") for part in PARTS}
        settings = {code: given[code] for code in commissioning.Limit.values if given[code] is not None}
        return ArticleLine(given["heading"] or "", given["text"] or "", settings, given["key"])


class PublishingForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = Parsed(cell.date, label=gettext_lazy("施行日期"), said=gettext_lazy("请填写施行日期。"))


def _article(n: int) -> dict[str, forms.Field]:
    text = forms.CharField(
        label=_("内容"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("最多 %(n)s 个字。") % {"n": 2000}},
    )
    return {
        f"a{n}_key": forms.IntegerField(widget=forms.HiddenInput, required=False),
        f"a{n}_heading": Parsed(cell.text(40, blank=True), label=_("标题")),
        f"a{n}_text": text,
        **{f"a{n}_{code}": _setting(code) for code in commissioning.Limit.values},
    }


def _setting(code: str) -> Parsed:
    law = limits.LAW[code]
    told = {"source": law.source, "most": law.value, "unit": law.unit}
    hint = _("%(source)s：最多 %(most)s %(unit)s") % told
    far = _("请填 0 到 %(n)s 的整数。") % {"n": 999}
    label = _("%(what)s（%(unit)s）") % {"what": commissioning.Limit(code).label, "unit": law.unit}
    field = Parsed(cell.integer(0, 999, far, blank=True), label=label, help_text=hint)
    field.widget.attrs["inputmode"] = "numeric"
    return field
