"""The pages of periodic reports: figures come from the records, texts are saved while they are typed, what was submitted stays."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from guihua.commissioning.actions import budgets, indicators, readings, reporting
from guihua.commissioning.models import BudgetLine, PeriodicReport, ReportVersion
from guihua.commissioning.report_paper import Figure
from guihua.commissioning.terms import IndicatorLine
from guihua.core import audit
from guihua.delivery.models import Attendance
from guihua.desk import report_figures
from guihua.desk.attention import of
from tests.factories.told import hand, people, reports, seen, submitted, written

__all__ = ["hand", "people"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def report(programme, settings):
    settings.DEMONSTRATION = SimpleNamespace(today=date(2022, 4, 5))
    found = reports(programme)
    line = BudgetLine.objects.get(category__name="项目活动费")
    said = {"on": date(2022, 3, 8), "what": "妇女节物资", "voucher": "记-0308"}
    budgets.spend(line, amount_fen=3_000_00, **said, by=audit.SYSTEM)
    return found[0]


@pytest.fixture
def manager(client, people):
    client.force_login(people["hemin"], backend=BACKEND)
    return client


@pytest.fixture
def office(client_of, people):
    return client_of(people["suwanqing"])


@pytest.fixture
def client_of():
    def signed_in(user):
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return signed_in


def page_of(report):
    return f"/periodic-reports/{report.pk}/"


def rows_of(page, title):
    section = next(one for one in page.context["sections"] if one.title == title)
    (table,) = section.pieces
    return [[str(cell) for cell in row] for row in table.rows]


def test_the_figures_are_those_of_the_records(report):
    """A1 and F1 of March have 31 and 300 person-times; A2 is of April."""
    assert report_figures.of(report) == [
        Figure("sessions", "2022-03 group", 1), Figure("person_times", "2022-03 group", 31), Figure("volunteered", "2022-03 group", 1),
        Figure("sessions", "2022-03 media", 1), Figure("person_times", "2022-03 media", 300), Figure("volunteered", "2022-03 media", 0),
        Figure("people", "", 1), Figure("volunteers", "", 1), Figure("visits", "", 0), Figure("tasks_done", "", 0), Figure("files", "", 0),
        Figure("spent", "项目活动费", 300_000),
    ]  # fmt: skip


def test_it_is_written_checked_and_submitted_without_typing_a_number(manager, report):
    page = manager.get(f"{page_of(report)}writing/")
    marks = page.context["form"].hidden_marks
    typed = {"done": "开了一次围炉茶话。", "hard": "", "ahead": "四月走访。", "deed": "check"}
    page = manager.post(f"{page_of(report)}writing/", marks | typed, follow=True)
    assert page.redirect_chain == [(page_of(report), 302)]
    assert rows_of(page, "活动与服务")[-1] == ["合计", "–", "2", "331", "1"]
    manager.post(page_of(report), {"step": "submit", "seen": page.context["seen"]})
    version = ReportVersion.objects.get()
    assert (version.paper["texts"]["done"], ["spent", "项目活动费", 300_000] in version.paper["figures"]) == (
        "开了一次围炉茶话。", True,
    )  # fmt: skip


def test_whoever_checked_other_figures_than_the_records_give_now_checks_them_again(manager, report):
    written(report)
    old = manager.get(page_of(report)).context["seen"]
    Attendance.objects.filter(count=30).update(count=33)
    page = manager.post(page_of(report), {"step": "submit", "seen": old})
    assert (page.status_code, ReportVersion.objects.count()) == (409, 0)
    assert "记录刚刚有变化，数字已经换成最新的。请核对后再提交。" in page.content.decode()
    manager.post(page_of(report), {"step": "submit", "seen": page.context["seen"]})
    assert ReportVersion.objects.count() == 1


def test_when_the_records_change_later_what_was_submitted_stands_beside_what_they_say_now(office, report):
    reporting.submit(written(report), report_figures.of(report), by=audit.SYSTEM)
    Attendance.objects.filter(count=30).update(count=33)
    page = office.get(page_of(report))
    assert rows_of(page, "活动与服务")[0] == ["2022-03", "小组", "1", "31（现在 34）", "1"]
    assert "记录后来有变化" in page.content.decode()


def test_what_is_typed_is_saved_by_itself_and_a_clash_is_said(manager, report, people):
    marks = manager.get(f"{page_of(report)}writing/").context["form"].hidden_marks
    htmx = {"HX-Request": "true"}
    answer = manager.post(f"{page_of(report)}writing/", marks | {"done": "开了一次。"}, headers=htmx)
    assert "已自动保存。" in answer.content.decode()
    reporting.save(report, {"done": "同事写的。"}, seen=seen(PeriodicReport.objects.get()), by=people["lijie"])
    after = marks | {"was_done": answer.context["form"].marks["done"]}
    page = manager.post(f"{page_of(report)}writing/", after | {"done": "我写的。"})
    assert (page.status_code, page.context["theirs"][0][1]) == (409, "同事写的。")
    assert "我写的。</textarea>" in page.content.decode()
    assert PeriodicReport.objects.get().done == "同事写的。"


def test_the_texts_of_the_last_report_are_in_sight(manager, programme, settings, people):
    settings.DEMONSTRATION = SimpleNamespace(today=date(2022, 7, 5))
    first, second = reports(programme)
    written(first)
    page = manager.get(f"{page_of(second)}writing/")
    assert [str(text) for _words, text in page.context["said_before"]] == [
        "开了三次小组。",
        "场地不够。",
        "四月走访独居长者。",
    ]


def test_a_draft_is_the_providers_alone(office, manager, report):
    written(report)
    page = office.get(page_of(report))
    assert (page.context["sections"], "开了三次小组。" in page.content.decode()) == ([], False)
    assert office.get(f"{page_of(report)}word/").status_code == 404
    assert manager.get(f"{page_of(report)}word/").status_code == 200


def test_sending_back_needs_a_reason_at_its_field(office, report):
    submitted(report)
    page = office.post(page_of(report), {"step": "send_back", "why": " "})
    assert (page.status_code, page.context["form"].errors["why"]) == (
        422,
        ["请写明要改什么，例如「三月的人次请再核对」。"],
    )
    office.post(page_of(report), {"step": "send_back", "why": "三月的人次请再核对。"})
    assert PeriodicReport.objects.get().state == "returned"


def test_the_word_document_says_what_the_page_says(office, report):
    submitted(report)
    paper = Document(BytesIO(office.get(f"{page_of(report)}word/").content))
    words = [line.text for line in paper.paragraphs]
    assert (words[0], "开了三次小组。" in words) == ("2022 年第 1 季度定期报告", True)


def test_the_list_tells_what_is_late_and_the_first_page_counts_the_same(manager, office, report, people, settings):
    settings.DEMONSTRATION = SimpleNamespace(today=date(2022, 4, 11))
    assert [(line.title, line.count, line.since) for line in of(people["hemin"]) if "定期报告" in line.title] == [
        ("过了期的定期报告", 1, date(2022, 4, 10))
    ]
    (line,) = manager.get("/periodic-reports/?state=overdue").context["shown"].lines
    assert str(line[4].value) == "待提交，过了期"
    submitted(report)
    assert [line.title for line in of(people["suwanqing"]) if "定期报告" in line.title] == ["等审核的定期报告"]
    assert [line.title for line in of(people["lianghuimin"]) if "定期报告" in line.title] == ["等核对的定期报告"]
    assert len(list(office.get("/periodic-reports/?state=waiting").context["shown"].lines)) == 1


def test_a_list_of_thirty_reports_asks_as_much_as_one_of_one(office, report):
    office.get("/periodic-reports/")
    with CaptureQueriesContext(connection) as few:
        office.get("/periodic-reports/")
    own = {"subdistrict_id": report.subdistrict_id, "project_id": report.project_id, "rhythm": "monthly"}
    for n in range(29):
        day = date(2018 + n // 12, n % 12 + 1, 1)
        PeriodicReport.objects.create(**own, first=day, last=day, due_on=day)
    with CaptureQueriesContext(connection) as many:
        office.get("/periodic-reports/")
    assert len(many) == len(few)


def test_of_each_promise_it_says_what_was_reached_in_the_period_since_the_start_and_what_was_due(report, people):
    contract = report.project.contract
    lines = [
        IndicatorLine("person_times", "服务人次", 1_000, "人次"),
        IndicatorLine("other", "骨干志愿者", 10, "人"),
        IndicatorLine("satisfaction", "满意度", 90, "%"),
        IndicatorLine("other", "还没有人数过", 2, "个"),
    ]
    indicators.promise(contract, lines, why="补登", seen=contract.revision, by=audit.SYSTEM)
    said = {"proof": "名册", "by": audit.SYSTEM}
    volunteers, happy = (contract.indicators.get(name=name) for name in ("骨干志愿者", "满意度"))
    readings.enter(volunteers, as_of=date(2022, 1, 1), value=Decimal(2), **said)
    readings.enter(volunteers, as_of=date(2022, 3, 20), value=Decimal(5), **said)
    readings.enter(happy, as_of=date(2022, 3, 20), value=Decimal("96.4"), **said)
    report.first = date(2022, 2, 1)
    found = {(one.part.partition(" ")[0], one.code): one.amount for one in report_figures.of(report)}
    assert [found.get(("服务人次", code)) for code in ("reached", "reached_all", "due")] == [33_100, 33_100, 24]
    assert [found.get(("骨干志愿者", code)) for code in ("reached", "reached_all", "due")] == [300, 500, 24]
    assert [found.get(("满意度", code)) for code in ("reached", "reached_all", "due")] == [None, 9_640, None]
    assert [found.get(("还没有人数过", code)) for code in ("reached", "reached_all", "due")] == [None, None, 24]
