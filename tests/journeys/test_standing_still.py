"""A manager enters on a phone how people changed; the office suspends the project, and the phone says since when and why."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from guihua.commissioning.models import Project, ProjectState, Renewal
from guihua.delivery.models import ScaleScore
from tests.journeys.seeing import serious
from tests.journeys.test_told import phone

__all__ = ["phone"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_people_are_measured_on_a_phone_and_the_project_is_suspended_resumed_and_planned_again(
    office, phone, live_server
):
    project = Project.objects.get(number="GC-1")
    phone.goto(reverse("delivery:scale_adding", args=[project.pk]))
    phone.get_by_label("量表名称").fill("照顾者压力量表")
    phone.get_by_label("总分最低").fill("0")
    phone.get_by_label("总分最高").fill("40")
    phone.get_by_label("分数越低越好").check()
    phone.get_by_label("量表出处").fill("自编")
    phone.get_by_role("button", name="保存").click()
    phone.get_by_label("前测日期").fill("2022-03-05")
    phone.get_by_label("后测日期").fill("2022-06-11")
    for label, typed in (("第 1 行编号", "01"), ("第 1 行前测", "30"), ("第 1 行后测", "200")):
        phone.get_by_label(label).fill(typed)
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_text("分数要在 0 到 40 之间。").first).to_be_visible()
    assert serious(phone) == []
    phone.get_by_label("第 1 行后测").fill("20")
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_text("平均变化 +10.0 分")).to_be_visible()
    assert ScaleScore.objects.get().after == 20

    office.goto(f"{live_server.url}/projects/{project.pk}/history/")
    office.get_by_role("link", name="暂停", exact=True).click()
    office.get_by_label("暂停的原因").fill("活动中心装修")
    assert serious(office) == []
    office.get_by_role("button", name="暂停").click()
    expect(office.get_by_text("起暂停。", exact=False).first).to_be_visible()
    assert serious(office) == []
    phone.goto(f"/projects/{project.pk}/")
    expect(phone.get_by_text("活动中心装修")).to_be_visible()
    office.get_by_role("link", name="恢复项目").click()
    office.get_by_label("恢复的原因").fill("装修好了")
    office.get_by_role("button", name="恢复").click()
    expect(office.get_by_text("项目已经恢复", exact=False)).to_be_visible()
    assert Project.objects.get(pk=project.pk).state == ProjectState.RUNNING

    office.get_by_role("link", name="计划下一年的项目").click()
    office.get_by_label("项目编号").fill("GC-2023-1")
    assert serious(office) == []
    office.get_by_role("button", name="保存").click()
    expect(office.get_by_role("link", name="GC-1", exact=True)).to_be_visible()
    assert Renewal.objects.get().of == project
