"""Records change between the page that shows a number and the click on it: the rows are of one moment, or it says so."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils import timezone

from guihua.reporting import figures, store, told
from guihua.reporting.actions import facts
from guihua.reporting.book import open_book
from guihua.reporting.memory import answers
from guihua.reporting.narrowing import Narrowing, narrowed
from guihua.reporting.opened import Opened
from tests.factories import programmes
from tests.factories.programmes import row, served
from tests.reporting import reading

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # counted from the facts, which are the same on either database
REPORT = "/reports/2022/"


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    """What a page tells is kept on the disk when it is found, and not again when another test's answer is remembered."""
    answers.forget()


@pytest.fixture
def links(office):
    """Every link of the report and the overview that opens rows."""
    pages = [office.get(address).content.decode() for address in (REPORT, "/")]
    return {link for page in pages for link in reading.links_to_rows(page)}


def opens(links, code, **only):
    """The link that opens a figure, narrowed to what is given."""
    conditions = [f"{name}={value}" for name, value in only.items()]
    [found] = [one for one in links if reading.whenever(one) == "?".join([f"{REPORT}figures/{code}/", *conditions])]
    return found


def recount(programme, folder, *rows, forgets=True):
    """More is recorded, and counted; where it `forgets`, the generations before are gone."""
    programmes.attendance(programme, folder, *rows)
    facts.refresh(programme)
    if forgets:
        programmes.load(programme, "projects", folder, programmes.PROJECTS)
        facts.refresh(programme)
        store.sweep(programme.code, timezone.now() + store.KEPT_FOR * 2)


def counted(place, links):
    """The number behind each link, as the generation counts it that the link names."""
    found = {}
    for link in links:
        address, query = link.partition("?")[0], QueryDict(link.partition("?")[2])
        code = address.split("/")[-2]
        book = narrowed(open_book(place.code, query["at"]), Narrowing.of(query.dict(), code))
        found[link] = str(Opened(figures.of(book)[code], book, 2022).value)
    return found


def told_by(office, address):
    answer = office.get(address)
    return answer.context["value"], reading.words_of(answer.content.decode())


def test_every_link_to_rows_names_the_generation_that_the_page_was_told_from(links, programme):
    generation = open_book(programme.code).generation
    assert len(links) > 50
    assert [link for link in links if not link.endswith(f"at={generation}")] == []


def test_the_rows_of_a_number_are_those_it_was_counted_from_though_more_were_recorded_since(
    office, links, programme, tmp_path
):
    before = counted(programme, links)
    recount(programme, tmp_path, row(code="N1", 未具名人数="5"), forgets=False)
    assert counted(programme, links) == before
    value, words = told_by(office, opens(links, "attendance.person_times"))
    assert (value, "之后更新过" in words) == (369, True)


def test_when_the_rows_are_gone_the_old_number_stands_beside_the_new_one(office, links, programme, tmp_path):
    recount(programme, tmp_path, row(code="N1", 未具名人数="5"), row(code="N2", 未具名人数="2", 社区代码=""))
    value, words = told_by(office, opens(links, "attendance.person_times"))
    assert value == 376
    assert "之后重新汇总过，那时的记录行已经不在了，下面是最新的。 这个数字变了： 369 人次 → 376 人次 +7" in words
    value, words = told_by(office, opens(links, "attendance.person_times", community="440605011001"))
    assert (value, "332 人次 → 337 人次 +5" in words) == (337, True)
    value, words = told_by(office, opens(links, "attendance.service_hours", month="2022-03"))
    assert (value, "5.5 小时 → 8.5 小时 +3.0" in words) == (Decimal("8.5"), True)


def test_what_stayed_the_same_is_said_to_be_the_same(office, links, programme, tmp_path):
    recount(programme, tmp_path, row(code="N1", 未具名人数="5"))
    for link in (opens(links, "funding.committed"), opens(links, "projects.count", community="440605011001")):
        assert "这个数字没有变。" in told_by(office, link)[1], link


@pytest.mark.slow  # counted from the facts, which are the same on either database: in the full run once, on SQLite
def test_every_link_of_a_page_knows_its_old_number_when_the_rows_are_gone(office, links, programme, tmp_path):
    before = counted(programme, links)
    recount(programme, tmp_path, row(code="N1", **served("何敏", "13700137001")))
    after = {link: office.get(link).context["earlier"] for link in links}
    assert {link: str(earlier.value) for link, earlier in after.items()} == before


def test_the_old_number_is_forgotten_in_the_end_and_the_page_says_so(office, links, programme, tmp_path):
    recount(programme, tmp_path, row(code="N1", 未具名人数="5"))
    told.sweep(programme.code, timezone.now() + told.KEPT_FOR + timedelta(minutes=1))
    value, words = told_by(office, opens(links, "attendance.person_times"))
    assert (value, "那时的数字没有留下来。" in words) == (374, True)


def test_what_was_told_and_cannot_be_read_any_more_is_nothing_told(office, links, programme, tmp_path):
    recount(programme, tmp_path, row(code="N1", 未具名人数="5"))
    for file in (store.folder(programme.code) / "told").iterdir():
        file.write_bytes(file.read_bytes()[:20])
    assert "那时的数字没有留下来。" in told_by(office, opens(links, "attendance.person_times"))[1]


def test_a_page_is_shown_though_what_it_told_cannot_be_kept(office, programme):
    (store.folder(programme.code) / "told").write_text("a file where the folder should be")
    assert office.get(REPORT).status_code == 200


def test_the_page_says_when_the_numbers_were_counted_that_are_gone(office, links, programme, tmp_path):
    then = timezone.localtime(open_book(programme.code).written_at)
    recount(programme, tmp_path, row(code="N1", 未具名人数="5"))
    answer = office.get(opens(links, "attendance.person_times"))
    assert timezone.localtime(answer.context["earlier"].at) == then
    assert f"你打开的那一页是 {datetime.strftime(then, '%Y-%m-%d %H:%M')} 的数字。" in answer.content.decode()


def test_a_name_that_no_generation_can_bear_was_told_by_nobody(office):
    for at in ("../manifest", "20221332T000000000000-00000000", "²", "a" * 500):
        assert office.get(f"{REPORT}figures/projects.count/", {"at": at}).context["earlier"] is None, at


def test_excel_and_json_beside_the_report_are_of_its_generation(office, programme, tmp_path):
    page = office.get(REPORT).content.decode()
    at = open_book(programme.code).generation
    assert page.count(f'href="/reports/2022/report.json?at={at}"') == 2
    recount(programme, tmp_path, row(code="N1", 未具名人数="5"), forgets=False)
    account = office.get("/reports/2022/report.json", {"at": at}).json()
    assert account["figures"]["attendance.person_times"]["value"] == 369
