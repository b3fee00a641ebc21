"""guihua keys rotate: a new key in front of the deployment's, and every data key under it, while servers and workers run.

A rotation that was stopped half way is finished first: no further key is made for it.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from guihua.config import home
from guihua.core import audit
from guihua.core.keeping import envelope, rewrapping


class Command(BaseCommand):
    help = "更换主密钥：不用停机"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("deed", choices=["rotate"])

    def handle(self, *args: Any, **options: Any) -> None:
        if rewrapping.is_finished():
            self._put_a_new_one_in_front()
        done = rewrapping.wrap_all_anew(by=audit.SYSTEM)
        self.stdout.write(_("换好了：%(n)d 把数据密钥改由最新的主密钥包着。") % {"n": done})
        for place, (fingerprint, count) in enumerate(
            zip(envelope.fingerprints(), rewrapping.wrapped_under(), strict=True)
        ):
            one = {"place": place + 1, "fingerprint": fingerprint, "n": count}
            self.stdout.write(_("  第 %(place)d 把主密钥 %(fingerprint)s：包着 %(n)d 把") % one)
        self.stdout.write(_("最旧的一把要一直排在最后：查找和审计靠它。以前的备份要用当时的密钥打开，请一并保管。"))

    def _put_a_new_one_in_front(self) -> None:
        if (file := settings.GUIHUA_FIELD_KEYS_FILE) is None:
            words = _(
                "密钥在 GUIHUA_FIELD_KEYS 里，只有你能加：把新的一把写在最前面，全部进程重启以后，再运行这个命令。"
            )
            raise CommandError(words)
        home.put_new_field_key_in_front(file)
