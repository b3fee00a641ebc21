"""Files to be filled in: they offer the office's own words, and come back as they are."""

from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from guihua.desk import importing, policy
from tests.factories.imports import does, laid_out, marks, sent
from tests.factories.programmes import row, served

pytestmark = pytest.mark.django_db


def blank(client, kind):
    answer = client.get(reverse("desk:import_blank", args=[kind]))
    return openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))


def returned(book):
    target = BytesIO()
    book.save(target)
    return SimpleUploadedFile("填好的.xlsx", target.getvalue())


@pytest.mark.parametrize("kind", [kind for kind in importing.KINDS if kind not in policy.OF_FINANCE])
def test_its_header_is_that_of_the_kind_and_every_cell_is_text(office, programme, kind):
    page = blank(office, kind).worksheets[0]
    names = [column.name for column in importing.KINDS[kind].columns(programme)]
    assert [cell.value for cell in page[1]] == names
    columns = page.column_dimensions["A"]  # columns of one look stand together
    assert (columns.min, columns.max, columns.number_format) == (1, len(names), "@")


def test_it_offers_what_the_office_has(office):
    book = blank(office, "attendance")
    letters = {cell.value: cell.column_letter for cell in book.worksheets[0][1]}
    chosen_from = {rule.formula1.split("$")[1] for rule in book.worksheets[0].data_validations.dataValidation}
    words = {
        name: [cell.value for cell in book["_options"][letter] if cell.value]
        for name, letter in letters.items()
        if letter in chosen_from
    }
    assert words["社区代码"] == ["桂一社区", "叠二社区", "440605011001", "440605011004"]
    assert words["专项行动"] == ["反诈宣传"]
    assert words["项目编号"] == ["GC-1", "GC-2", "GC-3", "街道主办"]
    assert book["_options"].sheet_state == "hidden"


def test_filled_in_it_comes_in_and_its_explanation_does_not(office):
    book = blank(office, "attendance")
    for cells in (
        row(code="N1", **served("何敏", "13700137001", "44060519800101001X")),
        row(code="N2", 未具名人数="7"),
    ):
        book.worksheets[0].append(cells)
    found = sent(office, returned(book))
    laid_out(office, found)
    assert marks(office, found) == []
    does(office, found, "recording")
    found.refresh_from_db()
    assert (found.state, found.added) == ("done", 2)


def test_the_command_takes_it_too(office, programme, tmp_path):
    book = blank(office, "attendance")
    book.worksheets[0].append(row(code="N1", 未具名人数="7"))
    book.save(tmp_path / "filled.xlsx")
    assert importing.load(programme, "attendance", tmp_path / "filled.xlsx", by=None).counted.added == 1


def test_an_empty_one_is_told_to_be_empty(office):
    found = sent(office, returned(blank(office, "attendance")))
    assert "只有表头，没有内容" in laid_out(office, found).content.decode()
