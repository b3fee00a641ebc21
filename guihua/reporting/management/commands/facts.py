"""guihua facts refresh [--full]: brings the columnar facts up to date."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from guihua.directory.models import Subdistrict
from guihua.reporting.actions import facts


class Command(BaseCommand):
    help = "更新汇总数据"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["refresh"])
        parser.add_argument("--full", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        for subdistrict in Subdistrict.objects.order_by("code"):
            months = facts.refresh(subdistrict, full=options["full"])
            self.stdout.write(_("%(name)s：更新了 %(n)d 个月。") % {"name": subdistrict.name, "n": months})
