"""What comes in as a project's paper: looked at, and drawn anew where it is a photo."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions.files import Content
from guihua.core.editing import Parsed
from guihua.core.sheets import parsers as cell
from guihua.core.uploads import UploadField, kinds, photos

MOST_BYTES = 20 << 20


def content_in(sent: Any) -> Content:
    """What a file holds; a photo is drawn anew. Raises kinds.NotTaken where it is not what its name says."""
    content = sent.read()
    kind = kinds.kind_of(content, sent.name)
    return Content(kind.suffix, photos.drawn_anew(content, kind) if kind.is_photo else content)


class FileForm(forms.Form):
    file = UploadField(
        label=gettext_lazy("文件"),
        help_text=gettext_lazy("PDF、Word、Excel、PPT 或照片，最大 20 MB。照片里的拍摄地点会去掉。"),
        most_bytes=MOST_BYTES,
        error_messages={
            "required": gettext_lazy("请选择文件。"),
            "empty": gettext_lazy("这个文件是空的。"),
            "too_large": gettext_lazy("文件超过 %(n)d MB。请压缩或拆开再传。"),
        },
        widget=forms.FileInput(attrs={"accept": ",".join([*kinds.KINDS, *kinds.ALSO])}),
    )
    of: Any = forms.ModelChoiceField(
        commissioning.ProjectFile.objects.none(),
        label=gettext_lazy("放在哪里"),
        required=False,
        empty_label=gettext_lazy("新的文件"),
        help_text=gettext_lazy("选一个已有的文件，就成为它的新版本，旧版本还能看。"),
    )
    name = Parsed(
        cell.text(80, blank=True),
        label=gettext_lazy("名称"),
        help_text=gettext_lazy("新的文件才填。空着就用文件自己的名字。"),
    )

    def __init__(self, project: commissioning.Project, data: Any = None, files: Any = None, **given: Any) -> None:
        super().__init__(data, files, **given)
        of: Any = self.fields["of"]
        of.queryset = commissioning.ProjectFile.objects.filter(project=project).there().of_work()

    def clean_file(self) -> Content:
        try:
            return content_in(self.cleaned_data["file"])
        except kinds.NotTaken as refused:
            raise ValidationError(refused.sentence) from refused

    @property
    def called(self) -> str:
        """What a new file is called."""
        sent: Any = self.files["file"]
        own = PurePath(sent.name).stem
        given: str = self.cleaned_data["name"] or cell.coded(own)[:80]
        return given or _("文件")


class ArchiveForm(FileForm):
    """A file for one paper of a purchase's archive: a further one, or the next version of one that lies there."""

    def __init__(
        self, procurement: commissioning.Procurement, code: str, data: Any = None, files: Any = None, **given: Any
    ) -> None:
        super().__init__(procurement.project, data, files, **given)
        of: Any = self.fields["of"]
        of.queryset = commissioning.ProjectFile.objects.filter(archived__procurement=procurement, archived__code=code)
