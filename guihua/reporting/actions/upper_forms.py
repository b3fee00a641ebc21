"""A form of the upper level comes in, is told what goes into its cells, and is filled."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guihua.core import audit, inplace, secrecy, uploads
from guihua.core.refusal import Refusal, Refused, refuse_if
from guihua.directory.models import Subdistrict
from guihua.reporting import figures, policy, upper_values
from guihua.reporting import models as reporting
from guihua.reporting.book import Book
from guihua.reporting.upper_values import Time

MOST_CELLS = 400  # of a form


@dataclass(frozen=True)
class Wanted:
    """What somebody wants in a cell; see `FormCell`."""

    sheet: str
    cell: str
    filling: str
    figure: str = ""
    part: str = ""
    key: str = ""
    reach: str = reporting.Reach.PERIOD
    in_wan: bool = False
    words: str = ""


@transaction.atomic
def receive(
    subdistrict: Subdistrict, content: bytes, *, name: str, workbook: inplace.Workbook, by: Any
) -> tuple[reporting.UpperForm, bool]:
    """The form, and whether one of its shape was there: then this copy takes its place, and what fills its cells stays."""
    Subdistrict.objects.select_for_update().get(pk=subdistrict.pk)
    refuse_if(policy.why_not_fill(by, subdistrict))
    forms = reporting.UpperForm.objects.filter(subdistrict=subdistrict)
    form = forms.filter(shape=workbook.shape).first()
    is_known, form = form is not None, form or reporting.UpperForm(subdistrict=subdistrict, shape=workbook.shape)
    old, title_length = form.stored_as, reporting.UpperForm._meta.get_field("title").max_length
    form.data_key, key = secrecy.new_wrapped_key()
    form.title, form.stored_as = PurePath(name).stem[:title_length], uploads.new_name()
    form.bytes, form.digest, form.at, form.by = len(content), sha256(content).hexdigest(), timezone.now(), by
    uploads.write(form.stored_as, content, key=key)
    form.save()
    audit.record("upper_form.uploaded", form, by=by, bytes=form.bytes, digest=form.digest, is_known=is_known)
    if old:
        transaction.on_commit(lambda: uploads.remove(old))
    return form, is_known


def content_of(form: reporting.UpperForm) -> bytes:
    return uploads.read(form.stored_as, key=secrecy.unwrapped(form.data_key))


@transaction.atomic
def set_cell(
    form: reporting.UpperForm, wanted: Wanted, *, workbook: inplace.Workbook, book: Book, by: Any
) -> reporting.FormCell:
    """From now on this goes into the cell, instead of what went there."""
    form = _locked(form)
    refuse_if(policy.why_not_fill(by, form.subdistrict))
    refuse_if(_why_not(wanted, form, workbook, book))
    told = {name: value for name, value in vars(wanted).items() if name not in ("sheet", "cell")}
    cell, is_new = form.cells.update_or_create(sheet=wanted.sheet, cell=wanted.cell, defaults=told)
    audit.record("upper_form.cell_set", form, by=by, cell=str(cell), is_new=is_new, **told)
    return cell


@transaction.atomic
def clear_cell(cell: reporting.FormCell, *, by: Any) -> None:
    """Nothing goes into the cell any more."""
    form = _locked(cell.form)
    refuse_if(policy.why_not_fill(by, form.subdistrict))
    deleted, _kinds = form.cells.filter(pk=cell.pk).delete()
    if deleted:
        audit.record("upper_form.cell_cleared", form, by=by, cell=str(cell))


@transaction.atomic
def fill(form: reporting.UpperForm, time: Time, *, book: Book, by: Any) -> bytes:
    """The office takes the form with it, filled from one generation; the form itself stays empty."""
    form = _locked(form)
    refuse_if(policy.why_not_fill(by, form.subdistrict))
    content = content_of(form)
    workbook = inplace.opened(content)
    told = [one for one in upper_values.of(form, workbook, book, time) if one.value is not None]
    refuse_if(None if told else Refusal("empty", _("还没有一格对应上。请先在表上点一格，选填什么。")))
    filled = inplace.filled(
        workbook, {(one.cell.sheet, one.cell.cell): one.value for one in told if one.value is not None}
    )
    about = {"year": time.year, "period": time.period.code, "generation": book.generation, "cells": len(told)}
    audit.record("upper_form.filled", form, by=by, **about, digest=sha256(filled).hexdigest())
    return filled


@transaction.atomic
def remove(form: reporting.UpperForm, *, by: Any) -> None:
    """The form is gone, its key with it, and what went into its cells."""
    form = _locked(form)
    refuse_if(policy.why_not_fill(by, form.subdistrict))
    name = form.stored_as
    audit.record("upper_form.removed", form, by=by, title=form.title)
    form.delete()
    transaction.on_commit(lambda: uploads.remove(name))


def _locked(form: reporting.UpperForm) -> reporting.UpperForm:
    rows = reporting.UpperForm.objects.select_related("subdistrict")
    return rows.select_for_update(of=("self",)).get(pk=form.pk)


def _why_not(wanted: Wanted, form: reporting.UpperForm, workbook: inplace.Workbook, book: Book) -> Refusal | None:
    """The code names the field that is to be mended."""
    if sentence := workbook.why_not(wanted.sheet, wanted.cell):
        return Refusal("cell", sentence)
    if form.cells.exclude(sheet=wanted.sheet, cell=wanted.cell).count() >= MOST_CELLS:
        return Refusal("cell", _("一张表最多填 %(n)d 格。") % {"n": MOST_CELLS})
    if wanted.filling == reporting.Filling.WORDS and not wanted.words:
        return Refusal("words", _("请写要填的字。"))
    if wanted.filling != reporting.Filling.FIGURE:
        return None
    return _why_not_figure(wanted, workbook, book)


def _why_not_figure(wanted: Wanted, workbook: inplace.Workbook, book: Book) -> Refusal | None:
    figure = figures.of(book).get(wanted.figure)
    if figure is None:
        return Refusal("what", _("请选填什么。"))
    if wanted.part and not upper_values.takes(wanted.figure, wanted.part):
        words = _("「%(figure)s」分不出这一项的数。请选「全部」，或换一个数字。")
        return Refusal("only", words % {"figure": figure.name})
    there = workbook.pages[wanted.sheet].cell(wanted.cell)
    if there.text and not there.is_number:
        words = _("%(cell)s 里写着「%(text)s」，不能换成数字。请点旁边的空格。")
        return Refusal("cell", words % {"cell": wanted.cell, "text": there.text[:20]})
    return None


def refused_field(refused: Refused) -> str | None:
    """Which field of the form the refusal is about; None where about none."""
    return refused.refusal.code if refused.refusal.code in ("cell", "what", "only", "words") else None
