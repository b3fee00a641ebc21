"""A disk that takes no more: nothing half written stays on it, and whoever sends a file is told in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from django.utils.translation import gettext as _

from guihua.core.refusal import UNAVAILABLE, Refusal, Refused

log = structlog.get_logger(__name__)


class NoRoom(Refused):
    """A file could not be written."""

    def __init__(self) -> None:
        super().__init__(Refusal(UNAVAILABLE, no_room()))


@contextmanager
def whole(path: Path) -> Iterator[None]:
    """What is written there is written whole, or gone again. Raises NoRoom."""
    try:
        yield
    except OSError as broken:
        path.unlink(missing_ok=True)
        log.error("uploads.no_room", error=str(broken.strerror))
        raise NoRoom from broken


def no_room() -> str:
    return _("服务器上存不下这份文件，磁盘可能满了，所以没有收下。请告诉系统管理员，腾出空间后再传一次。")
