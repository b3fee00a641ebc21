"""guihua worker: does the jobs that people ask for, as soon as they come; and beside it seals the audit, starts projects on
their day, tells whose month is still open, brings the facts up to date and clears what ran out. Several at once are fine on PostgreSQL; on SQLite they
would wait for each other."""

from __future__ import annotations

import signal
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connection

from guihua.commissioning.actions import board, board_mornings, incidents, lapsing, opinions, reporting, terms
from guihua.core import audit, inbox, jobs, uploads
from guihua.core.inbox import post
from guihua.delivery.actions import changed, schedules
from guihua.desk.actions import exports, imports
from guihua.directory.actions import kept_forms, keys, sign_ins
from guihua.directory.models import Subdistrict
from guihua.reporting.actions import facts

log = structlog.get_logger()


class Command(BaseCommand):
    help = "后台工作：做任务、封存审计、更新汇总、清掉过期的登录"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=int, default=20, help="seconds between two rounds")
        parser.add_argument("--once", action="store_true", help="one round and the jobs that wait now")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.round()
            jobs.do_waiting()
            return
        ends = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: ends.set())
        with ThreadPoolExecutor(1) as beside:
            rounds = beside.submit(self.go_round, ends, options["every"])
            rounds.add_done_callback(lambda _: ends.set())  # what nobody foresaw there ends the worker
            try:
                jobs.do_until(ends)
            finally:
                ends.set()
        rounds.result()

    def go_round(self, ends: threading.Event, every: int) -> None:
        try:
            while not ends.is_set():
                self.round()
                close_old_connections()
                ends.wait(every)
        finally:
            connection.close()

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


def _in_turn(part: Callable[[], object], *, every: float = 3600) -> Callable[[], object]:
    """What reads much and is in no haste: once in so many seconds."""
    due = 0.0

    def in_its_turn() -> None:
        nonlocal due
        if time.monotonic() >= due:
            part()
            due = time.monotonic() + every

    return in_its_turn


PARTS: dict[str, Callable[[], object]] = {
    "audit": audit.seal_committed,
    "terms": lambda: terms.begin(by=audit.SYSTEM),
    "months": lambda: schedules.tell_of_open(by=audit.SYSTEM),
    "reports": _in_turn(lambda: reporting.open_due(by=audit.SYSTEM)),
    "progress": _in_turn(changed.report_missing),
    "board": _in_turn(lambda: board.mark_all(by=audit.SYSTEM), every=300),
    "mornings": _in_turn(lambda: board_mornings.tell(by=audit.SYSTEM)),
    "warnings": _in_turn(lambda: lapsing.tell(by=audit.SYSTEM)),
    "opinions": _in_turn(lambda: opinions.erase_old(by=audit.SYSTEM)),
    "incidents": lambda: incidents.escalate_due(by=audit.SYSTEM),
    "facts": _refresh,
    "keys": keys.forget_old,
    "kept forms": kept_forms.forget_old,
    "imports": imports.forget_old,
    "exports": exports.forget_old,
    "uploads": _in_turn(uploads.sweep),
    "sign-ins": sign_ins.forget_old,
    "jobs": jobs.forget_old,
    "mail": post.post_due,
    "notices": inbox.forget_old,
    "sessions": lambda: call_command("clearsessions"),
}
