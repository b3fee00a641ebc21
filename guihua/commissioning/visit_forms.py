"""A visit, an answer to it, a task and what was done about it, as somebody types them."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning import visit_policy as policy
from guihua.commissioning.actions.files import Content
from guihua.commissioning.actions.tasks import Proof
from guihua.commissioning.actions.visits import MOST_PHOTOS, Raised, Said
from guihua.commissioning.file_forms import content_in
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell
from guihua.core.uploads import UploadField, kinds

MOST_BYTES = 20 << 20
TASKS = ("1", "2")  # so many tasks may come of a visit at once; further ones are added on its page
TOO_LONG = gettext_lazy("最多写 %(limit_value)s 个字，现在有 %(show_value)s 个。")
MINUTES: Any = gettext_lazy("时长要在 1 到 600 分钟（10 小时）之间。")
HINT: Any = gettext_lazy(
    "JPG 或 PNG，可以一次选几张，每张最大 {size} MB，一次走访最多 {most} 张。照片里的拍摄地点会去掉。"
)


def words(limit: int, rows: int, *, said: Any = "", **given: Any) -> forms.CharField:
    told = {"required": said, "max_length": TOO_LONG}
    widget = forms.Textarea(attrs={"rows": rows, "class": "input"})
    return forms.CharField(max_length=limit, required=bool(said), widget=widget, error_messages=told, **given)


def _time(typed: str) -> time | None:
    if not typed:
        return None
    read: datetime = cell.time()(typed)
    return read.time()


def day_field(label: Any, said: Any, *, blank: bool = False, **given: Any) -> Parsed:
    widget = forms.DateInput(attrs={"type": "date"})
    return Parsed(_day if blank else cell.date, label=label, said="" if blank else said, widget=widget, **given)


def _day(typed: str) -> date | None:
    return cell.date(typed) if typed else None


class PicturesInput(forms.FileInput):
    allow_multiple_selected = True


class Pictures(UploadField):
    """Several photos at once, each looked at and drawn anew without where it was taken."""

    widget = PicturesInput

    def clean(self, data: Any, initial: Any = None) -> list[Content]:
        if not data and not self.required:
            return []
        return [_picture(super(Pictures, self).clean(one, initial)) for one in data or [None]]


def _picture(sent: Any) -> Content:
    try:
        found = content_in(sent)
    except kinds.NotTaken as refused:
        raise ValidationError(refused.sentence) from refused
    if not kinds.KINDS[found.suffix].is_photo:
        raise ValidationError(_("这里只收 JPG 或 PNG 照片。"))
    return found


def pictures_field(*, required: bool) -> Pictures:
    return Pictures(
        label=gettext_lazy("照片"),
        required=required,
        help_text=format_lazy(HINT, size=MOST_BYTES >> 20, most=MOST_PHOTOS),
        most_bytes=MOST_BYTES,
        error_messages={
            "required": gettext_lazy("请选照片。"),
            "too_large": gettext_lazy("照片超过 %(n)d MB。请压缩再传。"),
        },
        widget=PicturesInput(attrs={"multiple": True, "accept": "image/jpeg,image/png"}),
    )


class PhotosForm(forms.Form):
    photos = pictures_field(required=True)


class SaidForm(forms.Form):
    """What a visit says, whether it is new or corrected."""

    day = day_field(gettext_lazy("日期"), gettext_lazy("请写日期。"))
    way = forms.ChoiceField(
        label=gettext_lazy("方式"),
        choices=commissioning.VisitWay.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选走访方式。")},
    )
    starts_at = Parsed(
        _time, label=gettext_lazy("开始时间"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = Parsed(
        cell.integer(1, commissioning.MOST_MINUTES, MINUTES),
        label=gettext_lazy("时长（分钟）"),
        said=gettext_lazy("请写时长。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    findings = words(
        1000,
        5,
        said=gettext_lazy("请写看到的情况。"),
        label=gettext_lazy("看到的情况"),
        help_text=gettext_lazy("不写服务对象的姓名。承接机构和项目的社工看得到。"),
    )
    advice = words(500, 3, label=gettext_lazy("建议"))

    @property
    def said(self) -> Said:
        names = ("day", "minutes", "findings", "way", "starts_at", "advice")
        return Said(**{name: self.cleaned_data[name] for name in names})


class VisitForm(SaidForm):
    """A new visit, of one of the projects that the writer watches over, with tasks that come of it."""

    sent_as = forms.UUIDField(widget=forms.HiddenInput)
    project: Any = forms.ModelChoiceField(
        commissioning.Project.objects.none(),
        label=gettext_lazy("项目"),
        empty_label=None,
        error_messages={
            "required": gettext_lazy("请选项目。"),
            "invalid_choice": gettext_lazy("这个项目现在不由你挂钩。"),
        },
    )
    task_1 = Parsed(cell.text(200, blank=True), label=gettext_lazy("任务"))
    due_1 = day_field(gettext_lazy("完成期限"), "", blank=True)
    task_2 = Parsed(cell.text(200, blank=True), label=gettext_lazy("任务"))
    due_2 = day_field(gettext_lazy("完成期限"), "", blank=True)
    photos = pictures_field(required=False)

    field_order = ("project", "day", "way")

    def __init__(self, projects: Any, data: Any = None, *, takes_photos: bool, **given: Any) -> None:
        super().__init__(data, **given)
        field: Any = self.fields["project"]
        field.queryset = projects
        if not takes_photos:
            del self.fields["photos"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if (day := given.get("day")) and (project := given.get("project")):
            self._refuse("day", policy.why_not_on(project, day))
        for n in TASKS:
            what, due_on = given.get(f"task_{n}"), given.get(f"due_{n}")
            if what and not due_on and f"due_{n}" not in self.errors:
                self.add_error(f"due_{n}", _("请写任务的期限。"))
            if due_on and not what and f"task_{n}" not in self.errors:
                self.add_error(f"task_{n}", _("请写要做什么。"))
            if due_on and day:
                self._refuse(f"due_{n}", policy.why_not_due(due_on, day))
        return given

    def _refuse(self, name: str, refusal: Any) -> None:
        if refusal:
            self.add_error(name, refusal.sentence)

    @property
    def raised(self) -> list[Raised]:
        given = self.cleaned_data
        return [Raised(given[f"task_{n}"], given[f"due_{n}"]) for n in TASKS if given[f"task_{n}"]]


class CorrectionForm(SaidForm):
    """`seen` is the revision that the officer looked at."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    why = Parsed(cell.text(200), label=gettext_lazy("更正的原因"), said=gettext_lazy("请写明为什么更正。"))


class ReplyForm(forms.Form):
    text = words(500, 3, said=gettext_lazy("请写回应。"), label=gettext_lazy("回应"))


class TaskForm(forms.Form):
    what = Parsed(cell.text(200), label=gettext_lazy("任务"), said=gettext_lazy("请写要做什么。"))
    due_on = day_field(gettext_lazy("完成期限"), gettext_lazy("请写任务的期限。"))


class DoneForm(forms.Form):
    """What was done, with a file that shows it where there is one."""

    text = words(
        500,
        3,
        said=gettext_lazy("请写完成情况。"),
        label=gettext_lazy("完成情况"),
        help_text=gettext_lazy("不写服务对象的姓名。"),
    )
    file = UploadField(
        label=gettext_lazy("文件"),
        required=False,
        help_text=gettext_lazy("PDF、Word、Excel、PPT 或照片，最大 20 MB。照片里的拍摄地点会去掉。"),
        most_bytes=MOST_BYTES,
        error_messages={
            "empty": gettext_lazy("这个文件是空的。"),
            "too_large": gettext_lazy("文件超过 %(n)d MB。请压缩或拆开再传。"),
        },
        widget=forms.FileInput(attrs={"accept": ",".join([*kinds.KINDS, *kinds.ALSO])}),
    )

    def __init__(self, data: Any = None, files: Any = None, *, takes_file: bool) -> None:
        super().__init__(data, files)
        if not takes_file:
            del self.fields["file"]

    def clean_file(self) -> Proof | None:
        sent = self.cleaned_data["file"]
        if not sent:
            return None
        try:
            found = content_in(sent)
        except kinds.NotTaken as refused:
            raise ValidationError(refused.sentence) from refused
        name = cell.coded(PurePath(sent.name).stem)[:80] or _("文件")
        return Proof(name, found.suffix, found.content)


class BackForm(forms.Form):
    why = Parsed(cell.text(200), label=gettext_lazy("退回的原因"), said=gettext_lazy("请写明还差什么。"))


class WithdrawalForm(forms.Form):
    why = Parsed(cell.text(200), label=gettext_lazy("撤回的原因"), said=gettext_lazy("请写明为什么不用做了。"))
