"""guihua restore FILE: the deployment as a backup says it; what stands is kept in a backup of its own first."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from guihua.core import audit, keeping
from guihua.directory.models import Subdistrict
from guihua.reporting.actions import facts


class Command(BaseCommand):
    help = "从备份恢复。先停下 serve 和 worker"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["file"].is_file():
            raise CommandError(_("没有「%(name)s」这个文件。") % {"name": options["file"]})
        restored = keeping.restore(options["file"], by=audit.SYSTEM)
        for subdistrict in Subdistrict.objects.order_by("code"):
            facts.refresh(subdistrict, full=True)
        counted = {"rows": restored.rows, "files": restored.files}
        self.stdout.write(_("恢复好了：%(rows)d 行，%(files)d 个文件，逐表核对无误。") % counted)
        if restored.stood_before:
            self.stdout.write(_("原来的内容备份在 %(file)s。") % {"file": restored.stood_before})
