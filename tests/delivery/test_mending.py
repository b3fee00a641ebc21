"""Each thing that a month lacks is mended from its page at one tap, which leads back there."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from guihua.commissioning.models import Project
from guihua.delivery.models import Attendance, Correction, FindingKind, Session
from tests.delivery.test_findings import CHOIR
from tests.delivery.test_recording import worker
from tests.factories import programmes
from tests.factories.accounts import account
from tests.factories.closing import MARCH, people, place, provider
from tests.factories.everybody import BACKEND
from tests.factories.programmes import row, served

__all__ = ["account", "people", "place", "worker"]
pytestmark = pytest.mark.django_db
BACK = f"/closing/{MARCH}/{{}}/"


@pytest.fixture
def messy(place, tmp_path):
    """A March in which something of every kind is wrong but that a project is silent."""
    day = {"日期": "2022-03-20"}
    programmes.attendance(
        place, tmp_path,
        row(code="N1", 社区代码="", 未具名人数="5"),
        row(code="N2", 未具名人数="5"),
        row(code="N3", 开始时间="05:00", 未具名人数="5"),
        row(code="N4", 日期="2022-03-04", 未具名人数="5"),
        row(code="N5", 开始时间="15:30", 时长分钟="30", **served("张晓丽", "13800138001")),
        *[row(code="N6", 活动名称="合唱团", 开始时间="10:00", **day, **one) for one in CHOIR],
        *[row(code="N7", 活动名称="书法班", 开始时间="16:30", **day, **one) for one in CHOIR],
    )  # fmt: skip
    Attendance.objects.filter(session__code="N2").delete()
    Project.objects.filter(number="GC-1").update(starts_on="2022-03-05")
    Session.objects.filter(code="N3").update(capacity=4)


@pytest.fixture
def manager(people):
    client = Client()
    client.force_login(people["manager"], backend=BACKEND)
    return client


def shown(client, month=MARCH):
    """By kind what the page offers to do about it, with addresses."""
    groups = client.get(reverse("delivery:closing_provider", args=[month, provider().pk])).context["groups"]
    return {one.finding.kind: dict(one.mends) for group in groups for one in group.rows}


def test_every_kind_leads_to_what_mends_it_and_from_there_back(messy, manager):
    offered = shown(manager) | shown(manager, 202202)
    assert {kind: list(mends) for kind, mends in offered.items()} == {
        FindingKind.NO_RECORDS: ["补名单", "没有办成，撤回"],
        FindingKind.NO_COMMUNITY: [],  # the community is chosen on the spot
        FindingKind.SILENT: ["补记一场"],
        FindingKind.COPIED: ["更正", "更正另一场"],
        FindingKind.TWO_PLACES: ["更正", "更正另一场"],
        FindingKind.OUTSIDE_TERM: ["更正"],
        FindingKind.NIGHT: ["更正"],
        FindingKind.OVER_ROOM: ["更正"],
    }
    for kind, mends in offered.items():
        month = 202202 if kind == FindingKind.SILENT else MARCH
        for address in mends.values():
            answer = manager.get(address)
            page = f"/closing/{month}/{provider().pk}/"
            assert (kind, answer.status_code, f'href="{page}"' in answer.content.decode()) == (kind, 200, True)


def test_of_very_many_the_first_are_shown_and_the_others_counted(place, manager, tmp_path):
    rows = [row(code=f"N{n}", 社区代码="", 开始时间="18:00", 未具名人数="5") for n in range(23)]
    programmes.attendance(place, tmp_path, *rows)
    answer = manager.get(reverse("delivery:closing_provider", args=[MARCH, provider().pk]))
    (group,) = answer.context["groups"]
    assert (len(group.rows), group.more) == (20, 3)
    assert "还有 3 处，处理完上面的就会出现。" in answer.content.decode()


def typed(answer, **said):
    form = answer.context["form"]
    kept = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in kept.items()} | {"deed": "save"} | said


def test_who_mends_a_session_is_back_at_the_month_and_it_is_no_longer_told(messy, manager):
    address = shown(manager)[FindingKind.NO_RECORDS]["补名单"]
    page = manager.get(address)
    answer = manager.post(address, typed(page, head_count="7", why="补录", seen=page.context["seen"]))
    assert (answer.status_code, answer["Location"]) == (302, BACK.format(provider().pk))
    assert (Correction.objects.get().why, FindingKind.NO_RECORDS in shown(manager)) == ("补录", False)


def test_a_session_that_did_not_take_place_is_withdrawn_from_there(messy, manager):
    answer = manager.post(shown(manager)[FindingKind.NO_RECORDS]["没有办成，撤回"], {"why": "没有办成"})
    assert answer["Location"] == BACK.format(provider().pk)
    assert not Session.objects.filter(code="N2").exists()


def test_a_session_of_a_silent_project_begins_in_that_month_and_leads_back(place, manager):
    address = f"{reverse('delivery:session_adding')}?project={Project.objects.get(number='GC-1').pk}&closing=202202"
    page = manager.get(address)
    assert page.context["form"]["day"].value() == "2022-02-28"
    said = {"sent_as": uuid4(), "form": "group", "activity": "围炉茶话", "minutes": "60", "starts_at": "15:00"}
    answer = manager.post(address, typed(page, **said, head_count="5"))
    assert answer["Location"] == f"/closing/202202/{provider().pk}/"


@pytest.mark.parametrize("asked", ["202213", "x", "2022031", "²02203"])
def test_what_is_no_month_leads_nowhere(messy, manager, asked):
    address = reverse("delivery:session_correcting", args=[Session.objects.get(code="N3").pk])
    assert manager.get(f"{address}?closing={asked}").context["back"] == reverse(
        "desk:session", args=[Session.objects.get(code="N3").pk]
    )


def test_a_worker_who_closes_nothing_is_led_to_the_session(messy, worker):
    client = Client()
    client.force_login(worker, backend=BACKEND)
    session = Session.objects.get(code="N3")
    address = f"{reverse('delivery:session_correcting', args=[session.pk])}?closing={MARCH}"
    assert client.get(address).context["back"] == reverse("desk:session", args=[session.pk])
