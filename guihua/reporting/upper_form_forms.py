"""What the office says of an upper level's form: the file, for which time it is filled, and what goes into a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core import inplace
from guihua.core.uploads import UploadField, kinds
from guihua.reporting import figures
from guihua.reporting.actions.upper_forms import Wanted
from guihua.reporting.book import Book
from guihua.reporting.calc.periods import NAMED, Period, read
from guihua.reporting.models import Filling, Reach
from guihua.reporting.upper_values import WHOLE, Time
from guihua.reporting.words import named

FIGURE, PART, WAN = f"{Filling.FIGURE}:", ":", "wan"
KEYS = {
    "domain": gettext_lazy("服务领域"),
    "community": gettext_lazy("社区"),
    "provider": gettext_lazy("承接机构"),
    "project": gettext_lazy("项目"),
}
Choices = list[tuple[str, Any]]
WIDGET = forms.Select(attrs={"class": "select"})


class UploadForm(forms.Form):
    file = UploadField(
        label=gettext_lazy("上级发来的表"),
        help_text=gettext_lazy("xlsx，最大 5 MB。以前对好的表再来一份，会沿用上次对好的格子。"),
        most_bytes=inplace.MOST_BYTES,
        error_messages={
            "required": gettext_lazy("请选一份表。"),
            "too_large": gettext_lazy("文件超过 %(n)d MB，没有上传。"),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    workbook: inplace.Workbook
    content: bytes

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        self.content = file.read()
        try:
            if kinds.kind_of(self.content, file.name).suffix != ".xlsx":
                raise ValidationError(_("这里只收 xlsx。旧的 xls 请在表格软件里另存为 xlsx，再上传。"))
            self.workbook = inplace.opened(self.content)
        except (kinds.NotTaken, inplace.NotRead) as refused:
            raise ValidationError(refused.sentence) from refused
        return file


class TimeForm(forms.Form):
    """For which time the form is filled."""

    def __init__(self, years: Sequence[int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"] = forms.TypedChoiceField(
            label=gettext_lazy("年度"), coerce=int, choices=[(year, year) for year in years], widget=WIDGET
        )
        self.fields["period"] = forms.ChoiceField(
            label=gettext_lazy("时段"), choices=_periods(), required=False, widget=WIDGET
        )

    @property
    def time(self) -> Time:
        return Time(self.cleaned_data["year"], read(self.cleaned_data["period"]) or WHOLE)


def _periods() -> Choices:
    parts = [Period(*months) for months in NAMED] + [Period(month, month) for month in range(1, 13)]
    so_far = [Period(1, month) for month in range(2, 12) if (1, month) not in NAMED]
    return [("", _("全年")), *((one.code, named(one)) for one in [*parts, *so_far])]


class CellForm(forms.Form):
    """What goes into one cell. `what` and `only` are written as kind:code."""

    def __init__(self, book: Book, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(f"{FIGURE}{code}", one.name) for code, one in figures.of(book).items()]
        others = [(value, label) for value, label in Filling.choices if value != Filling.FIGURE]
        self.fields |= {
            "cell": forms.CharField(
                label=_("哪一格"),
                max_length=10,
                help_text=_("点上面的表，或写 B7 这样的格号。"),
                error_messages={"required": _("请点表上的一格，或写格号。")},
            ),
            "what": forms.ChoiceField(
                label=_("填什么"),
                choices=[("", "—"), (_("数字"), told), (_("文字"), others)],
                error_messages={"required": _("请选填什么。")},
            ),
            "only": forms.ChoiceField(label=_("只数"), choices=[("", _("全部")), *_parts(book)], required=False),
            "reach": forms.ChoiceField(label=_("哪段时间"), choices=Reach.choices, initial=Reach.PERIOD),
            "scale": forms.ChoiceField(label=_("单位"), choices=[("", _("原数")), (WAN, _("以万计"))], required=False),
            "words": forms.CharField(label=_("自己写的字"), max_length=120, required=False),
        }

    def clean_cell(self) -> str:
        return str(self.cleaned_data["cell"]).replace("$", "").strip().upper()

    def wanted(self, sheet: str) -> Wanted:
        """Only what goes with the choice: no figure of words, and no words of a figure."""
        said = self.cleaned_data
        filling, _colon, figure = said["what"].partition(":")
        if not figure:
            return Wanted(sheet, said["cell"], filling, words=said["words"] if filling == Filling.WORDS else "")
        part, _colon, key = said["only"].partition(PART)
        return Wanted(sheet, said["cell"], filling, figure, part, key, reach=said["reach"], in_wan=said["scale"] == WAN)


def as_typed(cell: Any) -> dict[str, Any]:
    """What the form would say of a cell that is mapped."""
    what = f"{FIGURE}{cell.figure}" if cell.filling == Filling.FIGURE else cell.filling
    only = f"{cell.part}{PART}{cell.key}" if cell.part else ""
    return {
        "cell": cell.cell,
        "what": what,
        "only": only,
        "reach": cell.reach,
        "scale": WAN if cell.in_wan else "",
        "words": cell.words,
    }


def _parts(book: Book) -> Iterable[tuple[Any, Choices]]:
    columns = {
        "domain": (book.projects, "domain", "domain"),
        "community": (book.communities, "community_code", "community_name"),
        "provider": (book.projects, "provider", "provider_name"),
        "project": (book.projects, "number", "project_name"),
    }
    for part, (rows, key, name) in columns.items():
        found = book.frame(rows.select(key=rows[key], name=rows[name]).distinct().order_by("key"))
        yield KEYS[part], [(f"{part}{PART}{one}", _told(part, one, label)) for one, label in found.iter_rows()]


def _told(part: str, key: str, label: str) -> str:
    """A project by its number as well, by which it is looked for."""
    return f"{key} {label}" if part == "project" else _(label)
