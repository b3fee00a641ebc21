"""guihua report YEAR --format json|xlsx|html --out PATH"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from guihua.core.wording import listed
from guihua.directory.questions import the_subdistrict
from guihua.reporting import annual, webpage, workbook
from guihua.reporting.actions import facts
from guihua.reporting.book import Book, open_book

FORMATS = ["json", "xlsx", "html"]
NOT_YET = ["docx", "pdf"]


class Command(BaseCommand):
    help = "年度报告"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--format", choices=[*FORMATS, *NOT_YET], default="json")
        parser.add_argument("--subdistrict", metavar="CODE", default=None)
        parser.add_argument("--out", type=Path, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] in NOT_YET:
            raise CommandError(_("%(format)s 格式还没有做好。") % options, returncode=2)
        subdistrict = the_subdistrict(options["subdistrict"])
        facts.refresh(subdistrict)
        book = open_book(subdistrict.code)
        if not book.knows(options["year"]):
            raise CommandError(_no_year(options["year"], book.years))
        try:
            self._write(self._content(book, options["year"], options["format"]), options["out"])
        except OSError as broken:
            words = _("报告写不进 %(file)s：请看看文件夹在不在、能不能写、磁盘有没有满。")
            raise CommandError(words % {"file": options["out"]}) from broken

    def _content(self, book: Book, year: int, wanted: str) -> bytes:
        if wanted == "html":
            return webpage.of(book, year)
        account = annual.report(book, year)
        if wanted == "xlsx":
            return workbook.of(account)
        return json.dumps(account, ensure_ascii=False, indent=1).encode() + b"\n"

    def _write(self, content: bytes, out: Path | None) -> None:
        if out is None:
            sys.stdout.buffer.write(content)
        else:
            out.write_bytes(content)


def _no_year(year: int, years: list[int]) -> str:
    if not years:
        return _("还没有项目和参与记录，没有报告可出。请先用 guihua import 导入。")
    return _("%(year)d 年没有记录。有记录的年度：%(years)s。") % {"year": year, "years": listed(map(str, years))}
