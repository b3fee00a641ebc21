"""A partner hands in a request or an opinion and is answered, on one page."""

import pytest

from guihua.commissioning.actions import partners, requests
from guihua.commissioning.models import PartnerRequest, Project
from guihua.core import audit
from guihua.core.inbox.models import Notice
from guihua.core.refusal import Refused
from guihua.desk import attention
from guihua.directory.actions import users
from guihua.directory.models import Organisation, Role
from tests.factories.accounts import SINCE
from tests.factories.visits import sides

__all__ = ["sides"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
WISH = "下学期想把围炉茶话放到家长会之后。"


@pytest.fixture
def federation(sides):
    """区洁仪 of a federation that takes part in GC-1."""
    place = Organisation.objects.create(subdistrict=sides.place, name="妇女联合会", kind="mass", credit_code="X")
    partners.join(sides.project, place, part="共同主办", by=audit.SYSTEM, since=SINCE)
    user = users.register("oujieyi", name="区洁仪", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(user, Role.PARTNER, sides.place, by=audit.SYSTEM, organisation=place, since=SINCE)
    return user


@pytest.fixture
def wish(sides, federation):
    return requests.hand_in(sides.project, "request", WISH, by=federation)


@pytest.fixture
def as_(client):
    def enter(user):
        client.force_login(user, backend=BACKEND)
        return client

    return enter


def refused(deed, *given, **more):
    with pytest.raises(Refused) as refusal:
        deed(*given, **more)
    return refusal.value.refusal.code, refusal.value.sentence


def told(user):
    return [notice.kind for notice in Notice.objects.filter(user=user).order_by("pk")]


def test_a_partner_hands_one_in_and_the_office_answers_it_on_its_page(as_, sides, federation):
    answer = as_(federation).post("/requests/new/", {"project": sides.project.pk, "kind": "request", "text": WISH})
    made = PartnerRequest.objects.get()
    assert (answer["Location"], made.organisation.name) == (f"/requests/{made.pk}/", "妇女联合会")
    assert (told(sides.office), told(sides.manager)) == (["request.handed_in"], ["request.handed_in"])
    assert "等答复的合作单位请求和意见" in [line.title for line in attention.of(sides.office)]
    page = f"/requests/{made.pk}/"
    assert as_(sides.office).post(page, {"text": " "}).status_code == 422
    assert as_(sides.office).post(page, {"text": "可以，九月起安排。"})["Location"] == page
    assert told(federation) == ["request.answered"]
    assert "可以，九月起安排。" in as_(federation).get(page).content.decode()
    assert "等答复的合作单位请求和意见" not in [line.title for line in attention.of(sides.office)]


def test_a_form_that_is_sent_twice_makes_one(sides, federation, wish):
    assert requests.hand_in(sides.project, "request", WISH, by=federation) == wish
    assert told(sides.office) == ["request.handed_in"]


def test_whoever_answers_second_is_told_who_did(sides, wish):
    requests.answer(wish, "可以。", by=sides.manager)
    assert refused(requests.answer, wish, "不行。", by=sides.office) == ("answered", "何敏已经答复了。")
    wish.refresh_from_db()
    assert wish.answer == "可以。"


def test_who_talks_on_the_project_reads_it_and_only_the_office_and_the_manager_answer(as_, sides, wish):
    for side in ("officer", "worker"):
        assert as_(getattr(sides, side)).get(f"/requests/{wish.pk}/").status_code == 200
        assert refused(requests.answer, wish, "好。", by=getattr(sides, side))[0] == "no-role"
    assert refused(requests.hand_in, sides.project, "request", WISH, by=sides.worker)[0] == "no-role"


def test_a_partners_sight_of_it_ends_with_the_partnership_and_no_project_of_others_is_offered(
    as_, sides, wish, federation
):
    other = Project.objects.get(number="GC-3")
    said = {"project": other.pk, "kind": "opinion", "text": "不错"}
    answer = as_(federation).post("/requests/new/", said)
    assert (answer.status_code, answer.context["form"].errors["project"]) == (422, ["请选择项目。"])
    assert refused(requests.hand_in, other, "opinion", "不错", by=federation)[0] == "project"
    partners.leave(sides.project.partners.get(), by=audit.SYSTEM)
    assert as_(federation).get(f"/requests/{wish.pk}/").status_code == 404
    assert as_(sides.office).get(f"/requests/{wish.pk}/").status_code == 200


def test_neither_notice_nor_trail_has_its_words(sides, wish):
    assert WISH not in str(list(Notice.objects.values_list("params", flat=True)))
    requests.answer(wish, "可以，九月起安排。", by=sides.office)
    assert "九月" not in str(list(Notice.objects.values_list("params", flat=True)))


def test_the_partners_first_page_says_what_became_of_it(as_, sides, federation, wish):
    page = as_(federation).get("/").content.decode()
    assert ("待答复" in page, f"/requests/{wish.pk}/" in page) == (True, True)
