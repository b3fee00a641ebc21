"""guihua backup FILE: every row and every file of the deployment in one sealed file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from guihua.core import audit, keeping


class Command(BaseCommand):
    help = "备份：数据库和文件，密封在一个文件里"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        manifest = keeping.back_up(options["file"], by=audit.SYSTEM)
        counted = {"rows": sum(one["rows"] for one in manifest["tables"].values()), "files": len(manifest["files"])}
        self.stdout.write(_("备份好了：%(rows)d 行，%(files)d 个文件。") % counted)
        self.stdout.write(_("没有密钥谁也打不开它。keys 文件夹不在里面，请另外保管一份。"))
