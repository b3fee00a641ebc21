"""The one door by which a form takes files: what is too large, does not fit on the disk or is harmful is said so at its field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from guihua.core.uploads import scanning
from guihua.core.uploads.handlers import MOST_BYTES
from guihua.core.uploads.room import no_room


class UploadField(forms.FileField):
    """Takes `most_bytes`; its `error_messages` say "too_large" in the words of the form."""

    def __init__(self, *, most_bytes: int = MOST_BYTES, **given: Any) -> None:
        super().__init__(**given)
        self.most_bytes = most_bytes

    def to_python(self, data: Any) -> Any:
        file: Any = super().to_python(data)
        if file is not None and (why_not := self._why_not(file)):
            raise ValidationError(why_not)
        return file

    def _why_not(self, file: Any) -> str:
        if file.size > self.most_bytes:
            return str(self.error_messages["too_large"]) % {"n": self.most_bytes >> 20}
        return no_room() if file.is_lost else scanning.why_not_take(file.chunks())
