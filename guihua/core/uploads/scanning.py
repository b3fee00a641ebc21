"""Whether a file is known to be harmful: asked of the ClamAV daemon that the deployment names (`GUIHUA_CLAMD`, its socket's path
or HOST:PORT). Where none is named, nothing is asked. A scanner that does not answer lets nothing through."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterable

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

PATIENCE = 30  # seconds

log = structlog.get_logger(__name__)


def why_not_take(parts: Iterable[bytes]) -> str:
    """Of a file, part by part: in a sentence; "" where nothing speaks against it."""
    if not settings.GUIHUA_CLAMD:
        return ""
    try:
        said = _asked(parts)
    except OSError as broken:
        log.error("uploads.scanner_unreachable", error=type(broken).__name__)
        return _("检查病毒的程序现在没有回应，所以没有收下这份文件。过一会儿再传；还是不行，请告诉系统管理员。")
    if said.endswith("OK"):
        return ""
    log.warning("uploads.harmful", said=said)
    return _("检查病毒的程序说这份文件可能有害，所以没有收下。请换一份；弄不清楚，请告诉系统管理员。")


def _asked(parts: Iterable[bytes]) -> str:
    with _connected() as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for part in filter(None, parts):  # an empty one would be the end
            scanner.sendall(struct.pack("!I", len(part)) + part)
        scanner.sendall(struct.pack("!I", 0))
        with scanner.makefile("rb") as answer:
            return answer.read().rstrip(b"\0\n").decode(errors="replace")


def _connected() -> socket.socket:
    where = settings.GUIHUA_CLAMD
    if where.startswith("/"):
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(PATIENCE)
        scanner.connect(where)
        return scanner
    host, _colon, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=PATIENCE)
