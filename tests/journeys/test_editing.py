"""S1 as two of the office meet it: they edit the same project, and the second chooses; with a phone that runs no script."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def to_the_form(page):
    page.get_by_role("link", name="项目", exact=True).first.click()
    page.get_by_role("link", name="桂一同行").click()
    page.get_by_role("link", name="修改", exact=True).click()


def test_the_second_of_two_sees_both_versions_and_chooses_on_a_phone_without_a_script(office, on_phone):
    to_the_form(office)
    phone = on_phone("/", script=False)
    phone.goto(office.url)
    office.get_by_label("结束日期").fill("2022年11月30日")
    office.get_by_role("button", name="保存").click()
    assert office.get_by_role("heading", level=1).inner_text() == "桂一同行"

    phone.get_by_label("结束日期").fill("2023-03-31")
    phone.get_by_label("合同金额（元）").fill("300000")
    phone.get_by_role("button", name="保存").click()
    assert phone.title().startswith("错误：修改项目")
    question = phone.get_by_role("group", name="两边都改了，留下哪一个？")
    assert question.get_by_text("原来：").inner_text() == "原来：2022-12-31"
    assert question.get_by_role("radio").count() == 2
    assert phone.get_by_label("结束日期").input_value() == "2023-03-31"
    question.get_by_label("对方改成：2022-11-30").check()
    phone.get_by_role("button", name="保存").click()

    phone.get_by_role("link", name="资料", exact=True).click()
    phone.get_by_role("link", name="变更记录").click()
    told = phone.get_by_role("region", name="合同的变更").locator("li").all_inner_texts()
    assert ["286,000.00 → 300,000.00" in told[0], "2022-12-31 → 2022-11-30" in told[1]] == [True, True]


def test_an_organisation_is_entered_mended_at_the_field_and_found_in_the_list(office):
    office.get_by_role("link", name="机构", exact=True).first.click()
    office.get_by_role("link", name="添加").click()
    office.get_by_label("机构名称").fill("向阳社会工作服务社")
    office.get_by_label("统一社会信用代码").fill("52440605")
    office.get_by_label("机构类型").select_option("社工机构")
    office.get_by_role("button", name="添加").click()
    summary = office.get_by_role("alert")
    assert summary.evaluate("element => element === document.activeElement")
    summary.get_by_role("link").click()
    office.keyboard.press("Control+A")
    office.keyboard.type("52440605MJL0000056")
    office.get_by_role("button", name="添加").click()
    assert office.get_by_role("heading", level=1).inner_text() == "向阳社会工作服务社"
    assert office.get_by_role("region", name="变更记录").locator("li").count() == 1
