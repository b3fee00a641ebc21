"""S20: the account as a page on paper, as a file on a stranger's machine, and without any script."""

import pytest

from guihua.reporting import webpage
from guihua.reporting.book import open_book
from tests.journeys.seeing import WIDER, serious

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def report(office, live_server):
    """The office before its report."""
    office.goto(f"{live_server.url}/reports/2022/")
    return office


@pytest.fixture
def file(place, tmp_path):
    path = tmp_path / "report.html"
    path.write_bytes(webpage.of(open_book(place.code), 2022))
    return path.as_uri()


def test_the_file_opens_without_any_connection_and_asks_for_nothing(browser, file):
    context = browser.new_context(offline=True)
    page = context.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.goto(file)
    assert (asked, said) == ([file], [])
    assert page.get_by_role("heading", level=1).inner_text().startswith("有人帮过我")
    assert serious(page) == []
    context.close()


@pytest.mark.parametrize("width", [1440, 820, 390, 320])
def test_the_file_fits_every_screen(browser, file, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(file)
    assert page.evaluate(WIDER) == 0
    context.close()


def test_a_chart_turns_into_its_table_without_any_script(browser, file):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file)
    chart, table = page.locator(".months"), page.get_by_role("group", name="每月服务人次").get_by_role("table")
    assert (chart.is_visible(), table.is_visible()) == (True, False)
    page.locator("label[for=months-table]").click()
    assert (chart.is_visible(), table.is_visible()) == (False, True)
    context.close()


def test_the_keyboard_changes_a_chart_into_its_table(report):
    report.locator("#months-chart").focus()
    report.keyboard.press("ArrowRight")
    assert report.get_by_role("group", name="每月服务人次").get_by_role("table").is_visible()


def test_what_is_folded_is_printed_unfolded_and_folded_again_after(report):
    report.evaluate("void (window.print = () => dispatchEvent(new Event('beforeprint')))")
    folds = report.locator("details.fold")
    assert [fold.get_attribute("open") for fold in folds.all()] == [None, None]
    report.get_by_role("button", name="打印").click()
    assert [fold.get_attribute("open") for fold in folds.all()] == ["", ""]
    report.evaluate("dispatchEvent(new Event('afterprint'))")
    assert [fold.get_attribute("open") for fold in folds.all()] == [None, None]


def test_paper_holds_charts_and_tables_and_nothing_to_click(report):
    report.emulate_media(media="print")
    assert not report.get_by_role("button", name="打印").is_visible()
    assert report.locator(".months").is_visible()
    assert report.get_by_role("group", name="每月服务人次").get_by_role("table").is_visible()
    assert report.get_by_role("group", name="各项目").get_by_role("table").is_visible()


def test_on_paper_nothing_is_cut_at_the_edge(browser, file):
    a4_without_margins = 672  # 178 mm
    context = browser.new_context(viewport={"width": a4_without_margins, "height": 900})
    page = context.new_page()
    page.goto(file)
    page.emulate_media(media="print")
    assert page.evaluate(WIDER) <= 0
    context.close()
