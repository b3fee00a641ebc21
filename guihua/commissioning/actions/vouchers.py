"""Vouchers of an expense come in, are opened, and are marked as wrong. Their content lies sealed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning import spending_policy as policy
from guihua.core import audit, clock, secrecy, uploads
from guihua.core.refusal import Refusal, Refused, refuse_if

MOST = 10  # of an expense


@dataclass(frozen=True)
class Paper:
    """A file that was looked at: how it is called, its kind by suffix, its bytes, and the digest of what was sent."""

    name: str
    suffix: str
    content: bytes
    digest: str


@transaction.atomic
def add(expense: commissioning.Expense, papers: Sequence[Paper], *, by: Any) -> list[commissioning.Voucher]:
    """More vouchers of an expense; all of them, or none where one does not fit."""
    rows = commissioning.Expense.objects.select_for_update(of=("self",))
    expense = rows.select_related("line__contract__project").get(pk=expense.pk)
    refuse_if(policy.why_not_prove(by, expense))
    for paper in papers:
        _refuse_again(expense, paper)
    if expense.vouchers.count() + len(papers) > MOST:
        raise Refused(Refusal("papers", _("一笔支出最多 %(n)d 份凭证。") % {"n": MOST}))
    added = _put_all(expense, papers, by)
    audit.record("voucher.added", expense, by=by, vouchers=len(added), bytes=sum(one.bytes for one in added))
    return added


@transaction.atomic
def void(voucher: commissioning.Voucher, *, why: str, by: Any) -> commissioning.Voucher:
    """A wrong one counts no more. It stays in sight with the reason."""
    rows = commissioning.Voucher.objects.select_for_update(of=("self",))
    voucher = rows.select_related("expense__line__contract__project").get(pk=voucher.pk)
    refuse_if(policy.why_not_void(by, voucher))
    voucher.voided_at, voucher.voided_by, voucher.why = clock.now(), by, why
    voucher.save(update_fields=["voided_at", "voided_by", "why"])
    audit.record("voucher.voided", voucher.expense, by=by, voucher=voucher.pk, why=why)
    return voucher


def opened(voucher: commissioning.Voucher, *, by: Any) -> bytes:
    """What it shows; that somebody looked stands in the trail."""
    content = uploads.read(voucher.stored_as, key=secrecy.unwrapped(voucher.data_key))
    audit.record("voucher.read", voucher.expense, by=by, voucher=voucher.pk)
    return content


def _refuse_again(expense: commissioning.Expense, paper: Paper) -> None:
    if same := expense.vouchers.filter(digest=paper.digest).first():
        words = _("「%(name)s」已经传过了，就是「%(same)s」。")
        raise Refused(Refusal("papers", words % {"name": f"{paper.name}{paper.suffix}", "same": same}))


def _put_all(expense: commissioning.Expense, papers: Sequence[Paper], by: Any) -> list[commissioning.Voucher]:
    names = [uploads.new_name() for _paper in papers]
    try:
        return [_put(expense, paper, name, by) for paper, name in zip(papers, names, strict=True)]
    except uploads.NoRoom:
        uploads.remove(*names)
        raise


def _put(expense: commissioning.Expense, paper: Paper, stored_as: str, by: Any) -> commissioning.Voucher:
    wrapped, key = secrecy.new_wrapped_key()
    uploads.write(stored_as, paper.content, key=key)
    return commissioning.Voucher.objects.create(
        subdistrict_id=expense.subdistrict_id,
        expense=expense,
        name=paper.name,
        at=clock.now(),
        by=by,
        suffix=paper.suffix,
        bytes=len(paper.content),
        digest=paper.digest,
        stored_as=stored_as,
        data_key=wrapped,
    )
