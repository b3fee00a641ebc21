"""guihua export ocds YEAR --out FILE [--package releases|records] [--public]"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import open_contracting
from guihua.directory.questions import the_subdistrict

OCDS, NOT_YET = "ocds", ["open-data", "hsds"]


class Command(BaseCommand):
    help = "开放格式：OCDS 1.1"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=[OCDS, *NOT_YET])
        parser.add_argument("year", type=int, nargs="?")
        parser.add_argument("--out", type=Path, required=True)
        parser.add_argument("--package", choices=open_contracting.PACKAGES, default=open_contracting.RELEASES)
        parser.add_argument("--public", action="store_true")
        parser.add_argument("--subdistrict", metavar="CODE", default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] in NOT_YET:
            raise CommandError(_("%(what)s 的导出还没有做好。") % options, returncode=2)
        if options["year"] is None:
            raise CommandError(_("请写明年度，例如 guihua export ocds 2022 --out ocds.json。"), returncode=2)
        place = the_subdistrict(options["subdistrict"])
        rows = commissioning.Project.objects.filter(subdistrict=place).of_year(options["year"])
        uri = open_contracting.address(self._path(place.code, **options))
        found = open_contracting.package(place, rows, options["package"], uri=uri, is_public=options["public"])
        if found is None:
            raise CommandError(_("%(year)d 年没有项目可以导出。") % {"year": options["year"]})
        self._write(open_contracting.written(found), options["out"])
        self.stdout.write(
            _("%(n)d 个采购过程 → %(file)s") % {"n": len(found[options["package"]]), "file": options["out"]}
        )

    def _path(self, code: str, *, year: int, package: str, public: bool, **_others: Any) -> str:
        """Where the same package is fetched from the site."""
        if public:
            return reverse("commissioning:public_ocds", args=[code, year, package])
        return reverse("commissioning:year_ocds", args=[year, package])

    def _write(self, content: bytes, out: Path) -> None:
        try:
            out.write_bytes(content)
        except OSError as broken:
            words = _("写不进 %(file)s：请看看文件夹在不在、能不能写、磁盘有没有满。")
            raise CommandError(words % {"file": out}) from broken
