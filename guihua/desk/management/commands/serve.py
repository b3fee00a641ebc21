"""guihua serve: the production server."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from granian.constants import Interfaces
from granian.server import Server

from guihua.config import promises
from guihua.core.wording import listed

DEEP = (
    8 << 20
)  # bytes of a thread's stack: OpenBLAS takes half a megabyte a step where it inverts in parallel, and of two it dies
MOST_THREADS = 16  # one interpreter runs them in turn, and each holds a connection to the database


class Command(BaseCommand):
    help = "启动服务"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *args: Any, **options: Any) -> None:
        if reasons := _why_not():
            raise CommandError("\n".join([_("没有启动："), *reasons]))
        call_command("collectstatic", verbosity=0, interactive=False)
        self.stdout.write(_("在 http://%(host)s:%(port)s 打开。") % options)
        if "*" not in settings.ALLOWED_HOSTS:
            hosts = listed(settings.ALLOWED_HOSTS)
            self.stdout.write(_("只应答这些域名：%(hosts)s。要用别的域名，请设 GUIHUA_HOSTS。") % {"hosts": hosts})
        os.environ.setdefault("RUST_MIN_STACK", str(DEEP))  # granian's processes read it before their first thread
        Server(
            "guihua.config.wsgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.WSGI,
            blocking_threads=threads(os.cpu_count() or 1),
            websockets=False,  # there are none; granian would say so at every start
            respawn_failed_workers=True,
        ).serve()


def threads(processors: int) -> int:
    """How many requests are answered side by side: some compute while others wait for the database or the disk.

    granian warns of more than this; of one alone it was seen to refuse connections and to ignore SIGTERM.
    """
    return min(2 * processors + 1, MOST_THREADS)


def _why_not() -> list[str]:
    return promises.why_not_serve(
        settings.KEYS,
        debug=settings.DEBUG,
        testing=settings.TESTING,
        hosts=settings.ALLOWED_HOSTS,
        is_demonstration=settings.DEMONSTRATION is not None,
    )
