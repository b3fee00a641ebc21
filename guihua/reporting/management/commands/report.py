"""guihua report YEAR [--period Q1] --format json|xlsx|html --out PATH"""

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
from guihua.reporting import annual, periods, webpage, workbook
from guihua.reporting.actions import facts
from guihua.reporting.book import Book, open_book
from guihua.reporting.calc.periods import Period, read

FORMATS = ["json", "xlsx", "html"]
NOT_YET = ["docx", "pdf"]


class Command(BaseCommand):
    help = "年度报告"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--format", choices=[*FORMATS, *NOT_YET], default="json")
        parser.add_argument("--period", metavar="CODE", default=None, help="03 · 03-05 · Q1 · H1 · to-11-30")
        parser.add_argument("--subdistrict", metavar="CODE", default=None)
        parser.add_argument("--out", type=Path, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] in NOT_YET:
            raise CommandError(_("%(format)s 格式还没有做好。") % options, returncode=2)
        period = _period(options["period"])
        subdistrict = the_subdistrict(options["subdistrict"])
        facts.refresh(subdistrict)
        book = open_book(subdistrict.code)
        if not book.knows(options["year"]):
            raise CommandError(_no_year(options["year"], book.years))
        try:
            self._write(self._content(book, options["year"], period, options["format"]), options["out"])
        except OSError as broken:
            words = _("报告写不进 %(file)s：请看看文件夹在不在、能不能写、磁盘有没有满。")
            raise CommandError(words % {"file": options["out"]}) from broken

    def _content(self, book: Book, year: int, period: Period | None, wanted: str) -> bytes:
        if wanted == "html":
            return webpage.of_period(book, year, period) if period else webpage.of(book, year)
        account = periods.account(book, year, period) if period else annual.account(book, year)
        if wanted == "xlsx":
            return workbook.of(account)
        return json.dumps(account, ensure_ascii=False, indent=1).encode() + b"\n"

    def _write(self, content: bytes, out: Path | None) -> None:
        if out is None:
            sys.stdout.buffer.write(content)
        else:
            out.write_bytes(content)


def _period(code: str | None) -> Period | None:
    """The part of the year that is asked for; None for all of it."""
    if code is None:
        return None
    if (period := read(code)) is None:
        words = _("没有「%(code)s」这样的时段。可以写：03（三月）、03-05（三月至五月）、Q1、H1、to-11-30。")
        raise CommandError(words % {"code": code}, returncode=2)
    return None if period.is_whole else period


def _no_year(year: int, years: list[int]) -> str:
    if not years:
        return _("还没有项目和参与记录，没有报告可出。请先用 guihua import 导入。")
    return _("%(year)d 年没有记录。有记录的年度：%(years)s。") % {"year": year, "years": listed(map(str, years))}
