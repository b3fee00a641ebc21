from __future__ import annotations

from hmac import compare_digest

from django.utils.translation import gettext as _

from guihua.core.audit.recording import mac_of
from guihua.core.audit.sealing import START, digest_of


def first_misfit() -> str | None:
    """The first audit row or block that does not fit, in words; None where all fit."""
    return _first_bad_row() or _first_bad_block()


def _first_bad_row() -> str | None:
    from guihua.core.models import AuditRow

    for row in AuditRow.objects.order_by("pk").iterator():
        if not compare_digest(bytes(row.mac), mac_of(row)):
            return _("审计记录 %(n)s 被改动过：内容与它的校验码不符。") % {"n": row.pk}
    return None


def _first_bad_block() -> str | None:
    from guihua.core.models import AuditBlock

    previous = START
    for block in AuditBlock.objects.order_by("pk").iterator():
        if bytes(block.previous) != previous:
            return _("审计区块 %(n)s 接不上前一块：中间有区块被删掉或换过。") % {"n": block.pk}
        macs = [bytes(mac) for mac in block.seals.order_by("position").values_list("row__mac", flat=True)]
        if len(macs) != block.count or digest_of(previous, macs) != bytes(block.digest):
            return _("审计区块 %(n)s 与它的记录不符：有记录被删掉、加进或换过。") % {"n": block.pk}
        previous = bytes(block.digest)
    return None
