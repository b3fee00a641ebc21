"""The office's register of people at the desk and on a phone: found, read, corrected, merged, taken apart."""

import pytest

from guihua.core import audit
from guihua.directory.actions import people, resemblances
from guihua.directory.actions.registers import Identity
from guihua.directory.models import Person, Reading, Resemblance

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def twice(place):
    """张晓丽 is on file, and once more as 张小丽 under the same phone."""
    people.resolve_many(place, [Identity("张小丽", "13800138001", "")], by=audit.SYSTEM)


def test_the_office_finds_somebody_by_the_tail_of_a_phone_and_reads_the_whole_number_once(office, live_server, twice):
    office.goto(f"{live_server.url}/people/")
    office.get_by_role("link", name="按号码找人").click()
    office.get_by_label("手机尾号四位").fill("8001")
    office.get_by_role("button", name="查找").click()
    assert office.locator("tbody th").all_inner_texts() == ["张小丽", "张晓丽"]
    assert office.url == f"{live_server.url}/people/finding/"
    office.get_by_role("link", name="张晓丽").click()
    office.get_by_text("查看完整手机").click()
    office.get_by_label("具体说明").fill("通知周六活动改期")
    office.get_by_role("button", name="查看", exact=True).click()
    assert office.get_by_text("13800138001").count() == 1
    assert "13800138001" not in office.url
    office.goto(f"{live_server.url}/people/{Person.objects.get(name='张晓丽').pk}/")
    assert (office.get_by_text("13800138001").count(), Reading.objects.count()) == (0, 1)


def test_two_records_are_looked_at_merged_and_taken_apart(office, live_server, twice):
    office.goto(f"{live_server.url}/people/pairs/looking/")
    office.get_by_role("button", name="再找一遍").click()
    assert office.locator(".toasts").inner_text() == "新找到更像同一人的 1 对，更像一家人的 0 对。"
    office.get_by_role("link", name="张晓丽、张小丽").click()
    assert office.locator("tr", has_text="姓名").locator("td").all_inner_texts() == ["张晓丽", "张小丽"]
    office.get_by_label("凭什么认定是同一人").fill("打电话核对过")
    office.get_by_role("button", name="合并").click()
    assert office.get_by_role("heading", level=1).inner_text() == "张晓丽"
    office.get_by_text("拆开", exact=True).first.click()
    office.get_by_label("为什么拆开").fill("认错了人")
    office.get_by_role("button", name="拆开").click()
    assert office.get_by_role("status").inner_text() == "已拆开，两条登记和原来一样。"
    office.goto(f"{live_server.url}/people/")
    assert "张小丽" in office.locator("tbody th").all_inner_texts()


def test_a_mistyped_number_is_told_at_its_field_and_the_right_one_saved(office, live_server, twice):
    office.goto(f"{live_server.url}/people/{Person.objects.get(name='李明辉').pk}/correction/")
    office.get_by_label("证件号码").fill("440605198001010011")
    office.get_by_role("button", name="保存").click()
    assert "证件号码的校验位不对，多半有一位写错了。" in office.get_by_role("main").inner_text()
    office.get_by_label("证件号码").fill("440605 19800101 001x")
    office.get_by_role("button", name="保存").click()
    assert "440605********001X" in office.get_by_role("main").inner_text()


def test_on_a_phone_people_are_cards_and_two_records_fit_side_by_side(on_phone, live_server, twice, place):
    resemblances.look_for(place, by=audit.SYSTEM)
    for address in ("/people/", f"/people/pairs/{Resemblance.objects.get().pk}/"):
        there = on_phone(address)
        assert there.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    there = on_phone("/people/", script=False)
    assert there.locator("tbody tr").count() == 4
