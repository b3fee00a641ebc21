"""S20 and S4 as the office meets them: sign in, see the year, open a figure, stand before its rows."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_office_opens_person_times_down_to_its_rows(office):
    assert office.get_by_role("heading", level=1).inner_text() == "2022 年度总览"
    office.get_by_role("region", name="服务人次").get_by_role("link", name="查看 5 条参与记录").click()
    assert office.get_by_role("heading", level=1).inner_text() == "服务人次"
    counts = office.locator("tbody tr td:last-child").all_inner_texts()
    assert sum(int(text) for text in counts) == 369
