"""guihua init: prepares an empty database."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from guihua.commissioning.actions import programmes
from guihua.core import audit
from guihua.core.refusal import Refused, refuse_if
from guihua.directory.actions import users
from guihua.directory.models import Role, Subdistrict


class Command(BaseCommand):
    help = "准备空数据库：建表、街道、八大领域和第一个办公室账号"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--subdistrict", metavar="CODE", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--admin", metavar="USERNAME", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        code, name, admin = options["subdistrict"], options["name"].strip(), options["admin"]
        try:
            Subdistrict(code=code, name=name).clean_fields()
        except ValidationError as wrong:
            raise CommandError(_("街道代码要有 9 位数字，街道名称不能空着，最多 40 个字。")) from wrong
        call_command("migrate", verbosity=0, interactive=False)
        try:
            refuse_if(programmes.why_not_prepare(code))
            password = os.environ.get("GUIHUA_ADMIN_PASSWORD") or self._asked()
            with transaction.atomic():
                place = programmes.prepare(code=code, name=name, by=audit.SYSTEM)
                user = users.register(admin, name=admin, password=password, by=audit.SYSTEM)
                users.appoint(user, Role.OFFICE, place, by=audit.SYSTEM)
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        self.stdout.write(_("准备好了：%(name)s。现在可以导入社区、机构、项目、参与记录和值勤。") % {"name": name})

    def _asked(self) -> str:
        """Typed twice, so that a slip does not lock everybody out."""
        try:
            first = getpass(_("办公室账号的密码："))
            again = getpass(_("再输一次："))
        except (EOFError, KeyboardInterrupt) as nobody:
            words = _("没有输入密码，什么也没有建。请在终端里运行，或设 GUIHUA_ADMIN_PASSWORD。")
            raise CommandError(words) from nobody
        if first != again:
            raise CommandError(_("两次输入的密码不同，什么也没有建。请再运行一次。"))
        return first
