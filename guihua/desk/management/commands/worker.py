"""guihua worker: seals the audit, brings the facts up to date and clears what ran out, for as long as it runs."""

from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

import structlog
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from guihua.core import audit
from guihua.directory.actions import kept_forms, sign_ins
from guihua.directory.models import Subdistrict
from guihua.reporting.actions import facts

log = structlog.get_logger()


class Command(BaseCommand):
    help = "后台工作：封存审计、更新汇总、清掉过期的登录"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=int, default=20, help="seconds between two rounds")
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            self.round()
            if options["once"]:
                return
            close_old_connections()
            stop.wait(options["every"])

    def round(self) -> None:
        """Every part in turn; one that fails is logged, tried again next time, and keeps no other waiting."""
        for name, part in PARTS.items():
            try:
                part()
            except (DatabaseError, OSError) as broken:
                log.error("worker.part_failed", part=name, error=type(broken).__name__)


def _refresh() -> None:
    for subdistrict in Subdistrict.objects.order_by("pk"):
        facts.refresh(subdistrict)


PARTS: dict[str, Callable[[], object]] = {
    "audit": audit.seal_committed,
    "facts": _refresh,
    "kept forms": kept_forms.forget_old,
    "sign-ins": sign_ins.forget_old,
    "sessions": lambda: call_command("clearsessions"),
}
