"""What notices say of a project that they may not name, where its domain is confidential."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from guihua.core import inbox

Told = Mapping[str, Any]


def either(named: str, unnamed: str, told: Callable[[Told], Told] = dict) -> inbox.kinds.Words:
    """`named` has the project in it, `unnamed` is for one of a confidential domain; each marked for translation alone. `told` makes
    what the sentences speak of from the notice's own words."""

    def sentence(params: Told) -> str:
        words = named if "project" in params else unnamed
        return _(words) % told(params)

    return sentence
