"""guihua permission-matrix [--json]: every route and role, and what the role meets there."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from guihua.desk.permissions import Undeclared, matrix

NAMES = ("method", "route", "path", "of", "answers")


class Command(BaseCommand):
    help = "每个地址在每种角色里：可以、不可以、看不到"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = matrix()
        except Undeclared as wrong:
            raise CommandError(str(wrong)) from wrong
        if options["json"]:
            rows = [{name: getattr(one, name) for name in NAMES} for one in found]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for one in found:
            answers = " ".join(f"{who}={answer}" for who, answer in one.answers.items())
            self.stdout.write(f"{one.method:4} {one.path}  {answers}")
