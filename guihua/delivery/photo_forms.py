"""What comes in as photos of a session: looked at, and drawn anew."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core.uploads import UploadField, kinds, photos
from guihua.delivery.actions.photos import MOST, Picture

MOST_BYTES = 20 << 20
HINT: Any = gettext_lazy("JPG 或 PNG，可以一次选几张，每张最大 {size} MB，一场最多 {most} 张。照片里的拍摄地点会去掉。")


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True


class Photos(UploadField):
    """Several files at once, each looked at."""

    widget = PhotosInput

    def clean(self, data: Any, initial: Any = None) -> list[Picture]:
        if not data and not self.required:
            return []
        files = [super(Photos, self).clean(one, initial) for one in data or [None]]
        return [_picture(one) for one in files]


def photos_field(*, required: bool) -> Photos:
    """Photos of a session, several at once: looked at, and drawn anew without where they were taken."""
    return Photos(
        label=gettext_lazy("照片"),
        required=required,
        help_text=format_lazy(HINT, size=MOST_BYTES >> 20, most=MOST),
        most_bytes=MOST_BYTES,
        error_messages={
            "required": gettext_lazy("请选照片。"),
            "too_large": gettext_lazy("照片超过 %(n)d MB。请压缩再传。"),
        },
        widget=PhotosInput(attrs={"multiple": True, "accept": "image/jpeg,image/png"}),
    )


class PhotosForm(forms.Form):
    photos = photos_field(required=True)


def _picture(sent: Any) -> Picture:
    content = sent.read()
    try:
        kind = kinds.kind_of(content, sent.name)
        if not kind.is_photo:
            raise ValidationError(_("这里只收 JPG 或 PNG 照片。"))
        return Picture(kind.suffix, photos.drawn_anew(content, kind))
    except kinds.NotTaken as refused:
        raise ValidationError(refused.sentence) from refused
