"""guihua demo: fills an empty database with a demonstration year, through the importers that users have."""

from __future__ import annotations

import secrets
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from guihua.commissioning.actions import programmes
from guihua.config import home
from guihua.core import audit
from guihua.demo import accounts, plan, writing
from guihua.desk import importing
from guihua.directory.models import Membership, Subdistrict
from guihua.reporting.actions import facts


class Command(BaseCommand):
    help = "在空数据库里建一个演示年度"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--year", type=int, default=2022)
        parser.add_argument("--size", choices=["s", "m", "l"], default="m")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--accounts", action="store_true", help="only print the role accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["accounts"]:
            self._accounts(settings.DEMONSTRATION or home.demonstration())
            return
        if options["size"] == "l":
            raise CommandError(_("规模 l 还没有做好。"), returncode=2)
        call_command("migrate", verbosity=0, interactive=False)
        if Subdistrict.objects.exists():
            raise CommandError(_("数据库里已经有街道了，演示只能放进空数据库。"))
        try:
            numbers = plan.load(options["year"], options["size"]).numbers
        except FileNotFoundError as missing:
            raise CommandError(_("没有 %(year)d 年的演示数字。") % options) from missing
        self._fill(numbers, options)

    def _fill(self, numbers: dict[str, Any], options: dict[str, Any]) -> None:
        stands_at = plan.date_of(numbers["today"])
        demonstration = home.Demonstration(
            stands_at, options["year"], options["size"], options["seed"], f"guihua-{secrets.token_hex(4)}"
        )
        settings.DEMONSTRATION = demonstration
        place = programmes.prepare(code=numbers["subdistrict"], name=numbers["name"], by=audit.SYSTEM)
        with tempfile.TemporaryDirectory() as folder:
            sizes = {name: options[name] for name in ("year", "size", "seed")}
            for kind, path in writing.write(Path(folder), **sizes):
                done = importing.load(place, kind, path, by=audit.SYSTEM)
                self.stdout.write(_("%(file)s：%(n)d 行") % {"file": path.name, "n": done.counted.added})
        accounts.make(place, demonstration.password)
        facts.refresh(place, full=True)
        audit.seal_committed()
        home.mark_as_demonstration(demonstration)

    def _accounts(self, demonstration: home.Demonstration | None) -> None:
        if demonstration is None:
            raise CommandError(_("这里不是演示。"))
        self.stdout.write(_("演示账号（密码都是 %(password)s）：") % {"password": demonstration.password})
        for held in Membership.objects.select_related("user", "organisation").order_by("pk"):
            where = held.organisation.name if held.organisation else ""
            self.stdout.write(f"  {held.user.username:<10} {held.user.name} · {held.get_role_display()} {where}")
