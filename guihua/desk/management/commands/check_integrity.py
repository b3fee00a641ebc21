"""guihua check-integrity [--sample N]: whether the records keep what they promise, a line a promise."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from guihua.core.promises import Found, kept
from guihua.desk import promises

STEP = 1000  # things looked at, after which a terminal is told how far it is


class Command(BaseCommand):
    help = "核对数据：每一条承诺一行"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--sample", type=_several, metavar="N", help="of sealed values and files, open only some N of each kind"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        broken = 0
        for promise in promises.every():
            found = kept(promise, tell=_tell, sample=options["sample"])
            _clear()
            broken += bool(found.broken)
            self._say(str(promise.words), found)
        self.stdout.write(_("审计记录另由 guihua verify-audit 核对。"))
        if broken:
            raise CommandError(_("有 %(n)d 条承诺没有守住。") % {"n": broken})

    def _say(self, words: str, found: Found) -> None:
        said = {"words": words, "n": f"{found.looked_at:,}", "broken": f"{found.broken:,}"}
        if not found.broken:
            self.stdout.write(_("✓ %(words)s：%(n)s") % said)
            return
        self.stdout.write(_("✗ %(words)s：%(n)s，不符 %(broken)s") % said)
        for sentence in found.sentences:
            self.stdout.write(f"    {sentence}")
        if found.untold:
            self.stdout.write("    " + _("还有 %(n)s 处。") % {"n": f"{found.untold:,}"})


def _several(typed: str) -> int:
    if not typed.isdigit() or int(typed) < 1:
        raise ArgumentTypeError(_("--sample 要写成正整数。"))
    return int(typed)


def _tell(looked_at: int) -> None:
    if looked_at % STEP == 0 and sys.stderr.isatty():
        print(f"\r… {looked_at:,}", end="", file=sys.stderr, flush=True)


def _clear() -> None:
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)
