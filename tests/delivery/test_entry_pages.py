"""The page on which a social worker records a session, as it answers without a script."""

import re
from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guihua.core import clock
from guihua.core.models import AuditRow
from guihua.delivery import candidates
from guihua.delivery.actions import closes, recording
from guihua.delivery.models import LateChange, Session
from guihua.directory.models import Organisation, Person
from tests.access.test_typed import Browser
from tests.delivery.test_recording import counted, worker, works_on
from tests.factories import programmes
from tests.factories.accounts import account
from tests.factories.entries import entry, present, project
from tests.factories.programmes import row, served

__all__ = ["account", "worker"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, worker):
    client.force_login(worker)
    return client


def address(number="GC-1", **more):
    given = "".join(f"&{name}={value}" for name, value in more.items())
    return f"{reverse('delivery:session_adding')}?project={project(number).pk}{given}"


def typed(**said):
    usual = {
        "sent_as": str(uuid4()),
        "form": "group",
        "activity": "围炉茶话",
        "day": "2022-05-06",
        "starts_at": "14:30",
    }
    return usual | {"minutes": "90", "deed": "save"} | said


def key(name):
    return Person.objects.get(name=name).pk


def text(answer):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())))


def ticked(answer):
    page = answer.content.decode()
    return {int(one) for one in re.findall(r'name="who" value="(\d+)" checked', page)}


def test_the_form_and_the_roster_of_one_page_become_a_session(desk):
    said = typed(who=[key("张晓丽"), key("李明辉")], head_count="12", number="3")
    said[f"part_{key('李明辉')}"] = "volunteer"
    answer = desk.post(address(), said, follow=True)
    session = Session.objects.get(code="20220506-1")
    assert answer.redirect_chain == [(reverse("delivery:session_saved", args=[session.pk]), 302)]
    assert "场次编号 20220506-1：登记姓名 2 人，另有 12 人，一共 13 人次。" in text(answer)
    assert "其中 1 人是志愿者、社工或组织者，另外统计，不算服务人次。" in text(answer)
    assert counted(session) == [("张晓丽", "served", 1), ("李明辉", "volunteer", 1), (None, "served", 12)]
    assert session.number == 3


def test_a_day_that_has_not_come_is_told_beside_whatever_else_is_wrong(desk):
    errors = desk.post(address(), typed(day="2100-01-01", form="")).context["form"].errors
    assert errors == {"form": ["请选服务形式。"], "day": ["这一天还没有到。开展以后再登记。"]}


def test_new_people_with_names_of_any_length_and_script_are_on_the_roster_as_written(desk):
    names = ["敏", "何" * 30, "阿卜杜拉·麦麦提", "𠮷田𪚥"]
    new = {"new_name": names, "new_phone": [f"1370013700{n}" for n in range(4)], "new_part": ["served"] * 4}
    assert desk.post(address(), typed(**new)).status_code == 302
    met = Session.objects.get(code="20220506-1").attendances.order_by("pk")
    assert list(met.values_list("person__name", flat=True)) == names


def test_whoever_has_one_project_now_is_led_to_its_form_at_once(desk, monkeypatch):
    assert [one.number for one in desk.get(reverse("delivery:record")).context["earlier"]] == ["GC-1"]
    monkeypatch.setattr(clock, "today", lambda: date(2022, 5, 6))
    assert desk.get(reverse("delivery:record")).url == address()


def test_one_more_of_an_activity_begins_as_it_was_last_time(desk, worker):
    roster = present("张晓丽") + present("李明辉", part="volunteer")
    last = recording.record(project(), entry(roster=roster, told={"number": 3}, minutes=75), by=worker)
    answer = desk.get(address(like=last.pk))
    form = answer.context["form"]
    assert (form["activity"].value(), form["minutes"].value(), form["number"].value()) == ("围炉茶话", 75, 4)
    assert ticked(answer) == {key("张晓丽"), key("李明辉")}
    chosen = re.search(rf'name="part_{key("李明辉")}".*?</select>', answer.content.decode(), re.DOTALL)[0]
    assert '<option value="volunteer" selected>' in chosen


def test_an_activity_of_late_is_taken_up_and_what_was_typed_stays(desk):
    of_a1 = Session.objects.get(code="A1")
    answer = desk.post(address(), typed(deed=f"like-{of_a1.pk}", day="2022-05-09", activity="", summary="来了很多新人"))
    form = answer.context["form"]
    assert (answer.status_code, form["activity"].value(), form["day"].value()) == (200, "围炉茶话", "2022-05-09")
    assert form["summary"].value() == "来了很多新人"
    assert ticked(answer) == {key("张晓丽"), key("李明辉")}


@pytest.mark.parametrize("how", ["晓丽", "zhangxl", "zxl"])
def test_somebody_is_found_as_people_type_and_the_ticks_stay(desk, how):
    answer = desk.post(address(), typed(deed="find", typed=how, who=[key("李明辉")]))
    assert [one.name for one in answer.context["offered"].found] == ["张晓丽"]
    assert ticked(answer) == {key("李明辉")}


def test_nobody_is_found_whom_the_worker_never_met(desk, programme, tmp_path):
    programmes.attendance(programme, tmp_path, row("GC-3", "C1", **served("林小雨", "13600136001")))
    answer = desk.post(address(), typed(deed="find", typed="林小雨", who=[key("林小雨")]))
    assert "你认识的人里没有找到" in text(answer)
    assert ticked(answer) == set()


def test_somebody_new_is_matched_at_once_and_nothing_is_written_yet(desk):
    people = Person.objects.count()
    new = {"new_name": ["张晓丽", "何敏"], "new_phone": ["13800138001", "137 0013 7001"], "new_part": ["served"] * 2}
    answer = desk.post(address(), typed(deed="add", **new))
    assert [one.known for one in answer.context["ticking"].new] == ["已有：张**（尾号8001）", ""]
    assert Person.objects.count() == people
    dropped = desk.post(address(), typed(deed="drop-0", **new))
    assert [one.identity.name for one in dropped.context["ticking"].new] == ["何敏"]


def test_who_is_typed_and_not_yet_put_on_the_list_is_saved_too(desk):
    new = {"new_name": "何敏", "new_phone": "13700137001", "new_part": "volunteer"}
    desk.post(address(), typed(**new))
    assert counted(Session.objects.get(code="20220506-1")) == [("何敏", "volunteer", 1)]


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"day": "2100-01-01"}, "day", "这一天还没有到。开展以后再登记。"),
        ({"day": "2021-12-31", "deed": "anyway"}, "day", "街道从 2022 年才有项目，请核对日期。"),
        ({"day": ""}, "day", "请写日期。"),
        ({"starts_at": "25:00"}, "starts_at", "「25:00」不是一天里的时间。请写成 14:30 这样。"),
        ({"minutes": "0"}, "minutes", "时长要在 1 到 1440 分钟（24 小时）之间。"),
        ({"form": ""}, "form", "请选服务形式。"),
        ({"activity": " "}, "activity", "请写活动名称。"),
        ({"head_count": "-3"}, "head_count", "人数要在 0 到 1,000,000 之间。"),
        ({"link": "看群里"}, "link", "请写完整的网址，例如 https://example.org/live。"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_saved(desk, said, field, sentence):
    before = Session.objects.count()
    answer = desk.post(address(), typed(**{"deed": "anyway", **said}, who=[key("张晓丽")]))
    assert (answer.status_code, answer.context["form"].errors[field]) == (422, [sentence])
    assert (Session.objects.count(), ticked(answer)) == (before, {key("张晓丽")})


@pytest.mark.parametrize(
    ("name", "phone", "sentence"), [("何敏", "", "请写手机，才知道是哪一位。"), ("", "13700137001", "请写姓名。")]
)
def test_a_new_person_without_name_or_phone_stays_in_its_fields(desk, name, phone, sentence):
    answer = desk.post(address(), typed(new_name=name, new_phone=phone, new_part="served"))
    assert (answer.status_code, sentence in text(answer)) == (422, True)
    assert not Session.objects.filter(code="20220506-1").exists()


def test_a_day_outside_the_term_is_asked_about_and_then_taken(desk):
    said = typed(day="2023-01-05")
    answer = desk.post(address(), said)
    assert (answer.status_code, "合同期是 2022-01-01 至 2022-12-31" in text(answer)) == (422, True)
    desk.post(address(), said | {"deed": "anyway"})
    assert Session.objects.filter(code="20230105-1").count() == 1


def test_sent_twice_from_the_page_it_is_one_session(desk):
    said = typed(who=[key("张晓丽")])
    places = {desk.post(address(), said).url for _time in range(2)}
    assert (len(places), Session.objects.filter(day="2022-05-06").count()) == (1, 1)


def test_in_a_closed_month_the_page_asks_why_only_now_and_keeps_what_was_said(desk, programme):
    closes.close(programme, 202205, Organisation.objects.get(credit_code=programmes.RONGSHENG), by=None)
    said = typed(who=[key("张晓丽")])
    asked = desk.post(address(), said)
    assert (asked.status_code, "为什么现在才登记" in text(asked), ticked(asked)) == (422, True, {key("张晓丽")})
    assert asked.context["form"].errors["day"] == ["2022 年 5 月已经结账。要改，请写明原因，作为结账后的更正。"]
    empty = desk.post(address(), said | {"why": " "})
    assert (empty.status_code, empty.context["form"].errors["why"]) == (422, ["请写明原因。"])
    assert not Session.objects.filter(code="20220506-1").exists()
    desk.post(address(), said | {"why": "补交签到表"})
    assert LateChange.objects.get().why == "补交签到表"
    assert counted(Session.objects.get(code="20220506-1")) == [("张晓丽", "served", 1)]


def test_names_on_a_roster_are_read_on_record(desk, worker):
    desk.get(address())
    told = AuditRow.objects.filter(action="names.read", actor=worker).latest("pk")
    assert (told.kind, told.object_id, told.details) == ("commissioning.project", project().pk, {"people": 2})


def test_the_office_sees_masked_names_on_a_projects_roster(client, programme, account):
    client.force_login(account())
    assert {one.name for one in client.get(address()).context["offered"].rows} == {"张**", "李**"}


def test_of_a_confidential_domain_the_page_offers_codenames_and_asks_for_no_words(client, programme, account):
    client.force_login(works_on(account, "heqing", "何清", "GC-2"))
    answer = client.get(address("GC-2"))
    assert [one.name for one in answer.context["offered"].rows] == ["匿0001"]
    assert {"summary", "topic", "leader", "link", "place"} & set(answer.context["form"].fields) == set()
    read = client.post(address("GC-2"), typed(deed="names"))
    assert [one.about for one in read.context["offered"].rows] == ["王保密"]
    assert AuditRow.objects.filter(action="codenames.read").count() == 1


def test_a_roster_of_thirty_asks_no_more_than_a_roster_of_one(desk, programme, tmp_path):
    rows = [row(code="A7", **served(f"居民{n}", f"1390000{n:04d}")) for n in range(30)]
    programmes.attendance(programme, tmp_path, *rows)
    asked = []
    for code, many in (("A2", 1), ("A7", 30)):
        with CaptureQueriesContext(connection) as queries:
            answer = desk.get(address(like=Session.objects.get(code=code).pk))
        assert len(ticked(answer)) == many
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_what_was_ticked_found_and_added_is_there_again_after_signing_in(guicheng, worker, programme, tmp_path):
    """林小雨 was found, as she is not among those whom the page offers first."""
    rows = [row(code="A7", 日期="2022-04-09", **served(f"居民{n}", f"1390000{n:04d}")) for n in range(candidates.MOST)]
    programmes.attendance(
        programme, tmp_path, row(code="A0", 日期="2022-01-05", **served("林小雨", "13600136001")), *rows
    )
    browser = Browser()
    browser.sign_in("chenjing")
    browser.get(address())
    new = {"new_name": ["何敏", ""], "new_phone": ["13700137001", ""], "new_part": ["volunteer", "served"]}
    said = typed(who=[key("林小雨")], activity="围炉夜话", **new) | {f"part_{key('林小雨')}": "organiser"}
    del browser.cookies["session"]
    browser.send(address(), said, page=address())
    browser.sign_in("chenjing")
    answer = browser.get(address())
    page = answer.content.decode()
    assert ticked(answer) == {key("林小雨")}
    assert re.search(r'name="activity"[^>]*value="围炉夜话"', page)
    chosen = re.search(rf'name="part_{key("林小雨")}".*?</select>', page, re.DOTALL)[0]
    assert '<option value="organiser" selected>' in chosen
    assert [one.identity.name for one in answer.context["ticking"].new] == ["何敏"]
