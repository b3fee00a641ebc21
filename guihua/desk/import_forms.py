"""What somebody says of a file: which one it is, and what stands in its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core import sheets, uploads
from guihua.core.wording import listed

MOST_MEGABYTES = uploads.MOST_BYTES >> 20
LONGEST_PASTE = 2_000_000  # characters
LONGEST_CONSTANT = 120


class StartForm(forms.Form):
    """A file, or rows copied out of a spreadsheet."""

    file = uploads.UploadField(
        label=gettext_lazy("表格文件"),
        required=False,
        allow_empty_file=True,
        error_messages={"too_large": gettext_lazy("文件超过 %(n)s MB，没有上传。请分成几份。")},
    )
    text = forms.CharField(
        label=gettext_lazy("粘贴的内容"),
        required=False,
        strip=False,
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 5, "class": "input", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".xlsx,.csv,.tsv,.txt"

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not given.get("file") and not (given.get("text") or "").strip():
            self.add_error("file", _("请选一份文件，或把表格里的内容粘贴进来。"))
        return given


class ColumnsForm(forms.Form):
    """For each column of the file what it holds, and for each that the file lacks what stands in all its rows."""

    def __init__(self, columns: Sequence[sheets.Column], heads: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns, self.heads = columns, heads
        choices = [("", _("不导入这一列")), *((column.name, column.name) for column in columns)]
        for n, head in enumerate(heads):
            self.fields[f"column_{n}"] = forms.ChoiceField(label=head, choices=choices, required=False)
        for n, column in enumerate(columns):
            self.fields[f"constant_{n}"] = forms.CharField(
                label=column.name, required=False, max_length=LONGEST_CONSTANT
            )

    @property
    def column_of(self) -> dict[str, int]:
        chosen = ((self.cleaned_data.get(f"column_{n}"), n) for n in range(len(self.heads)))
        return {name: n for name, n in chosen if name}

    @property
    def constants(self) -> dict[str, str]:
        said = ((column.name, self.cleaned_data.get(f"constant_{n}")) for n, column in enumerate(self.columns))
        return {name: text for name, text in said if text and name not in self.column_of}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        self._refuse_twice()
        if not self.column_of:
            raise forms.ValidationError(_("还没有一列对应上。请给每一列选它的内容。"))
        for n, column in enumerate(self.columns):
            if column.name not in self.column_of and not column.takes_nothing and not given.get(f"constant_{n}"):
                words = _("缺少「%(name)s」：请给它选一列，或写上每一行都填什么。")
                self.add_error(f"constant_{n}", words % {"name": column.name})
        return given

    def _refuse_twice(self) -> None:
        taken: dict[str, list[int]] = {}
        for n in range(len(self.heads)):
            if name := self.cleaned_data.get(f"column_{n}"):
                taken.setdefault(name, []).append(n)
        for name, places in taken.items():
            for n in places[1:]:
                words = _("「%(name)s」选了两次：%(heads)s。只能有一列。")
                self.add_error(
                    f"column_{n}", words % {"name": name, "heads": listed(self.heads[one] for one in places)}
                )


def initial_of(
    draft_columns: Mapping[str, int], constants: Mapping[str, str], columns: Sequence[sheets.Column]
) -> dict[str, str]:
    """The form as what was said so far fills it."""
    placed = {f"column_{n}": name for name, n in draft_columns.items()}
    return placed | {f"constant_{n}": constants.get(column.name, "") for n, column in enumerate(columns)}
