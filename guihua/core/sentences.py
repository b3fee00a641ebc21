"""What forms say where Django speaks of variables, characters and keys. A field that has a sentence of its own says that."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

TOO_LONG = _("太长了，最多 %(limit_value)d 个字，现在有 %(show_value)d 个。")
GONE = _("选的这一项现在没有，可能刚被别人改过。请重新选。")
CHOICES = (forms.ChoiceField, forms.MultipleChoiceField, forms.ModelChoiceField, forms.ModelMultipleChoiceField)


def say_ours() -> None:
    MaxLengthValidator.message = TOO_LONG
    for field in CHOICES:
        cast(dict[str, Any], field.default_error_messages)["invalid_choice"] = GONE
