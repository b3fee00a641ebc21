"""A post, its end, and what its holders learn, as somebody types it."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning import post_policy as policy
from guihua.commissioning.actions.files import Content
from guihua.commissioning.actions.posts import Learnt, Said
from guihua.commissioning.file_forms import MOST_BYTES, content_in
from guihua.commissioning.models.posts import MOST_MINUTES
from guihua.commissioning.visit_forms import day_field
from guihua.core import clock
from guihua.core.editing import FacingForm, Parsed, Several
from guihua.core.sheets import parsers as cell
from guihua.core.uploads import UploadField, kinds
from guihua.directory import models as directory

MINUTES: Any = gettext_lazy("时长要在 1 到 1440 分钟（一天）之间。")
FULL, PART = "full", "part"
INSIDE, OUTSIDE = "inside", "outside"
GROUP, SINGLE = "group", "single"
PAPERS = {".pdf", ".jpg", ".png"}
NAMES = ("name", "title", "since", "certificate", "certificate_number", "certificate_until")


class PostForm(FacingForm):
    """`post` is on file, or None for a new one. `seen` is the revision that the editor saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    user: Any = forms.ModelChoiceField(
        directory.User.objects.none(),
        label=gettext_lazy("账号"),
        required=False,
        empty_label=gettext_lazy("没有账号"),
        help_text=gettext_lazy("选了社工的账号，到岗起看得到这个项目，离岗以后马上看不到。"),
    )
    name = Parsed(
        cell.text(40, blank=True),
        label=gettext_lazy("姓名"),
        help_text=gettext_lazy("选了账号可以空着，用账号的姓名。"),
    )
    title = forms.ChoiceField(label=gettext_lazy("岗位"), choices=commissioning.PostTitle.choices)
    time = forms.ChoiceField(
        label=gettext_lazy("全职或兼职"), choices=[(FULL, gettext_lazy("全职")), (PART, gettext_lazy("兼职"))]
    )
    since = day_field(gettext_lazy("到岗日期"), gettext_lazy("请写到岗日期。"))
    certificate = forms.ChoiceField(
        label=gettext_lazy("证书"),
        required=False,
        choices=[("", gettext_lazy("没有")), *commissioning.Certificate.choices],
    )
    certificate_number = Parsed(
        cell.code(40, blank=True),
        label=gettext_lazy("证书编号"),
        help_text=gettext_lazy("只有机构负责人、街道办公室和本人看得到。"),
    )
    certificate_until = day_field(
        gettext_lazy("证书有效期到"), "", blank=True, help_text=gettext_lazy("长期有效就空着。")
    )
    paper = UploadField(
        label=gettext_lazy("证书的照片或 PDF"),
        required=False,
        most_bytes=MOST_BYTES,
        help_text=gettext_lazy("最大 20 MB，加密保存。再传一个，就换掉原来的。"),
        error_messages={
            "empty": gettext_lazy("这个文件是空的。"),
            "too_large": gettext_lazy("文件超过 %(n)d MB。请压缩或拆开再传。"),
        },
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )

    def __init__(
        self, project: commissioning.Project, post: commissioning.Post | None, data: Any = None, files: Any = None
    ) -> None:
        self.project, self.post = project, post
        super().__init__(data, files, initial=_said(post))
        field: Any = self.fields["user"]
        field.queryset = policy.accounts_at(project)

    def again(self, data: Any = None) -> Self:
        return type(self)(self.project, self.post, data)

    @property
    def edited(self) -> list[str]:
        """A file is no text that two could compare."""
        return [name for name in super().edited if name != "paper"]

    def clean_paper(self) -> Content | None:
        sent = self.cleaned_data["paper"]
        if not sent:
            return None
        try:
            found = content_in(sent)
        except kinds.NotTaken as refused:
            raise ValidationError(refused.sentence) from refused
        if found.suffix not in PAPERS:
            raise ValidationError(_("这里只收 PDF、JPG 或 PNG。"))
        return found

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if not given.get("name") and not given.get("user") and "name" not in self.errors:
            self.add_error("name", _("请写姓名，或选一个账号。"))
        if not given.get("certificate") and (given.get("certificate_number") or given.get("certificate_until")):
            self.add_error("certificate", _("请选是什么证书。"))
        return given

    @property
    def said(self) -> Said:
        given = self.cleaned_data
        user = given["user"]
        plain = {name: given[name] for name in NAMES} | {"name": given["name"] or user.name}
        return Said(**plain, user=user, is_full_time=given["time"] == FULL)


def _said(post: commissioning.Post | None) -> dict[str, Any]:
    if post is None:
        return {"since": clock.today(), "title": commissioning.PostTitle.SOCIAL_WORKER, "time": FULL}
    said = {name: getattr(post, name) for name in NAMES}
    return said | {"user": post.user_id, "time": FULL if post.is_full_time else PART, "seen": post.revision}


class LeavingForm(forms.Form):
    last_day = day_field(gettext_lazy("最后一天"), gettext_lazy("请写最后一天。"))
    why = Parsed(
        cell.text(200),
        label=gettext_lazy("离岗的原因"),
        said=gettext_lazy("请写为什么离岗。"),
        help_text=gettext_lazy("例如「调到别的项目」「辞职」。"),
    )


class LearningForm(forms.Form):
    """A training or a supervision of several of the staff at once."""

    kind = forms.ChoiceField(label=gettext_lazy("类型"), choices=commissioning.LearningKind.choices)
    day = day_field(gettext_lazy("日期"), gettext_lazy("请写日期。"))
    subject = Parsed(
        cell.text(80),
        label=gettext_lazy("主题"),
        said=gettext_lazy("请写主题。"),
        help_text=gettext_lazy("不写服务对象的姓名。"),
    )
    given_by = Parsed(cell.text(40), label=gettext_lazy("讲师或督导"), said=gettext_lazy("请写讲师或督导是谁。"))
    minutes = Parsed(
        cell.integer(1, MOST_MINUTES, MINUTES),
        label=gettext_lazy("时长（分钟）"),
        said=gettext_lazy("请写时长。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    where = forms.ChoiceField(
        label=gettext_lazy("谁来讲"),
        choices=[(INSIDE, gettext_lazy("机构内")), (OUTSIDE, gettext_lazy("机构外"))],
    )
    form = forms.ChoiceField(
        label=gettext_lazy("团体或个别"), choices=[(GROUP, gettext_lazy("团体")), (SINGLE, gettext_lazy("个别"))]
    )
    posts: Any = Several(
        commissioning.Post.objects.none(),
        label=gettext_lazy("参加的人"),
        error_messages={"required": gettext_lazy("请勾上参加的人。")},
    )

    def __init__(self, project: commissioning.Project, data: Any = None) -> None:
        super().__init__(data, initial={"day": clock.today(), "minutes": 120})
        self.project = project
        field: Any = self.fields["posts"]
        field.queryset = commissioning.Post.objects.filter(project=project)

    @property
    def learnt(self) -> Learnt:
        given = self.cleaned_data
        names = ("kind", "day", "subject", "given_by", "minutes")
        plain: dict[str, Any] = {name: given[name] for name in names}
        return Learnt(**plain, is_outside=given["where"] == OUTSIDE, is_group=given["form"] == GROUP)
