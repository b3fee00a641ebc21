"""guihua reset-factor: for who lost both phone and recovery codes, where nobody else is there who runs accounts."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from guihua.core import audit
from guihua.core.refusal import Refused
from guihua.directory.actions import factors
from guihua.directory.signing_in import account_of


class Command(BaseCommand):
    help = "清除一个账号的第二步验证：手机和恢复码都丢了，又没有别人能办"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="USERNAME")
        parser.add_argument("--why", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        account = account_of(options["username"])
        if account is None:
            raise CommandError(_("没有叫 %(username)s 的账号。") % {"username": options["username"]})
        try:
            factors.reset(account, by=audit.SYSTEM, why=options["why"])
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        self.stdout.write(_("已经清除。%(name)s下次只用密码登录，请尽快重新设。") % {"name": account})
