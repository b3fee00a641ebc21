"""What was changed in a closed month stands beside the figures that it changed, and what was published stays."""

from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from python_calamine import CalamineWorkbook

from guihua.delivery.actions import closes
from guihua.delivery.models import LateChange, MonthlyClose
from guihua.directory.models import Organisation, User
from guihua.reporting import annual, late, webpage, workbook
from guihua.reporting.actions import editions, facts
from guihua.reporting.book import open_book
from tests.factories.programmes import RONGSHENG

pytestmark = pytest.mark.django_db
PAGE = "/reports/2022/"
OPENED = "结账后更正 1 处"
WHY = "漏记一张签到表"


def change(place, month=202203, **after):
    """As the verb keeps it: five more person-times, if nothing else is said."""
    provider = Organisation.objects.get(name__startswith="榕声")
    close = MonthlyClose.objects.standing().filter(month=month, provider=provider).first() or closes.close(
        place, month, provider, by=User.objects.get(username="suwanqing")
    )
    before = close.figures_of(provider.pk).as_kept()
    made = LateChange.objects.create(
        subdistrict=place, close=close, month=month, provider=provider, by=User.objects.get(username="suwanqing"),
        at=timezone.now(), why=WHY, before=before, after=before | (after or {"person_times": 337, "heads": 335}),
    )  # fmt: skip
    facts.mark_dirty(place, {month})
    facts.refresh(place)
    return made


def figure(client, code="attendance.person_times", query=""):
    return client.get(f"{PAGE}figures/{code}/{query}")


def test_the_report_says_below_its_figures_what_was_changed_why_by_whom_and_when(office, programme):
    assert "结账后更正" not in office.get(PAGE).content.decode()
    made = change(programme)
    answer = office.get(PAGE)
    shown = answer.content.decode()
    [line] = answer.context["late"].lines
    assert (line.place, line.what, line.why, line.by, line.at) == (
        "2022 年 3 月 · 榕声社会工作服务中心",
        "人次 332 → 337、未具名人数 330 → 335",
        WHY,
        "苏婉清",
        made.at,
    )
    assert (OPENED in shown, WHY in shown) == (True, True)


@pytest.mark.parametrize(
    ("code", "query", "count"),
    [
        ("attendance.person_times", "", 1),
        ("attendance.person_times", "?month=2022-03", 1),
        ("attendance.person_times", "?month=2022-04", 0),
        ("attendance.person_times", "?project=GC-1", 1),
        ("attendance.person_times", "?project=街道主办", 0),
        ("attendance.sessions", "", 0),
        ("duty.hours", "", 0),
        ("funding.committed", "", 0),
    ],
)
def test_a_figures_page_tells_what_changed_that_figure_in_what_is_asked_for(office, programme, code, query, count):
    change(programme)
    answer = figure(office, code, query)
    assert (answer.context["late"].count, OPENED in answer.content.decode()) == (count, bool(count))


def test_a_change_that_left_all_figures_alone_may_have_changed_any_of_them(office, programme):
    change(programme, heads=330)
    assert [figure(office, code).context["late"].count for code in ("attendance.sessions", "duty.hours")] == [1, 1]


def test_what_is_not_counted_yet_is_not_told_yet(office, programme):
    made = change(programme)
    LateChange.objects.filter(pk=made.pk).update(at=timezone.now())
    assert office.get(PAGE).context["late"].count == 0


def test_an_edition_tells_how_many_and_stays_as_it_was_published(office, programme):
    change(programme)
    suwanqing = User.objects.get(username="suwanqing")
    editions.publish(programme, 2022, generation=open_book(programme.code).generation, by=suwanqing)
    change(programme)
    public, own = Client().get(PAGE).content.decode(), office.get(PAGE).content.decode()
    assert ("结账后更正 1 处，已经计入。" in public, WHY in public, "结账后更正 2 处" in own) == (True, False, True)


def test_an_edition_from_before_this_was_counted_says_nothing_of_it(office, programme):
    made = editions.publish(
        programme, 2022, generation=open_book(programme.code).generation, by=User.objects.get(username="suwanqing")
    )
    made.told.pop("late")
    made.save(update_fields=["told"])
    assert "结账后更正" not in Client().get(PAGE).content.decode()


def test_the_json_gives_each_change_away_with_the_figures_before_and_after(office, programme):
    made = change(programme)
    assert office.get(f"{PAGE}report.json").json()["late_changes"] == [
        {
            "month": "2022-03",
            "provider": RONGSHENG,
            "name": "榕声社会工作服务中心",
            "figures": {"person_times": {"before": 332, "after": 337}, "heads": {"before": 330, "after": 335}},
            "why": WHY,
            "by": "苏婉清",
            "at": timezone.localtime(made.at).isoformat(timespec="seconds"),
        }
    ]


@pytest.mark.parametrize(("code", "count"), [("Q1", 1), ("03", 1), ("Q2", 0)])
def test_the_account_of_a_period_gives_away_the_changes_of_its_months(office, programme, code, count):
    change(programme)
    assert len(office.get(f"{PAGE}periods/{code}/report.json").json()["late_changes"]) == count


def test_what_the_office_itself_holds_is_called_as_in_the_table_by_provider(office, programme):
    made = change(programme)
    LateChange.objects.filter(pk=made.pk).update(provider=None, by=None)
    [told] = late.in_account(open_book(programme.code), 2022)
    assert (told["provider"], told["name"], told["by"]) == ("街道主办", "街道主办", None)


def test_the_workbook_has_a_sheet_of_them(office, programme):
    made = change(programme)
    account = annual.account(open_book(programme.code), 2022)
    book = CalamineWorkbook.from_filelike(BytesIO(workbook.of(account)))
    assert book.get_sheet_by_name("结账后的更正").to_python() == [
        ["月份", "承接机构信用代码", "名称", "改前和改后", "原因", "谁改的", "什么时候"],
        ["2022-03", RONGSHENG, "榕声社会工作服务中心", "人次 332 → 337、未具名人数 330 → 335", WHY, "苏婉清",
         f"{timezone.localtime(made.at):%Y-%m-%d %H:%M}"],
    ]  # fmt: skip


def test_the_file_for_offline_tells_all_of_them_and_leads_nowhere(office, programme):
    for _n in range(11):
        change(programme)
    page = webpage.of(open_book(programme.code), 2022).decode()
    assert ("结账后更正 11 处" in page, page.count(WHY), "看全部" in page, 'href="/' in page) == (
        True,
        11,
        False,
        False,
    )


def test_the_first_ten_stand_there_and_a_link_opens_all(office, programme):
    for _n in range(11):
        change(programme)
    answer = office.get(PAGE)
    late = answer.context["late"]
    assert (late.count, len(late.lines), late.address) == (11, 10, "/closing/changes/?year=2022")
    assert "看全部" in answer.content.decode()
    assert office.get(late.address).context["shown"].total == 11


@pytest.mark.once
def test_as_many_questions_for_eleven_changes_as_for_one(office, programme):
    asked = []
    for n in (1, 10):
        for _n in range(n):
            change(programme)
        for path in (PAGE, f"{PAGE}figures/attendance.person_times/", "/closing/changes/"):
            office.get(path)
            with CaptureQueriesContext(connection) as queries:
                office.get(path)
            asked.append(len(queries))
    assert asked[:3] == asked[3:]
