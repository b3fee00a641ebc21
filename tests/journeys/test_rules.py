"""The office drafts its management rules without a script, publishes them, and the next contract begins as they have it."""

import pytest

from guihua.commissioning.models import ManagementRules, Project, Setting
from tests.factories.rules import mode

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_rules_are_drafted_published_and_a_contract_begins_as_they_have_it(on_phone, place):
    project = Project.objects.get(number="GC-1")
    Project.objects.filter(pk=project.pk).update(mode=mode(place))
    there = on_phone("/rules/", script=False)
    there.get_by_role("button", name="起草管理办法").click()
    for n, (heading, words) in enumerate([("合同期", "最长四年。"), ("岗位制", "分两期付款。")], start=1):
        row = there.get_by_role("group", name=f"第 {n} 条")
        row.get_by_label("标题").fill(heading)
        row.get_by_label("内容").fill(words)
    first = there.get_by_role("group", name="第 1 条")
    first.get_by_text("这一条定的数").click()
    first.get_by_label("合同期最长").fill("48")
    there.get_by_role("button", name="保存草稿").last.click()
    assert first.get_by_text("《政府购买服务管理办法》第二十四条规定最多 36 个月，管理办法不能放宽。").is_visible()
    first.get_by_label("合同期最长").fill("24")
    first.get_by_label("内容").fill("最长两年。")
    first.get_by_role("button", name="下移").click()
    assert there.get_by_text("已经挪好，还没有保存。").is_visible()
    there.get_by_role("button", name="保存草稿").last.click()
    assert there.locator(".articles h2").all_inner_texts() == ["第一条 岗位制", "第二条 合同期"]

    there.get_by_role("link", name="改管理模式").click()
    card = there.get_by_role("region", name="岗位制")
    card.get_by_label("写在哪一条").select_option("第一条 岗位制")
    for n, (percent, waits) in enumerate([("60", "合同签订"), ("40", "末期评估")], start=1):
        step = card.get_by_role("group", name=f"第 {n} 期")
        step.get_by_label("占合同金额（%）").fill(percent)
        step.get_by_label("等什么").select_option(waits)
    there.get_by_role("button", name="保存草稿").click()
    there.get_by_role("link", name="核对并发布").click()
    there.get_by_label("施行日期").fill("2022年1月1日")
    there.get_by_role("button", name="发布", exact=True).click()
    assert there.get_by_text("现行", exact=True).is_visible()
    assert (ManagementRules.objects.get().edition, Setting.objects.get().value) == (1, 24)

    there.goto(f"/projects/{project.pk}/contract/")
    amounts = [there.get_by_role("group", name=f"第 {n} 期").get_by_label("金额（元）").input_value() for n in (1, 2)]
    assert amounts == ["171,600.00", "114,400.00"]
