"""guihua demo: fills an empty database with a demonstration year, through the importers that users have."""

from __future__ import annotations

import locale
import os
import socket
from argparse import ArgumentParser
from contextlib import closing
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override
from rich.cells import cell_len, set_cell_size

from guihua.config import home
from guihua.demo import accounts, filling, plan
from guihua.directory.models import Subdistrict

INTERRUPTED = 130  # as a shell says it
NEAR = 20  # ports that are tried in search of a free one


class Command(BaseCommand):
    help = "在空数据库里建一个演示年度"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, default=2022)
        parser.add_argument("--size", choices=list(plan.SCALES), default="m")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--accounts", action="store_true", help="only print the role accounts")
        parser.add_argument("--ready", action="store_true", help="make ready to be served: fill what is empty, say how")
        parser.add_argument("--start-over", action="store_true", help="take away the demonstration that is here")

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en" if _speaks_english() else settings.LANGUAGE_CODE):
            if options["ready"]:
                self._refuse_taken_port()
            if options["start_over"]:
                self._start_over()
            if options["accounts"]:
                self._list_accounts()
            elif options["ready"]:
                self._make_ready(options)
            else:
                self._fill(options)

    def _refuse_taken_port(self) -> None:
        """Said before anything is made."""
        if not _is_free(port := _port()):
            words = _("端口 %(port)d 已被占用：也许演示已经开着。换一个端口：PORT=%(other)d ./run demo")
            other = next((n for n in range(port + 1, port + NEAR) if _is_free(n)), port + NEAR)
            raise CommandError(words % {"port": port, "other": other})

    def _make_ready(self, options: dict[str, Any]) -> None:
        if home.demonstration():
            call_command("migrate", verbosity=0, interactive=False)
            self.stdout.write(_("接着用 %(home)s 里的演示。") % {"home": home.home()})
        else:
            self._fill(options)
        self._list_accounts()
        self.stdout.write(_("按 Ctrl+C 停止；再运行 ./run demo 接着用；从头再来：./run demo --start-over"))
        self.stdout.write(_("几秒后在浏览器打开 http://127.0.0.1:%(port)d") % {"port": _port()})

    def _fill(self, options: dict[str, Any]) -> None:
        if filling.is_half_done():
            raise CommandError(_("上次建演示没有做完。清掉重来：./run demo --start-over"))
        call_command("migrate", verbosity=0, interactive=False)
        if Subdistrict.objects.exists():
            raise CommandError(_("数据库里已经有街道了，演示只能放进空数据库。"))
        chosen = {name: options[name] for name in ("year", "size", "seed")}
        self.stdout.write(_("正在建 %(year)d 演示年度（规模 %(size)s，人物和机构都是虚构的）：") % chosen)
        try:
            filling.fill(**chosen, tell=self._tell)
        except FileNotFoundError as missing:
            raise CommandError(_("没有 %(year)d 年的演示数字。") % options) from missing
        except KeyboardInterrupt as stopped:
            words = _("停在半路了。清掉重来：./run demo --start-over")
            raise CommandError(words, returncode=INTERRUPTED) from stopped

    def _tell(self, name: str, rows: int, seconds: float) -> None:
        words = _("%(seconds)4d 秒  %(name)s %(rows)s 行")
        shown = {"seconds": round(seconds), "name": set_cell_size(name, 34), "rows": f"{rows:>9,}"}
        self.stdout.write(words % shown)
        self.stdout.flush()

    def _start_over(self) -> None:
        if not (home.demonstration() or filling.is_half_done()):
            raise CommandError(_("这里不是演示，什么也没有删。"))
        if not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            raise CommandError(
                _("演示在 DATABASE_URL 的数据库里：请自己清空它，再删掉 %(home)s。") % {"home": home.home()}
            )
        filling.start_over()
        settings.DEMONSTRATION = None

    def _list_accounts(self) -> None:
        demonstration = settings.DEMONSTRATION or home.demonstration()
        if demonstration is None:
            raise CommandError(_("这里不是演示。"))
        self.stdout.write("\n" + _("演示账号（密码都是 %(password)s）：") % {"password": demonstration.password})
        rows = [(a.username, a.name, a.role, a.sees) for a in accounts.offered()]
        widths = [max(cell_len(row[n]) for row in rows) + 2 for n in range(3)]
        for row in rows:
            cells = [set_cell_size(text, width) for text, width in zip(row, widths, strict=False)]
            self.stdout.write("  " + "".join(cells) + row[-1])
        self.stdout.write("")


def _speaks_english() -> bool:
    """The terminal's own language decides; where it has none, or any other, the words are Chinese."""
    return (locale.getlocale(locale.LC_CTYPE)[0] or "").startswith("en_")


def _port() -> int:
    return int(os.environ.get("PORT", "8000"))


def _is_free(port: int) -> bool:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
