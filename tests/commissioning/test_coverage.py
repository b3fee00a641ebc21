"""What media told of a project is on file once, with how far it went and how that is known."""

from datetime import date

import pytest
from django.urls import reverse

from guihua.commissioning.actions import coverage as verbs
from guihua.commissioning.actions import files
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import Coverage
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from tests.desk.test_text_search import found
from tests.factories.coverage import said
from tests.factories.visits import sides

__all__ = ["sides"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def as_(client, sides):
    def enter(side):
        client.force_login(getattr(sides, side), backend=BACKEND)
        return client

    return enter


@pytest.fixture
def piece(sides):
    return verbs.enter(sides.project, said(), by=sides.worker)


def refused(deed, *given, **more):
    with pytest.raises(Refused) as refusal:
        deed(*given, **more)
    return refusal.value.refusal.code, refusal.value.sentence


def typed(client, at, **changes):
    shown = client.get(at).context["form"]
    return {name: shown[name].value() or "" for name in shown.fields} | changes


def test_a_worker_puts_on_file_what_a_channel_told_and_it_is_counted_in_the_list(as_, sides):
    worker, place = as_("worker"), reverse("desk:project_coverage", args=[sides.project.pk])
    address = reverse("commissioning:coverage_adding", args=[sides.project.pk])
    given = {"on": "2022年3月12日", "kind": "channel", "outlet": "桂花树下", "title": "围炉茶话", "reach": "1,280"}
    answer = worker.post(address, given)
    assert answer.status_code == 422
    assert "填了次数，就要写明是怎么来的" in answer.content.decode()
    assert worker.post(address, given | {"counted": "公众号后台阅读数"})["Location"] == place
    assert "报道 1 篇，阅读、观看 1,280 次" in worker.get(place).content.decode()
    assert "围炉茶话" in as_("office").get("/coverage/?q=wlch").content.decode()
    assert AuditRow.objects.get(action="coverage.entered").details["title"] == "围炉茶话"


def test_the_same_piece_stands_once_and_none_is_of_tomorrow_or_of_before_the_project(sides, piece):
    assert refused(verbs.enter, sides.project, said(), by=sides.office) == (
        "title",
        "这一天这家媒体的这篇已经登记过了。",
    )
    assert refused(verbs.enter, sides.project, said(on=date(2999, 1, 1)), by=sides.office)[0] == "on"
    assert refused(verbs.enter, sides.project, said(on=date(2020, 1, 1)), by=sides.office) == (
        "on",
        "项目2022-01-01才开始。",
    )
    assert Coverage.objects.count() == 1


def test_the_liaison_officer_reads_it_and_writes_none(as_, sides, piece):
    assert refused(verbs.enter, sides.project, said(title="另一篇"), by=sides.officer)[0] == "no-role"
    page = as_("officer").get(f"/coverage/{piece.pk}/").content.decode()
    assert ("公众号后台阅读数" in page, "删除" in page) == (True, False)


def test_who_corrects_second_chooses_and_nothing_typed_is_lost(as_, sides, piece):
    address = f"/coverage/{piece.pk}/editing/"
    mine = typed(as_("manager"), address, reach="1500")
    seen = Coverage.history.latest("history_id").history_id
    verbs.change(piece, {"reach": 1400}, seen=seen, by=sides.worker)
    answer = as_("manager").post(address, mine)
    assert answer.status_code == 409
    assert [one in answer.content.decode() for one in ("1400", "1500")] == [True, True]
    piece.refresh_from_db()
    assert piece.reach == 1400


@pytest.mark.parametrize(
    ("field", "wrong", "sentence"),
    [
        ("address", "javascript:alert(1)", "这不是网址"),
        ("reach", "很多", "「很多」不是整数。"),
        ("title", " ", "请填写标题。"),
        ("on", "明年", ""),
        ("kind", "rumour", ""),
    ],
)
def test_what_is_typed_wrongly_is_said_at_its_field_and_stays(as_, piece, field, wrong, sentence):
    address = f"/coverage/{piece.pk}/editing/"
    answer = as_("office").post(address, typed(as_("office"), address, **{field: wrong}))
    assert answer.status_code == 422
    assert sentence in " ".join(answer.context["form"].errors[field])


def test_it_stands_on_the_timeline_and_is_found_by_what_it_says_now(as_, sides, piece):
    office = as_("office")
    line = "桂花树下报道：围炉茶话，街坊把心里话说出来"
    assert line in office.get(f"/projects/{sides.project.pk}/timeline/?kind=files").content.decode()
    assert found(sides.office, "心里话") == {"coverage": 1}
    seen = Coverage.history.latest("history_id").history_id
    verbs.change(piece, {"title": "榕树下的茶话"}, seen=seen, by=sides.worker)
    assert (found(sides.office, "心里话"), found(sides.office, "rsx")) == (
        {},
        {"coverage": 1},
    )
    verbs.remove(piece, by=sides.worker)
    assert found(sides.office, "榕树下") == {}


def test_one_that_was_put_there_wrongly_is_taken_off_and_the_trail_knows(as_, sides, piece):
    assert as_("worker").post(f"/coverage/{piece.pk}/removing/").status_code == 302
    assert Coverage.objects.count() == 0
    assert AuditRow.objects.get(action="coverage.removed").details["title"] == said()["title"]


def test_its_proof_is_a_paper_of_the_project_that_its_reader_may_open(as_, sides):
    paper = files.add(sides.project, "截图", Content(".pdf", b"%PDF-1.7"), by=audit.SYSTEM)
    piece = verbs.enter(sides.project, said(proof_id=paper.pk), by=sides.worker)
    assert f"/files/{paper.pk}/1/" in as_("office").get(f"/coverage/{piece.pk}/").content.decode()
