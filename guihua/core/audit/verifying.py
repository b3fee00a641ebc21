"""Does the trail fit? Each row under its code, each block under its own, and every row of a block in its place.

What nobody can see from within: that the newest blocks were cut off whole. Who notes the last block's fingerprint from
time to time (`guihua verify-audit` prints it) can (`--seen`).
"""

from __future__ import annotations

from collections.abc import Iterator
from hmac import compare_digest
from typing import TYPE_CHECKING

from django.db import DatabaseError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from guihua.core.audit.recording import mac_of
from guihua.core.audit.sealing import START, digest_of
from guihua.core.refusal import Refusal

if TYPE_CHECKING:
    from guihua.core.models import AuditRow

LOOKED_AT = 5  # rows at each end of the trail that tell whose keys wrote it
UNREADABLE = (TypeError, ValueError, AttributeError, DatabaseError)  # what comes of a value that no field can hold
SHOWN = 16  # hexadecimal digits of a digest that people copy


def first_misfit() -> str | None:
    """The first audit row that does not fit, else the first block, in words; None where all fit."""
    if refusal := why_not_ours():
        return refusal.sentence
    found = [misfit for misfit in (_changed_row(), _missing_row(), _gap()) if misfit]
    return min(found)[1] if found else _bad_block()


def why_not_ours() -> Refusal | None:
    """No row of either end fits: the trail was not changed, but written under other keys."""
    from guihua.core.models import AuditRow

    ends = [AuditRow.objects.order_by(order).values_list("pk", flat=True)[:LOOKED_AT] for order in ("pk", "-pk")]
    looked_at = {pk for end in ends for pk in end}
    if len(looked_at) < 2 or any(map(_is_readable, looked_at)):
        return None
    return Refusal(
        "other-keys",
        _("密钥和数据库对不上：审计记录不是用这把密钥写的。请检查 GUIHUA_FIELD_KEYS，最旧的一把要排在最后。"),
    )


def head() -> tuple[int, str] | None:
    """The last block and its fingerprint."""
    from guihua.core.models import AuditBlock

    last = AuditBlock.objects.order_by("-pk").first()
    return (last.pk, bytes(last.digest).hex()[:SHOWN]) if last else None


def why_not_seen(block: int, fingerprint: str) -> str | None:
    """A block that was noted earlier must still be there as it was."""
    from guihua.core.models import AuditBlock

    found = AuditBlock.objects.filter(pk=block).first()
    if found and fingerprint and bytes(found.digest).hex().startswith(fingerprint.lower()):
        return None
    return _("审计区块 %(n)d 不在了，或不是当初抄下的那一块：后面的记录可能被整块换掉了。") % {"n": block}


def _changed_row() -> tuple[int, str] | None:
    from guihua.core.models import AuditRow

    rows = AuditRow.objects.order_by("pk")
    try:
        changed = next((row.pk for row in rows.iterator() if not _fits(row)), None)
    except UNREADABLE:  # somewhere stands what no field can hold: they are read one by one
        changed = next((pk for pk in rows.values_list("pk", flat=True) if not _is_readable(pk)), None)
    return (changed, _("审计记录 %(n)s 被改动过：内容与它的校验码不符。") % {"n": changed}) if changed else None


def _is_readable(pk: int) -> bool:
    from guihua.core.models import AuditRow

    try:
        return _fits(AuditRow.objects.get(pk=pk))
    except UNREADABLE:
        return False


def _fits(row: AuditRow) -> bool:
    return compare_digest(bytes(row.mac), mac_of(row))


def _missing_row() -> tuple[int, str] | None:
    """A row that is in a block and nowhere else."""
    from guihua.core.models import AuditRow, AuditSeal

    is_there = Exists(AuditRow.objects.filter(pk=OuterRef("row_id")))
    gone = AuditSeal.objects.filter(~is_there).order_by("row_id").values_list("row_id", flat=True).first()
    return (gone, _("审计记录 %(n)s 被删掉了。") % {"n": gone}) if gone else None


def _gap() -> tuple[int, str] | None:
    """A place of a block that no row stands in."""
    from guihua.core.models import AuditBlock

    words = _("审计区块 %(block)d 的第 %(place)d 条记录被删掉了（原来在记录 %(before)d 之后）。")
    for block in AuditBlock.objects.order_by("pk").iterator():
        before = 0
        places = dict(block.seals.values_list("position", "row_id"))
        for place in range(block.count):
            if place not in places:
                return before + 1, words % {"block": block.pk, "place": place + 1, "before": before}
            before = places[place]
    return None


def _bad_block() -> str | None:
    previous = START
    for pk, links_to, expected, digest in _blocks():
        if links_to != previous:
            return _("审计区块 %(n)s 接不上前一块：中间有区块被删掉或换过。") % {"n": pk}
        if not compare_digest(expected, digest):
            return _("审计区块 %(n)s 与它的记录不符：有记录被删掉、加进或换过。") % {"n": pk}
        previous = digest
    return None


def _blocks() -> Iterator[tuple[int, bytes, bytes, bytes]]:
    """Of each block: its key, the digest that it links to, the one that its rows give, and the one that it has."""
    from guihua.core.models import AuditBlock

    for block in AuditBlock.objects.order_by("pk").iterator():
        macs = [bytes(mac) for mac in block.seals.order_by("position").values_list("row__mac", flat=True)]
        links_to = bytes(block.previous)
        yield block.pk, links_to, digest_of(links_to, block.at, macs), bytes(block.digest)
