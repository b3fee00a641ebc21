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
from guihua.core.refusal import Refused
from guihua.directory.actions import users
from guihua.directory.models import Role, Subdistrict


class Command(BaseCommand):
    help = "准备空数据库：建表、街道、八大领域和第一个办公室账号"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--subdistrict", metavar="CODE", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--admin", metavar="USERNAME", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        try:
            Subdistrict(code=options["subdistrict"], name=options["name"]).clean_fields()
        except ValidationError as wrong:
            raise CommandError(_("街道代码要有 9 位数字，街道名称不能空着。")) from wrong
        password = os.environ.get("GUIHUA_ADMIN_PASSWORD") or getpass(_("办公室账号的密码："))
        try:
            with transaction.atomic():
                place = programmes.prepare(code=options["subdistrict"], name=options["name"], by=audit.SYSTEM)
                admin = users.register(options["admin"], name=options["admin"], password=password, by=audit.SYSTEM)
                users.appoint(admin, Role.OFFICE, place, by=audit.SYSTEM)
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        self.stdout.write(_("准备好了：%(name)s。现在可以导入社区、机构、项目、参与记录和值勤。") % options)
