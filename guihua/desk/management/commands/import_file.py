"""guihua import KIND FILE: brings a file in, all rows or none."""

from __future__ import annotations

import sys
import traceback
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import structlog
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from guihua.core import audit, sheets
from guihua.core.refusal import Refused
from guihua.desk import importing
from guihua.desk.actions import resemblances
from guihua.directory.models import Subdistrict
from guihua.directory.questions import the_subdistrict
from guihua.reporting.actions import facts

SHOWN = 20
INTERRUPTED = 130  # what a shell says of a command that Ctrl-C ended
log = structlog.get_logger()


class Command(BaseCommand):
    help = "导入一份文件：communities、organisations、projects、attendance、duty、contracts、budgets、payments、earlier"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=list(importing.KINDS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--subdistrict", metavar="CODE", default=None)
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--why", metavar="REASON", default="", help="why closed months are changed")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            subdistrict = the_subdistrict(options["subdistrict"])
            newest = resemblances.newest(subdistrict)
            done = self._load(subdistrict, path, options)
        except CommandError:
            raise
        except (sheets.SheetRefused, Refused) as refused:
            raise CommandError(refused.sentence) from refused
        except KeyboardInterrupt as stopped:
            raise CommandError(_("已中断，没有写入任何一行。"), returncode=INTERRUPTED) from stopped
        except DatabaseError as broken:
            raise CommandError(_told(broken, _("数据库出了问题，没有写入任何一行。请稍后再试。"))) from broken
        except Exception as broken:
            raise CommandError(
                _told(broken, _("出了没有料到的错，没有写入任何一行。请把这句话告诉管理员。"))
            ) from broken
        self._report(done, dry_run=options["dry_run"])
        self._remove_stale(_marked(path))
        if not options["dry_run"]:
            resemblances.ask(subdistrict, newer_than=newest)
            self._refresh(subdistrict)

    def _load(self, subdistrict: Subdistrict, path: Path, options: dict[str, Any]) -> importing.Imported:
        try:
            return importing.load(
                subdistrict,
                options["kind"],
                path,
                by=audit.SYSTEM,
                dry_run=options["dry_run"],
                why=options["why"],
                tell=self._progress,
            )
        except importing.BadRows as bad:
            self._explain(bad, path)
            raise CommandError(_("没有写入任何一行。改好后请重新导入。")) from bad

    def _progress(self, sentence: str) -> None:
        """What a long import is at, for whoever waits before the screen."""
        if sys.stderr.isatty():
            self.stderr.write(sentence)

    def _explain(self, bad: importing.BadRows, path: Path) -> None:
        wrong = [mark for mark in bad.marks if mark.kind == "bad"]
        for mark in wrong[:SHOWN]:
            words = _("第 %(row)d 行 %(column)s：%(sentence)s")
            self.stderr.write(words % {"row": mark.row, "column": mark.column, "sentence": mark.sentence})
        marked = _marked(path)
        try:
            sheets.write_marked(bad.sheet, bad.marks, marked)
        except OSError:
            words = _("共 %(n)d 格有误。标出它们的文件写不进 %(file)s：请看看文件夹能不能写、磁盘有没有满。")
        else:
            words = _("共 %(n)d 格有误，都标在 %(file)s 里。它含有原表的内容，只有你能读；用完请删掉。")
        self.stderr.write(words % {"n": len(wrong), "file": marked})

    def _report(self, done: importing.Imported, *, dry_run: bool) -> None:
        counts = {"added": done.counted.added, "changed": done.counted.changed, "skipped": done.counted.skipped}
        words = _("试导入（没有写入）：") if dry_run else ""
        self.stdout.write(words + _("新增 %(added)d 行，更正 %(changed)d 行，已有 %(skipped)d 行。") % counts)
        for mark in done.doubtful[:SHOWN]:
            shown = {"row": mark.row, "column": mark.column, "sentence": mark.sentence}
            self.stdout.write(_("请留意：第 %(row)d 行 %(column)s：%(sentence)s") % shown)
        if len(done.doubtful) > SHOWN:
            self.stdout.write(_("还有 %(n)d 处要留意。") % {"n": len(done.doubtful) - SHOWN})

    def _remove_stale(self, marked: Path) -> None:
        """What an earlier run marked no longer holds once the file is good, and repeats what is in it."""
        try:
            marked.unlink()
        except FileNotFoundError:
            return
        except OSError:
            self.stdout.write(_("%(file)s 是上一次留下的，已经过时，请删掉。") % {"file": marked})
        else:
            self.stdout.write(_("上一次留下的 %(file)s 已经过时，删掉了。") % {"file": marked})

    def _refresh(self, subdistrict: Subdistrict) -> None:
        """The rows are in; that figures follow a little later is no reason to call the import a failure."""
        try:
            facts.refresh(subdistrict)
        except Exception as broken:
            words = _("行都已写入。汇总还没有更新，guihua worker 会补上，也可以运行 guihua facts refresh。")
            self.stderr.write(_told(broken, words))


def _marked(path: Path) -> Path:
    return path.with_name(path.name + ".errors.xlsx")


def _told(broken: Exception, sentence: str) -> str:
    """The sentence with the kind of error and where it came up, and never its message, which may repeat cells."""
    frame = traceback.extract_tb(broken.__traceback__)[-1]
    where = f"{Path(frame.filename).name}:{frame.lineno}"
    log.error("import.broke", error=type(broken).__name__, where=where)
    return _("%(sentence)s（%(kind)s %(place)s）") % {
        "sentence": sentence,
        "kind": type(broken).__name__,
        "place": where,
    }
