"""guihua import KIND FILE: brings a file in, all rows or none."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from guihua.core import audit, sheets
from guihua.desk import importing
from guihua.directory.questions import the_subdistrict
from guihua.reporting.actions import facts

SHOWN = 20


class Command(BaseCommand):
    help = "导入一份文件：communities、organisations、projects、attendance、duty"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(importing.KINDS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--subdistrict", metavar="CODE", default=None)
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        subdistrict = the_subdistrict(options["subdistrict"])
        try:
            done = importing.load(subdistrict, options["kind"], path, by=audit.SYSTEM, dry_run=options["dry_run"])
        except FileNotFoundError as missing:
            raise CommandError(_("没有这份文件：%(path)s") % {"path": path}) from missing
        except IsADirectoryError as folder:
            raise CommandError(_("这是文件夹，不是文件：%(path)s") % {"path": path}) from folder
        except sheets.SheetRefused as refused:
            raise CommandError(refused.sentence) from refused
        except importing.BadRows as bad:
            self._explain(bad, path)
            raise CommandError(_("没有写入任何一行。改好后请重新导入。")) from bad
        self._report(done, dry_run=options["dry_run"])
        if not options["dry_run"]:
            facts.refresh(subdistrict)

    def _explain(self, bad: importing.BadRows, path: Path) -> None:
        marked = path.with_name(path.name + ".errors.xlsx")
        sheets.write_marked(bad.sheet, bad.marks, marked)
        wrong = [mark for mark in bad.marks if mark.kind == "bad"]
        for mark in wrong[:SHOWN]:
            words = _("第 %(row)d 行 %(column)s：%(sentence)s")
            self.stderr.write(words % {"row": mark.row, "column": mark.column, "sentence": mark.sentence})
        self.stderr.write(_("共 %(n)d 格有误，都标在 %(file)s 里。") % {"n": len(wrong), "file": marked})

    def _report(self, done: importing.Imported, *, dry_run: bool) -> None:
        counts = {"added": done.counted.added, "changed": done.counted.changed, "skipped": done.counted.skipped}
        words = _("试导入（没有写入）：") if dry_run else ""
        self.stdout.write(words + _("新增 %(added)d 行，更正 %(changed)d 行，已有 %(skipped)d 行。") % counts)
        for mark in done.doubtful[:SHOWN]:
            shown = {"row": mark.row, "column": mark.column, "sentence": mark.sentence}
            self.stdout.write(_("请留意：第 %(row)d 行 %(column)s：%(sentence)s") % shown)
        if len(done.doubtful) > SHOWN:
            self.stdout.write(_("还有 %(n)d 处要留意。") % {"n": len(done.doubtful) - SHOWN})
