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

KNOWN_KEYS = {"only for tests", "dev", "changeme", "secret"}


class Command(BaseCommand):
    help = "启动服务"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.SECRET_KEY in KNOWN_KEYS:
            raise CommandError(_("密钥是人人都知道的默认值，不能启动。请换成自己的 GUIHUA_SECRET_KEY。"))
        call_command("collectstatic", verbosity=0, interactive=False)
        self.stdout.write(_("在 http://%(host)s:%(port)s 打开。") % options)
        Server(
            "guihua.config.wsgi:application",
            address=options["host"],
            port=options["port"],
            interface=Interfaces.WSGI,
            blocking_threads=8,
            respawn_failed_workers=True,
        ).serve()
