"""guihua upgrade: brings the database to this version. Run twice, the second does nothing."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from guihua.commissioning.actions import search_texts
from guihua.core.keeping import states


class Command(BaseCommand):
    help = "把数据库升级到这个版本"

    def handle(self, *args: Any, **options: Any) -> None:
        due = states.missing(states.applied())
        if not due:
            self.stdout.write(_("数据库已经是这个版本的了。"))
            return
        call_command("migrate", verbosity=0, interactive=False)
        search_texts.add_missing()  # a new kind of text is found from now on
        self.stdout.write(_("升级好了：%(n)d 步。") % {"n": len(due)})
