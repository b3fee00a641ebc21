"""A month is looked at, closed, and opened again, on its pages."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guihua.core.inbox import Notice
from guihua.delivery.actions import closes, reopenings
from guihua.delivery.models import FindingNote, LateChange, MonthlyClose, Session
from guihua.directory.models import Community, Organisation, OrganisationKind
from tests.factories import programmes
from tests.factories.accounts import account
from tests.factories.closing import MARCH, closed, people, place, provider
from tests.factories.everybody import BACKEND
from tests.factories.programmes import row

__all__ = ["account", "people", "place"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def at(people):
    """Somebody's browser, signed in."""

    def signed_in(who):
        client = Client()
        client.force_login(people[who], backend=BACKEND)
        return client

    return signed_in


def page(client, name, *args):
    return client.get(reverse(f"delivery:{name}", args=args)).content.decode()


def post(client, name, *args, **said):
    return client.post(reverse(f"delivery:{name}", args=args), said, follow=True).content.decode()


def test_the_office_sees_all_providers_and_a_manager_their_own(place, at):
    office, manager = page(at("office"), "closing"), page(at("manager"), "closing")
    assert ("乐活社会工作服务中心" in office, "乐活社会工作服务中心" in manager) == (True, False)


def test_the_manager_closes_and_the_office_hears_of_it(place, people, at):
    shown = page(at("manager"), "closing_deed", MARCH, provider().pk)
    assert "这个月的数字就定下来了" in shown
    assert "2022 年 3 月已经结账。" in post(at("manager"), "closing_deed", MARCH, provider().pk, note="核对过")
    notice = Notice.objects.get(user=people["office"])
    assert (notice.words, notice.address) == (
        "榕声社会工作服务中心的 2022 年 3 月已经结账。",
        f"/closing/{MARCH}/{provider().pk}/",
    )
    assert not Notice.objects.filter(user=people["manager"]).exists()


def test_the_office_needs_a_reason_while_a_provider_is_open(place, at):
    closed(place)
    assert "请写明原因。" in post(at("office"), "closing_whole", MARCH)
    assert "2022 年 3 月已经结账。" in post(at("office"), "closing_whole", MARCH, why="机构负责人住院")
    assert MonthlyClose.objects.standing().filter(month=MARCH).count() == 3


def test_a_reminder_reaches_the_manager_once_a_day(place, people, at):
    assert "已经催办 1 位机构负责人。" in post(at("office"), "closing_reminding", MARCH)
    post(at("office"), "closing_reminding", MARCH)
    assert [notice.words for notice in Notice.objects.filter(user=people["manager"])] == [
        "榕声社会工作服务中心的 2022 年 3 月还没有结账。请核对后结账。"
    ]
    closed(place)
    assert "没有可催办的人" in post(at("office"), "closing_reminding", MARCH)


def test_a_finding_is_said_to_be_so_on_the_page(place, at, tmp_path):
    programmes.attendance(place, tmp_path, row(code="N1", 开始时间="05:00", 未具名人数="5"))
    session = Session.objects.get(code="N1")
    assert "2022-03-05 05:00 时间在夜里（22:00 至 6:00）。" in page(
        at("manager"), "closing_provider", MARCH, provider().pk
    )
    said = {"kind": "night", "session": session.pk, "why": "晨运小组"}
    shown = post(at("manager"), "finding_confirming", MARCH, provider().pk, **said)
    assert (FindingNote.objects.get().why, "时间在夜里" in shown, "晨运小组" in shown) == ("晨运小组", False, True)


def test_without_a_reason_it_is_not_said_and_the_field_says_so(place, at, tmp_path):
    programmes.attendance(place, tmp_path, row(code="N1", 开始时间="05:00", 未具名人数="5"))
    said = {"kind": "night", "session": Session.objects.get(code="N1").pk, "why": " "}
    answer = at("manager").post(reverse("delivery:finding_confirming", args=[MARCH, provider().pk]), said)
    assert (answer.status_code, FindingNote.objects.count()) == (422, 0)
    assert '<div id="finding_why_error">' in answer.content.decode()
    assert answer.context["form"].errors["why"] == ["请写明情况。"]


def test_a_community_is_chosen_on_the_page_and_after_closing_only_with_a_reason(place, at, tmp_path):
    programmes.attendance(place, tmp_path, row(code="N1", 社区代码="", 未具名人数="5"))
    closed(place)
    chosen = {"community": Community.objects.get(code="440605011004").pk}
    session = Session.objects.get(code="N1")
    refused = at("manager").post(reverse("delivery:session_placing", args=[session.pk]), chosen)
    assert refused.context["placing"].errors == {"why": ["2022 年 3 月已经结账。要改，请写明原因，作为结账后的更正。"]}
    shown = refused.content.decode()
    assert f'<option value="{chosen["community"]}" selected>叠二社区</option>' in shown
    assert (refused.status_code, 'id="placing_why_error"' in shown) == (422, True)
    post(at("manager"), "session_placing", session.pk, **chosen, why="漏写")
    session.refresh_from_db()
    assert (session.community.name, LateChange.objects.get().why) == ("叠二社区", "漏写")
    assert "结账后更正：合计没有变" in page(at("manager"), "closing_provider", MARCH, provider().pk)


def test_without_a_community_the_field_says_so_and_the_page_is_there(place, at, tmp_path):
    programmes.attendance(place, tmp_path, row(code="N1", 社区代码="", 未具名人数="5"))
    session = Session.objects.get(code="N1")
    answer = at("manager").post(reverse("delivery:session_placing", args=[session.pk]), {"community": ""})
    assert (answer.status_code, answer.context["placing"].errors["community"]) == (422, ["请选择社区。"])
    assert 'id="placing_community_error"' in answer.content.decode()


def test_a_reopening_is_asked_for_and_granted_by_somebody_else(place, people, at):
    close = closed(place)
    assert "已经申请，等街道办公室决定。" in post(at("manager"), "reopening_asking", close.pk, why="漏记两场")
    asked = close.reopenings.get()
    told = Notice.objects.filter(kind="reopening.asked")
    assert {notice.user for notice in told} == {people["office"], people["second"]}
    assert "漏记两场" in page(at("office"), "closing")
    assert "已经重新开放。" in post(at("office"), "reopening_decision", asked.pk, granted="1", answer="本周补好")
    assert Notice.objects.get(user=people["manager"]).words == (
        "榕声社会工作服务中心的 2022 年 3 月重新开放了，改好后请再结账。"
    )
    assert "重新开放" in page(at("manager"), "closing")
    ended = f"榕声社会工作服务中心的 2022 年 3 月申请重新开放，{people['office'].name}已经准许。"
    assert [(notice.words, notice.read_at is None) for notice in told.all()] == [(ended, False)] * 2


def test_the_one_who_asked_is_told_that_another_decides(place, people, at):
    whole = closes.close_whole(place, MARCH, by=people["office"], why="代为结账")
    asked = reopenings.ask(whole, by=people["office"], why="漏记一场")
    assert "这是你自己申请的，要由另一个人决定。" in page(at("office"), "closing_month", MARCH)
    assert "已经答复，这个月保持结账。" in post(at("second"), "reopening_decision", asked.pk, granted="0")


def test_the_year_asks_the_same_however_many_months_are_closed(place, at, people):

    office = at("office")

    def questions():
        with CaptureQueriesContext(connection) as asked:
            office.get("/closing/?year=2022")
        return len(asked)

    closed(place, 202201)
    questions()
    few = questions()
    closes.close_many(place, [202200 + n for n in range(1, 12)], by=people["second"])
    assert questions() == few


def test_a_social_organisation_that_holds_a_project_has_its_months_there_too(place, at):
    Organisation.objects.filter(pk=provider("乐活").pk).update(kind=OrganisationKind.SOCIAL)
    assert "乐活社会工作服务中心" in page(at("office"), "closing")
    assert "服务人数" in page(at("office"), "closing_provider", MARCH, provider("乐活").pk)
