"""The office fills the upper level's own form: with the account's figures, and with nothing else touched."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from guihua.core import audit, inplace, uploads
from guihua.core.models import AuditRow
from guihua.core.promises import Found
from guihua.core.refusal import Refused
from guihua.delivery.models import Session
from guihua.directory.actions import users
from guihua.directory.models import Role
from guihua.reporting import promises, upper_values
from guihua.reporting.actions import upper_forms
from guihua.reporting.actions.upper_forms import Wanted
from guihua.reporting.book import open_book
from guihua.reporting.calc.periods import Period
from guihua.reporting.models import FormCell, UpperForm
from guihua.reporting.upper_form_forms import CellForm
from guihua.reporting.upper_values import WHOLE, Time
from tests.factories.upper_forms import SHEET, received
from tests.factories.upper_forms import form as blank

pytestmark = pytest.mark.django_db
YEAR = Time(2022, WHOLE)
INSIDE = (Role.FINANCE, Role.AUDITOR, Role.COMMITTEE, Role.LIAISON, Role.SYSTEM, Role.SECURITY, Role.AUDIT)


@pytest.fixture
def su(counted):
    user = users.register("suwanqing", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(user, Role.OFFICE, counted, by=audit.SYSTEM)
    return user


@pytest.fixture
def upper(counted, su):
    return received(counted, su)


def put(form, cell, filling="figure", by=None, **told):
    workbook, book = inplace.opened(upper_forms.content_of(form)), open_book(form.subdistrict.code)
    return upper_forms.set_cell(form, Wanted(SHEET, cell, filling, **told), workbook=workbook, book=book, by=by)


def rows(content):
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name(SHEET).to_python()


def filled(form, by, time=YEAR):
    return rows(upper_forms.fill(form, time, book=open_book(form.subdistrict.code), by=by))


def test_the_form_comes_back_with_the_figures_of_the_period_in_its_cells(upper, su):
    put(upper, "B3", figure="attendance.person_times", by=su)
    put(upper, "B4", figure="attendance.person_times", part="domain", key="矫正服务", by=su)
    put(upper, "A2", "place", by=su)
    year = filled(upper, su)
    assert (year[2][1], year[3][1], year[1][0]) == (369, 1, "填报单位：桂城街道")
    book = open_book(upper.subdistrict.code)
    march = filled(upper, su, Time(2022, Period(3, 3)))
    expected = upper_values.of(upper, inplace.opened(upper_forms.content_of(upper)), book, Time(2022, Period(3, 3)))
    assert [march[2][1], march[3][1]] == [one.value for one in expected[:2]]


def test_each_cell_says_its_value_its_definition_and_its_rows(upper, su, client):
    put(upper, "B3", figure="attendance.person_times", part="community", key="440605011001", by=su)
    book, workbook = open_book(upper.subdistrict.code), inplace.opened(upper_forms.content_of(upper))
    [told] = upper_values.of(upper, workbook, book, Time(2022, Period(1, 3)))
    assert told.figure.definition.startswith("服务对象的实名参与")
    assert told.over == "2022 年第一季度"
    assert "community=440605011001" in told.rows
    assert "period=Q1" in told.rows
    client.force_login(su, backend="guihua.directory.signing_in.UsernameOrPhone")
    assert f'<p class="bignum">{told.value}<small>' in client.get(told.rows).content.decode()


def test_a_cell_counts_one_project_alone(upper, su):
    book = open_book(upper.subdistrict.code)
    choices = dict(CellForm(book).fields["only"].choices)
    assert ("project:GC-1", "GC-1 桂一同行") in [tuple(one) for one in choices["项目"]]
    put(upper, "B3", figure="attendance.sessions", part="project", key="GC-1", by=su)
    [told] = upper_values.of(upper, inplace.opened(upper_forms.content_of(upper)), book, Time(2022, WHOLE))
    sessions = Session.objects.filter(project__number="GC-1").count()
    assert (told.value, [one["value"] for one in told.conditions]) == (sessions, ["桂一同行"])


def test_a_form_asks_for_the_year_to_date_and_for_the_year_before(upper, su):
    put(upper, "B3", figure="attendance.sessions", reach="to_date", by=su)
    put(upper, "B4", figure="attendance.sessions", reach="before", by=su)
    book, workbook = open_book(upper.subdistrict.code), inplace.opened(upper_forms.content_of(upper))
    so_far, before = upper_values.of(upper, workbook, book, Time(2022, Period(4, 6)))
    assert so_far.over == "2022 年上半年"
    assert (before.value, before.why_not) == (None, "2021 年没有记录，这一格留空。")
    assert filled(upper, su, Time(2022, Period(4, 6)))[3][1] == 0  # as it came


def test_a_share_and_an_amount_are_written_as_the_form_shows_them(upper, su):
    put(upper, "B5", figure="communities.coverage", by=su)
    put(upper, "C5", figure="communities.coverage", by=su)
    put(upper, "B3", figure="funding.committed", in_wan=True, by=su)
    told = filled(upper, su)
    assert (told[4][1], told[4][2], told[2][1]) == (0.5, 50, 48.60005)


def test_what_is_of_the_year_alone_is_the_years_in_every_period(upper, su):
    put(upper, "B3", figure="projects.count", by=su)
    book, workbook = open_book(upper.subdistrict.code), inplace.opened(upper_forms.content_of(upper))
    [told] = upper_values.of(upper, workbook, book, Time(2022, Period(3, 3)))
    assert (told.value, told.over) == (3, "2022 年")


@pytest.mark.parametrize(
    ("cell", "told", "field", "sentence"),
    [
        ("B6", {"figure": "projects.count"}, "cell", "B6 里是公式，它自己会算。请填公式用到的格子。"),
        ("D4", {"figure": "projects.count"}, "cell", "D4 是合并的格子的一部分。请填它左上角的 C3。"),
        ("Q9", {"figure": "projects.count"}, "cell", "表里没有 Q9 这一格。请点表上的一个空格。"),
        ("A3", {"figure": "projects.count"}, "cell", "A3 里写着「人次」，不能换成数字。请点旁边的空格。"),
        ("B3", {"figure": "projects.invented"}, "what", "请选填什么。"),
        ("B3", {"filling": "words"}, "words", "请写要填的字。"),
        (
            "B3",
            {"figure": "schools.total", "part": "domain", "key": "社区服务"},
            "only",
            "「公办学校」分不出这一项的数。请选「全部」，或换一个数字。",
        ),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused_at_its_field(upper, su, cell, told, field, sentence):
    with pytest.raises(Refused) as refused:
        put(upper, cell, by=su, **told)
    assert (upper_forms.refused_field(refused.value), refused.value.sentence) == (field, sentence)
    assert not upper.cells.exists()


def test_the_next_months_form_is_known_and_filled_as_the_last_one_was(upper, su, counted):
    put(upper, "B3", figure="attendance.sessions", by=su)
    old = upper.stored_as
    again = received(counted, su, blank("4"))
    assert (again.pk, again.cells.count()) == (upper.pk, 1)
    assert again.stored_as != old
    told = filled(again, su)
    assert (told[0][0], told[2][1]) == ("4 月社会工作服务情况表", 5)


def test_an_empty_mapping_fills_nothing(upper, su):
    with pytest.raises(Refused, match="还没有一格对应上。请先在表上点一格，选填什么。"):
        filled(upper, su)


def test_the_form_lies_sealed_and_goes_with_its_key(upper, su, django_capture_on_commit_callbacks):
    path = uploads.folder.place_of(upper.stored_as)
    assert b"PK" not in path.read_bytes()[:32]
    with django_capture_on_commit_callbacks(execute=True):
        upper_forms.remove(upper, by=su)
    assert not path.exists()
    assert not UpperForm.objects.exists()


@pytest.mark.parametrize("role", INSIDE)
def test_nobody_else_fills_or_sees_the_forms(upper, counted, role):
    other = users.register("other", name="黎慧珊", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(other, role, counted, by=audit.SYSTEM)
    assert not UpperForm.objects.visible_to(other).exists()
    with pytest.raises(Refused, match="上级的表由街道办公室和分管领导填。"):
        upper_forms.fill(upper, Time(2022, WHOLE), book=open_book(counted.code), by=other)


def test_the_leader_fills_and_the_trail_says_what_was_taken(upper, counted, su):
    leader = users.register("leader", name="梁志强", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(leader, Role.LEADER, counted, by=audit.SYSTEM)
    put(upper, "B3", figure="attendance.sessions", by=leader)
    filled(upper, leader, Time(2022, Period(1, 3)))
    [*_, last] = AuditRow.objects.order_by("pk")
    assert (last.action, last.actor) == ("upper_form.filled", leader)
    assert {"year": 2022, "period": "Q1", "cells": 1}.items() <= last.details.items()


def test_the_database_keeps_one_filling_a_cell_and_no_figure_without_a_name(upper):
    FormCell.objects.create(form=upper, sheet=SHEET, cell="B3", filling="today")
    for wrong in ({"filling": "today"}, {"filling": "figure"}, {"filling": "words"}, {"filling": "today", "part": "x"}):
        cell = "B3" if wrong == {"filling": "today"} else "B4"
        with pytest.raises(IntegrityError), transaction.atomic():
            FormCell.objects.create(form=upper, sheet=SHEET, cell=cell, **wrong)


def test_the_day_is_that_of_the_programme(upper, su, monkeypatch):
    monkeypatch.setattr(upper_values, "clock", SimpleNamespace(today=lambda: date(2022, 12, 31)))
    put(upper, "C6", "today", by=su)
    put(upper, "C5", "today", by=su)
    book, workbook = open_book(upper.subdistrict.code), inplace.opened(upper_forms.content_of(upper))
    content = inplace.filled(
        workbook,
        {(SHEET, one.cell.cell): one.value for one in upper_values.of(upper, workbook, book, Time(2022, WHOLE))},
    )
    assert (rows(content)[5][2], rows(content)[4][2]) == (date(2022, 12, 31), "2022年12月31日")
    assert Decimal(rows(content)[3][1]) == 0


def sent(client, name, content):
    return client.post(reverse("reporting:upper_forms"), {"file": SimpleUploadedFile(name, content)})


@pytest.fixture
def desk(client, su):
    client.force_login(su, backend="guihua.directory.signing_in.UsernameOrPhone")
    return client


def test_the_office_uploads_maps_checks_and_downloads(desk):
    page = sent(desk, "3月报表.xlsx", blank()).url
    chosen = {"cell": "b3", "what": "figure:attendance.sessions", "reach": "period"}
    assert desk.post(f"{page}cells/?year=2022&period=03", chosen).url == f"{page}?year=2022&period=03"
    shown = desk.get(f"{page}?year=2022&period=03").content.decode()
    assert "社工服务!B3" in shown
    assert "日期在本年度的场次，含街道主办的。" in shown
    assert "给上级的表不公开，写的是准确数" in shown
    answer = desk.post(f"{page}filling/", {"year": 2022, "period": "03"})
    assert rows(answer.content)[2][1] == 4
    again = sent(desk, "4月报表.xlsx", blank("4"))
    assert "认得这张表：沿用上次对好的 1 格。" in desk.get(again.url).content.decode()


def test_a_bad_cell_is_refused_at_its_field_and_the_choice_stays(desk):
    page = sent(desk, "3月报表.xlsx", blank()).url
    answer = desk.post(f"{page}cells/", {"cell": "B6", "what": "figure:projects.count", "reach": "period"})
    assert answer.status_code == 422
    assert answer.context["cell_form"].errors == {"cell": ["B6 里是公式，它自己会算。请填公式用到的格子。"]}
    assert answer.context["cell_form"]["what"].value() == "figure:projects.count"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "这里只收 xlsx"),
        ("表.xlsx", b"%PDF-1.7", "文件里的内容不是 xlsx"),
        ("表.xlsx", blank()[:-300], "xlsx"),
        ("表.exe", b"MZ", "不收这种文件"),
        ("表.xlsx", bytes((5 << 20) + 1), "文件超过 5 MB，没有上传。"),
    ],
)
def test_what_is_no_form_is_refused_at_the_field(desk, name, content, sentence):
    answer = sent(desk, name, content)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not UpperForm.objects.exists()


def test_the_page_asks_as_many_questions_for_one_cell_as_for_thirty(desk, upper):
    address, asked = reverse("reporting:upper_form", args=[upper.pk]), []
    desk.get(address)
    for cells in (range(1, 2), range(2, 31)):
        FormCell.objects.bulk_create(
            FormCell(form=upper, sheet=SHEET, cell=f"B{n}", filling="figure", figure="attendance.sessions")
            for n in cells
        )
        with CaptureQueriesContext(connection) as queries:
            desk.get(address)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_form_whose_file_is_gone_is_found(upper):
    [promise] = [one for one in promises.PROMISES if one.code == "upper_forms"]
    found = Found()
    promise.check(found)
    assert (found.looked_at, found.sentences) == (1, [])
    uploads.remove(upper.stored_as)
    promise.check(lost := Found())
    assert lost.sentences == ["桂城街道 的上级表格「3月报表」：文件不在了。"]
