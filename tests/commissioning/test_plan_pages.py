"""The pages of a community's plan: what is typed stays, and each sees what is theirs to do."""

import pytest
from django.test import Client

from guihua.commissioning.actions import answers, plans
from guihua.commissioning.models import CommunityPlan, Need, Project
from guihua.core import audit, history
from guihua.directory.models import Role
from tests.factories.accounts import account
from tests.factories.plans import VISITS, YEAR, home, plan, secretary, told

__all__ = ["account", "home", "plan", "secretary"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


def signed_in(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def phone(secretary):
    return signed_in(secretary)


@pytest.fixture
def desk(account):
    return signed_in(account())


@pytest.fixture
def address(home):
    return f"/communities/{home.pk}/plans/{YEAR}/"


TYPED = {"title": "独居长者有人定期上门", "about": "独居长者", "people": "46 人", "evidence": "走访\r\n登记"}


def test_a_need_is_typed_in_as_people_type(phone, address, home):
    answer = phone.post(f"{address}needs/new/", TYPED | {"people": "４６"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    need = Need.objects.get()
    assert (need.people, need.evidence, told(home)) == (46, "走访\n登记", ["独居长者有人定期上门"])


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"title": ""}, "title", "请填写需要什么。"),
        ({"about": " "}, "about", "请填写是哪些人的需求。"),
        ({"evidence": ""}, "evidence", "请写怎么知道的。"),
        ({"evidence": "走" * 601}, "evidence", "最多写 600 个字，现在有 601 个。"),
        ({"people": "很多"}, "people", "「很多」不是整数。请只写数字。"),
        ({"people": "0"}, "people", "请填 1 到 100000 的整数。"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(phone, address, changes, field, sentence):
    answer = phone.post(f"{address}needs/new/", TYPED | {"people": ""} | changes)
    assert (answer.status_code, list(answer.context["form"].errors[field])) == (422, [sentence])
    assert answer.context["form"]["title"].value() == changes.get("title", TYPED["title"])
    assert CommunityPlan.objects.count() == 0


def test_of_two_who_edit_a_need_the_second_sees_before_theirs_and_mine(phone, plan, account):
    need = plan.needs.first()
    seen = str(history.latest(need).history_id)
    mine = {**VISITS, "domain": "", "people": "50", "about": "独居长者和他们的邻居", "seen": seen}
    del mine["domain_id"]
    plans.change(need, {"people": 60, "title": "独居长者每周有人上门"}, seen=int(seen), by=audit.SYSTEM)
    second = phone.post(f"/needs/{need.pk}/", mine)
    choice = second.context["form"].choice_of("people")
    assert (second.status_code, choice.before, choice.theirs, choice.mine) == (409, "46", "60", "50")
    form = second.context["form"]
    posted = {name: form[name].value() or "" for name in form.fields} | {choice.key: "mine"}
    assert phone.post(f"/needs/{need.pk}/", posted).status_code == 302
    need.refresh_from_db()
    assert (need.title, need.people, need.about) == ("独居长者每周有人上门", 50, "独居长者和他们的邻居")


def test_a_plan_goes_from_the_secretary_to_the_office_and_back(phone, desk, plan, address):
    assert "提交给街道办公室" in phone.get(address).content.decode()
    phone.post(address, {"step": "submit"})
    assert "添加需求" not in phone.get(address).content.decode()
    missing = desk.post(address, {"step": "send_back", "why": ""})
    assert (missing.status_code, missing.context["form"].errors["why"]) == (422, ["请填写为什么退回。"])
    desk.post(address, {"step": "send_back", "why": "写写有多少人"})
    assert "写写有多少人" in phone.get(address).content.decode()
    assert desk.post(address, {"step": "accept"}).status_code == 409
    assert CommunityPlan.objects.get().state == "draft"


def test_the_office_links_projects_and_those_that_are_stationed_there_stand_first(desk, phone, plan, address):
    plans.submit(plan, by=audit.SYSTEM)
    need, project = plan.needs.first(), Project.objects.get(number="GC-1")
    form = desk.get(f"/needs/{need.pk}/answering/").context["form"]
    groups = [(head, [name for _pk, name in rows]) for head, rows in form.fields["project"].choices[1:]]
    assert groups[0] == ("驻点在这里的项目", ["桂一同行"])
    wrong = desk.post(f"/needs/{need.pk}/answering/", {"project": ""})
    assert (wrong.status_code, wrong.context["form"].errors["project"]) == (422, ["请选择项目。"])
    desk.post(f"/needs/{need.pk}/answering/", {"project": project.pk, "note": "每月上门两次"})
    assert [line["one"].title for line in phone.get(address).context["needs"] if line["one"].answers.all()] == [
        "独居长者有人定期上门"
    ]
    assert "回应的需求" in desk.get(f"/projects/{project.pk}/").content.decode()


def test_the_page_of_a_community_shows_what_is_met_to_those_who_read_its_plan(phone, plan, home, account):
    page = phone.get(f"/communities/{home.pk}/?year={YEAR}").content.decode()
    assert ("放学后孩子有地方去" in page, "写计划" in page) == (True, True)
    worker = account("worker", Role.WORKER, phone="", organisation=Project.objects.first().provider)
    assert "社区发展计划" not in signed_in(worker).get(f"/communities/{home.pk}/").content.decode()


def test_the_list_tells_of_every_community_and_is_narrowed_by_how_its_plan_stands(desk, phone, plan):
    plans.submit(plan, by=audit.SYSTEM)
    answers.answer(plan.needs.first(), Project.objects.select_related("year").get(number="GC-1"), by=audit.SYSTEM)

    def shown(**asked):
        rows = desk.get("/plans/", {"year": YEAR, **asked}).context["shown"].rows
        return [(row.name, row.needs, row.unmet) for row in rows]

    assert shown() == [("桂一社区", 2, 1), ("叠二社区", 0, 0)]
    assert shown(state="submitted") == shown(state="unmet") == [("桂一社区", 2, 1)]
    assert shown(state="none") == [("叠二社区", 0, 0)]
    assert phone.get("/plans/").status_code == 404
