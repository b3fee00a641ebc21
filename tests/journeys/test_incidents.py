"""On a phone a provider's manager reports what went wrong within a minute; the office takes it up."""

import pytest
from playwright.sync_api import expect

from guihua.commissioning.models import Incident
from tests.journeys.seeing import serious
from tests.journeys.test_told import phone

__all__ = ["phone"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_fall_is_reported_on_a_phone_and_taken_up_at_the_office(office, phone, live_server):
    phone.goto("/incidents/new/")
    phone.get_by_label("类型").select_option(label="人身伤害")
    phone.get_by_label("程度").select_option(index=0)
    phone.get_by_label("在哪里").fill("门口台阶")
    phone.get_by_role("button", name="报告这一件").click()
    expect(phone.get_by_role("link", name="请写发生了什么。")).to_be_visible()
    assert serious(phone) == []
    phone.get_by_label("发生了什么").fill("一位长者在台阶滑倒，擦伤，意识清楚。")
    phone.get_by_role("button", name="报告这一件").click()
    expect(phone.get_by_role("heading", name="重大 · 人身伤害")).to_be_visible()
    assert serious(phone) == []
    one = Incident.objects.get()
    assert (one.texts["place"], one.reported_by.name, one.minutes_late) == ("门口台阶", "何敏", 0)
    office.goto(f"{live_server.url}/incidents/{one.pk}/")
    office.get_by_role("button", name="受理").click()
    expect(office.get_by_text("已受理。")).to_be_visible()
    assert Incident.objects.get().state == "taken"
