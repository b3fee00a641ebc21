"""guihua search-texts: what the search knows of every text is written anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from guihua.commissioning.actions import search_texts


class Command(BaseCommand):
    help = "重建全文查找"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("重建好了：%(n)s 段文字可以查找。") % {"n": f"{search_texts.again():,}"})
