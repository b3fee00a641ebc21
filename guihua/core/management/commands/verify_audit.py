"""Checks every audit row's HMAC and the chain of blocks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from guihua.core import audit
from guihua.core.models import AuditBlock, AuditRow


class Command(BaseCommand):
    help = "检查审计记录有没有被改动"

    def handle(self, *args: Any, **options: Any) -> None:
        audit.seal_committed()
        if misfit := audit.first_misfit():
            raise CommandError(misfit)
        counts = {"rows": AuditRow.objects.count(), "blocks": AuditBlock.objects.count()}
        self.stdout.write(_("审计完好：%(rows)d 条记录，%(blocks)d 个区块，逐条核对无误。") % counts)
