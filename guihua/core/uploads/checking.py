from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cryptography.exceptions import InvalidTag
from django.db import models
from django.utils.translation import gettext as _

from guihua.core import secrecy
from guihua.core.promises import Found
from guihua.core.uploads import frames
from guihua.core.uploads.folder import content_place, place_of


def why_not_read(name: str, wrapped_key: bytes | memoryview) -> str | None:
    """Why a sealed file does not open, in words; None where all of it does. It is read a frame at a time, and kept nowhere."""
    try:
        key = secrecy.unwrapped(wrapped_key)
        with place_of(name).open("rb") as file:
            for _piece in frames.opened(file, key=key, place=content_place(name)):
                pass
    except secrecy.UnknownKey:
        return _("打开它的密钥不在 keys 里")
    except FileNotFoundError:
        return _("文件不在了")
    except (frames.Damaged, InvalidTag):
        return _("文件或它的密钥被改动过")
    return None


def check(found: Found, rows: models.QuerySet[Any], column: str, told: Callable[[Any], str]) -> None:
    """That the files which these rows keep are there and open. `column` holds a file's name, `told` says which file it is."""
    for one in found.some(rows.exclude(data_key=b"")):
        why = why_not_read(getattr(one, column), one.data_key)
        if why and rows.filter(pk=one.pk, data_key=one.data_key).exists():  # else somebody removed it meanwhile
            found.breach(_("%(what)s：%(why)s。") % {"what": told(one), "why": why})
