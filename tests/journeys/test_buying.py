"""S2: the office buys a service with nothing but its pages, on a phone that runs no scripts: planned, put to one supplier, awarded, signed for, and its money."""

from datetime import timedelta

import pytest

from guihua.commissioning.models import Contract, Procurement
from guihua.core import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "长者午间食堂"


def test_a_service_is_planned_bought_from_one_supplier_and_signed_for(on_phone):
    today, office = clock.today(), on_phone("/projects/planning/", script=False)

    def take(on):
        """The step that is next, and back on the page of the purchase."""
        office.get_by_role("link", name="登记这一步").first.click()
        office.get_by_label("日期").fill(str(on))
        office.get_by_role("button", name="登记", exact=True).click()

    def fill(**said):
        for label, text in said.items():
            office.get_by_label(label, exact=True).fill(text)

    fill(项目编号="GC-70", 项目名称=NAME, 开始日期=str(today), 结束日期=str(today + timedelta(days=300)))
    office.get_by_label("服务领域").select_option(label="社区服务")
    office.get_by_label("预算金额（元）").fill("120,000")
    office.get_by_role("button", name="保存").click()
    office.get_by_role("link", name="资金", exact=True).click()
    office.get_by_role("link", name="采购", exact=True).click()
    office.get_by_role("link", name="开始采购").click()
    office.get_by_label("采购方式").select_option(label="单一来源")
    office.get_by_label("品目").select_option(index=1)
    office.get_by_label("选这种方式的理由").fill("只有一家能做")
    office.get_by_label("我已逐项核对，没有一项是").check()
    office.get_by_role("button", name="开始采购").click()

    first = clock.workdays_after(today - timedelta(days=40), 1)
    shut = clock.workdays_after(first, 5)
    take(first)
    take(first)
    office.get_by_role("link", name="登记响应文件").click()
    office.get_by_label("供应商").select_option(label="榕声社会工作服务中心")
    fill(**{"报价（元）": "118,000", "提交日期": str(first)})
    office.get_by_role("button", name="登记", exact=True).click()
    take(first)
    assert f"最早在 {shut}（5 个工作日" in office.get_by_role("alert").inner_text()
    office.get_by_label("日期").fill(str(shut))
    office.get_by_role("button", name="登记", exact=True).click()
    take(shut)
    take(shut)
    office.get_by_role("link", name="定标").click()
    fill(日期=str(shut), 定标理由="唯一供应商")
    office.get_by_role("button", name="定标").click()
    take(shut)

    office.get_by_role("link", name="登记合同").click()
    assert office.get_by_label("合同金额（元）").input_value() == "118,000.00"
    fill(合同编号="HT-70", 签订日期=str(shut - timedelta(days=1)), 人员费用="118,000")
    office.get_by_role("group", name="第 1 期").get_by_label("金额（元）").fill("118,000")
    office.get_by_role("button", name="保存").click()
    assert "「签订合同」最早在" in office.get_by_role("alert").inner_text()
    fill(签订日期=str(shut))
    office.get_by_role("button", name="保存").click()
    office.get_by_text("合同已保存。").wait_for()
    shown = office.locator("main").inner_text()
    assert [one in shown for one in ("HT-70", "118,000", "可以申请", "人员费用")] == [True] * 4
    bought = Procurement.objects.get()
    assert (Contract.objects.get().project.state, bought.done["contract"]) == ("running", shut)
