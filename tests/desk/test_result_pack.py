"""The report of a project's evaluation, and every mark of a round as a table: what they say, and whose names are in none of them."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from guihua.core import audit
from guihua.evaluation.actions import publishing
from guihua.evaluation.models import Round
from tests.factories import judged

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(everybody):
    """GC-1, judged by 甲, 乙 and 丙, published."""
    return judged.entered_of(publishing.publish(judged.drafted("三人轮"), by=audit.SYSTEM))


def words_of(answer):
    paper = Document(BytesIO(answer.content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return [each.text for each in paper.paragraphs] + cells


def test_the_report_tells_the_score_with_its_arithmetic_and_what_was_said(everybody, told):
    words = words_of(everybody.clients["manager"].get(reverse("desk:result_pack_word", args=[told.pk])))
    assert words[:2] == ["评估报告", f"GC-1  {told.project.name}"]
    assert {"三人轮", "2.1 目标达成", "58"} <= set(words)
    assert any("甲的话" in each for each in words)


def test_who_gave_which_mark_is_in_the_offices_report_only_and_there_if_asked_for(everybody, told):
    address = reverse("desk:result_pack_word", args=[told.pk])
    name = f"甲{told.pk}"
    for who, asked, is_there in (("manager", "?names", False), ("office", "", False), ("office", "?names", True)):
        assert any(name in each for each in words_of(everybody.clients[who].get(address + asked))) == is_there, who


def test_a_draft_says_that_it_is_one(everybody):
    drafted = judged.entered_of(Round.objects.get(name="初稿轮"))
    page = everybody.clients["office"].get(reverse("desk:result_pack", args=[drafted.pk])).content.decode()
    assert "评估报告（初稿，结果以公布的为准）" in page
    assert everybody.clients["worker"].get(reverse("desk:result_pack", args=[drafted.pk])).status_code == 404


def test_every_mark_is_a_row_with_names_for_the_office_and_codes_for_the_provider(everybody, told):
    address = reverse("evaluation:marks", args=[told.round_id]) + "?export=xlsx"
    found = {}
    for who in ("office", "manager"):
        sheet = load_workbook(BytesIO(b"".join(everybody.clients[who].get(address)))).active
        heads, *rows = [list(row) for row in sheet.iter_rows(values_only=True) if any(row)]
        found[who] = [dict(zip(heads, row, strict=True)) for row in rows]
    assert len(found["office"]) == len(found["manager"]) == 3 * 4 + 2
    names = {f"{who}{told.pk}" for who in "甲乙丙"}
    assert {row["谁评的"] for row in found["office"] if row["得分来源"] == "评估专家"} == names
    codes = {row["谁评的"] for row in found["manager"]}
    assert (len(codes), codes & names) == (4, set())


def test_a_list_of_marks_asks_as_often_for_three_projects_as_for_one(everybody, told):
    def asked(one):
        with CaptureQueriesContext(connection) as questions:
            assert everybody.clients["office"].get(reverse("evaluation:marks", args=[one.pk])).status_code == 200
        return len(questions)

    several = judged.drafted("三项轮", "GC-1", "GC-2", "GC-3")
    assert asked(told.round) == asked(several)
