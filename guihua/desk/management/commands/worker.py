"""guihua worker: seals the audit and brings the facts up to date, for as long as it runs."""

from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from guihua.core import audit
from guihua.directory.models import Subdistrict
from guihua.reporting.actions import facts

log = structlog.get_logger()


class Command(BaseCommand):
    help = "后台工作：封存审计、更新汇总"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=int, default=20, help="seconds between two rounds")
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        while not stop.is_set():
            try:
                self.round()
            except DatabaseError as broken:
                log.error("worker.round_failed", error=type(broken).__name__)
            if options["once"]:
                return
            close_old_connections()
            stop.wait(options["every"])

    def round(self) -> None:
        audit.seal_committed()
        for subdistrict in Subdistrict.objects.order_by("pk"):
            facts.refresh(subdistrict)
