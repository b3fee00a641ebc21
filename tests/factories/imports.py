"""Files on their way in, as somebody sends them through the pages."""

from __future__ import annotations

import csv
import io

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from guihua.desk.models import Import
from tests.factories import programmes


def as_csv(rows, name="参与记录.csv"):
    target = io.StringIO(newline="")
    csv.writer(target).writerows(rows)
    return SimpleUploadedFile(name, target.getvalue().encode())


def as_workbook(sheets, name="参与记录.xlsx", fill=lambda _book: None):
    """`sheets` gives by name the rows of each."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    fill(book)
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile(name, target.getvalue())


def attendance(*rows, head=programmes.ATTENDANCE_COLUMNS):
    return as_csv([head, *rows])


def sent(client, file, kind="attendance"):
    """What came of sending a file: the import that began, or the page that says why none did."""
    answer = client.post(reverse("desk:import_start", args=[kind]), {"file": file})
    return Import.objects.latest("pk") if answer.status_code == 302 else answer


def laid_out(client, found, **choices):
    """Says of each column what the page proposes, but for the choices, and goes on."""
    address = reverse("desk:import_columns", args=[found.pk])
    form = client.get(address).context["form"]
    said = {bound.name: bound.value() or "" for bound in form}
    heads = {form.fields[name].label: name for name in said}
    return client.post(address, said | {heads[head]: choice for head, choice in choices.items()})


def checked(client, *rows, kind="attendance", **choices):
    """An import of these rows, up to the page where they are checked."""
    found = sent(client, attendance(*rows), kind)
    laid_out(client, found, **choices)
    return found


def paid(client):
    """What finance brings in of the contract of GC-1: two instalments, and one that it does not have."""
    head = ["合同编号", "期次", "付款金额", "付款日期", "付款凭证号"]
    rows = [["GC-HT-1", n, "85,800", "2022-01-20", f"记-012{n}"] for n in ("1", "3", "9")]
    found = sent(client, as_csv([head, *rows], "已付款.csv"), "payments")
    laid_out(client, found)
    return found


def page(client, found, **query):
    return client.get(reverse("desk:import_check", args=[found.pk]), query)


def marks(client, found):
    """The cells that wait for somebody: row, column, and the sentence."""
    lines = page(client, found, only="trouble").context["lines"]
    return [(line.row, cell.column, cell.sentences) for line in lines for cell in line.cells if cell.marks]


def does(client, found, verb, **said):
    return client.post(reverse(f"desk:import_{verb}", args=[found.pk]), said)
