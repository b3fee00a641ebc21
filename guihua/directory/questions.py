"""What commands on the server ask of the register."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from guihua.directory.models import Subdistrict


def the_subdistrict(code: str | None) -> Subdistrict:
    """The sub-district of that code, or the only one there is."""
    found = list(Subdistrict.objects.filter(code=code) if code else Subdistrict.objects.all()[:2])
    if len(found) == 1:
        return found[0]
    if code:
        raise CommandError(_("没有代码为 %(code)s 的街道。") % {"code": code})
    if not found:
        raise CommandError(_("还没有街道。请先运行 guihua init。"))
    raise CommandError(_("有好几个街道，请用 --subdistrict 写明是哪一个。"))
