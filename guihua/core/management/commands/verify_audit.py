"""guihua verify-audit: checks every audit row's HMAC and the chain of blocks."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from guihua.core import audit
from guihua.core.models import AuditBlock, AuditRow
from guihua.core.refusal import Refused


class Command(BaseCommand):
    help = "检查审计记录有没有被改动"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seen", metavar="BLOCK:FINGERPRINT", help="a last block that was noted earlier")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            while audit.seal_committed(all_rows=True):
                pass
        except Refused as refused:
            raise CommandError(refused.sentence) from refused
        if misfit := audit.first_misfit() or self._unseen(options["seen"]):
            raise CommandError(misfit)
        counts = {"rows": AuditRow.objects.count(), "blocks": AuditBlock.objects.count()}
        self.stdout.write(_("审计完好：%(rows)d 条记录，%(blocks)d 个区块，逐条核对无误。") % counts)
        if head := audit.head():
            words = _(
                "最后一块是 %(block)d:%(fingerprint)s。抄下来，日后用 --seen 核对，就知道后面的有没有被整块换掉。"
            )
            self.stdout.write(words % {"block": head[0], "fingerprint": head[1]})

    def _unseen(self, seen: str | None) -> str | None:
        if not seen:
            return None
        block, _colon, fingerprint = seen.partition(":")
        if not block.isdigit():
            raise CommandError(_("--seen 要写成 区块:指纹，例如 12:3f2a90c4d5e6b718。"))
        return audit.why_not_seen(int(block), fingerprint)
