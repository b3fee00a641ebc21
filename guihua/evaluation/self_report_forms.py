"""What a provider says of itself, criterion by criterion; what it puts there for one of them; and that it may write once more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning.actions.files import Content
from guihua.commissioning.file_forms import MOST_BYTES, content_in
from guihua.core.editing import FacingForm, Parsed, Several
from guihua.core.sheets import parsers as cell
from guihua.core.uploads import UploadField, kinds
from guihua.evaluation import evidence, self_reported
from guihua.evaluation import models as evaluation
from guihua.evaluation.rubric_forms import points_field
from guihua.evaluation.said import plain
from guihua.evaluation.self_reported import AnswerSaid, Told

FEW = 6  # criteria that are all shown at once


@dataclass(frozen=True)
class Asked:
    """A criterion with the fields of what is said of it, and what is there. `is_open`: shown with its fields at first."""

    criterion: evaluation.Criterion
    text: forms.BoundField
    points: forms.BoundField
    told: Told
    is_open: bool

    @property
    def is_done(self) -> bool:
        return bool(self.told.text or self.told.evidence or (self.criterion.evidence and self.told.known))


@dataclass(frozen=True)
class Part:
    dimension: evaluation.Dimension
    asked: list[Asked]

    @property
    def done(self) -> int:
        return sum(one.is_done for one in self.asked)

    @property
    def left(self) -> int:
        return len(self.asked) - self.done


class SelfReportForm(FacingForm):
    """`seen` is the revision that its editor saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, report: evaluation.SelfReport, data: Any = None) -> None:
        self.report, self.told = report, self_reported.of_report(report)
        super().__init__(data, initial=_now(report, self.told))
        for one in self.told:
            self.fields[f"text_{one.pk}"] = Parsed(
                cell.text(evaluation.MOST_TEXT, blank=True),
                label=gettext_lazy("做了什么、做到什么程度"),
                widget=forms.Textarea(attrs={"rows": 4}),
            )
            self.fields[f"points_{one.pk}"] = points_field(
                gettext_lazy("自评分（可以不填）"), most=one.points, required=False
            )

    def again(self, data: Any = None) -> Self:
        return type(self)(evaluation.SelfReport.objects.with_all_that_it_asks().get(pk=self.report.pk), data)

    @cached_property
    def parts(self) -> list[Part]:
        """By dimension; of a long one the first criterion that is still empty is open, and where something is wrong."""
        asked = list(self._asked())
        return [Part(dimension, list(of)) for dimension, of in groupby(asked, lambda one: one.criterion.dimension)]

    def _asked(self) -> Iterator[Asked]:
        is_first = True
        for one, told in self.told.items():
            text, points = self[f"text_{one.pk}"], self[f"points_{one.pk}"]
            needs = any(each.errors or each.name in self.both for each in (text, points))
            asked = Asked(one, text, points, told, is_open=needs or len(self.told) <= FEW)
            if is_first and not asked.is_done:
                asked, is_first = Asked(one, text, points, told, is_open=True), False
            yield asked

    @property
    def said(self) -> Mapping[int, AnswerSaid]:
        given = self.cleaned_data
        return {one.pk: AnswerSaid(given[f"text_{one.pk}"], given[f"points_{one.pk}"]) for one in self.told}


def _now(report: evaluation.SelfReport, told: Mapping[evaluation.Criterion, Told]) -> dict[str, Any]:
    shown: dict[str, Any] = {"seen": report.revision}
    for one, said in told.items():
        shown |= {f"text_{one.pk}": said.text, f"points_{one.pk}": "" if said.points is None else plain(said.points)}
    return shown


class EvidenceForm(forms.Form):
    """Papers that the project has, a file that is sent, or both."""

    papers: Any = Several(None, label=gettext_lazy("从项目资料里选"), required=False)
    file = UploadField(
        label=gettext_lazy("传一份新的"),
        help_text=gettext_lazy("PDF、Word、Excel、PPT 或照片，最大 20 MB。照片里的拍摄地点会去掉。"),
        required=False,
        most_bytes=MOST_BYTES,
        error_messages={
            "empty": gettext_lazy("这个文件是空的。"),
            "too_large": gettext_lazy("文件超过 %(n)d MB。请压缩或拆开再传。"),
        },
        widget=forms.FileInput(attrs={"accept": ",".join([*kinds.KINDS, *kinds.ALSO])}),
    )
    name = Parsed(
        cell.text(80, blank=True),
        label=gettext_lazy("名称"),
        help_text=gettext_lazy("新传的文件才填。空着就用文件自己的名字。"),
    )

    def __init__(
        self, report: evaluation.SelfReport, criterion: evaluation.Criterion, data: Any = None, files: Any = None
    ) -> None:
        super().__init__(data, files)
        there = report.evidence.filter(criterion=criterion).exclude(paper=None)
        rows = evidence.papers_of(report.entered.project).exclude(pk__in=there.order_by().values("paper"))
        fields: Any = self.fields
        fields["papers"].queryset = rows
        if not rows.exists():
            del fields["papers"]

    def clean_file(self) -> Content | None:
        sent = self.cleaned_data["file"]
        try:
            return content_in(sent) if sent else None
        except kinds.NotTaken as refused:
            raise ValidationError(refused.sentence) from refused

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.errors and not given.get("papers") and not given["file"]:
            self.add_error("file", _("请勾选一份资料，或者选一个文件。"))
        return given

    @property
    def sent(self) -> tuple[str, Content] | None:
        """A new file, with what it is called."""
        if not self.cleaned_data["file"]:
            return None
        own: Any = self.files["file"]
        called: str = self.cleaned_data["name"] or cell.coded(PurePath(own.name).stem)[:80]
        return called or _("文件"), self.cleaned_data["file"]


class SelfReportOpeningForm(forms.Form):
    until = Parsed(
        cell.date,
        label=gettext_lazy("最晚哪天交"),
        said=gettext_lazy("请写最晚哪天交，这一天也算。"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    why = Parsed(
        cell.text(200),
        label=gettext_lazy("为什么放行"),
        said=gettext_lazy("请写为什么。"),
        help_text=gettext_lazy("承接机构会看到；放行过几次、谁放的、为什么，一直留着。"),
    )
