"""The liaison officer's pages: a visit is written down on one page, and found again in lists, on the project's page and by search."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from guihua.commissioning.actions import tasks
from guihua.commissioning.models import LiaisonVisit, Project, ProjectTask, VisitPhoto
from guihua.core import audit, clock
from guihua.delivery.offline import KEEPABLE
from guihua.directory.actions import grants, users
from guihua.directory.models import Organisation, Role
from tests.commissioning.test_papers import photo
from tests.factories.accounts import SINCE, account
from tests.factories.visits import sides, task, visit

__all__ = ["account", "sides", "task", "visit"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client, sides):
    """The client of one of the sides."""

    def go(side):
        client.force_login(getattr(sides, side), "guihua.directory.signing_in.UsernameOrPhone")
        return client

    return go


def form(project, **changes):
    """What 梁慧敏 types on her phone."""
    usual = {"project": project.pk, "day": "2022-03-10", "way": "on_site", "minutes": "80", "findings": "筹备到位。"}
    return usual | {"sent_as": str(uuid4()), "deed": "save"} | changes


def errors(answer):
    return {name: list(said) for name, said in answer.context["form"].errors.items()}


def test_the_page_begins_with_ones_own_project_today_on_site_for_an_hour(as_, sides):
    page = as_("officer").get(reverse("desk:visit_adding"))
    begun = page.context["form"].initial
    assert (begun["project"], begun["day"], begun["way"], begun["minutes"]) == (
        sides.project.pk,
        clock.today(),
        "on_site",
        60,
    )
    assert page[KEEPABLE].split()[0] == str(sides.officer.pk)


def test_a_visit_is_saved_with_a_task_and_sent_again_it_is_the_same_one(as_, sides):
    typed = form(sides.project, task_1="补记两次探访", due_1="2022-03-31")
    led = [as_("officer").post(reverse("desk:visit_adding"), typed)["Location"] for _time in range(2)]
    [saved] = LiaisonVisit.objects.all()
    assert led == [f"/record/visits/{saved.pk}/saved/"] * 2
    assert list(saved.tasks.values_list("what", "due_on")) == [("补记两次探访", date(2022, 3, 31))]
    assert as_("officer").get(led[0]).status_code == 200


def test_a_photo_of_a_visit_no_longer_says_where_it_was_taken_and_lies_sealed(as_, sides, settings, tmp_path):
    settings.GUIHUA_UPLOADS = tmp_path / "uploads"
    sent = SimpleUploadedFile("1.jpg", photo(), "image/jpeg")
    as_("officer").post(reverse("desk:visit_adding"), form(sides.project, photos=sent))
    shown = as_("worker").get(reverse("commissioning:visit_photo", args=[VisitPhoto.objects.get().pk])).content
    assert (b"Osmanthus" in photo(), b"Osmanthus" in shown, shown[:2]) == (True, False, b"\xff\xd8")
    [kept] = (path.read_bytes() for path in settings.GUIHUA_UPLOADS.rglob("*") if path.is_file())
    assert shown[:16] not in kept


def test_each_wrong_line_says_so_at_its_field_and_nothing_is_saved(as_, sides):
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    typed = form(sides.project, day=tomorrow, minutes="0", findings=" ", task_1="补记", due_2="2022-03-31")
    answer = as_("officer").post(reverse("desk:visit_adding"), typed)
    assert (answer.status_code, errors(answer)) == (
        422,
        {
            "minutes": ["时长要在 1 到 600 分钟（10 小时）之间。"],
            "findings": ["请写看到的情况。"],
            "day": ["走访的日期还没有到。"],
            "due_1": ["请写任务的期限。"],
            "task_2": ["请写要做什么。"],
            "due_2": [f"期限早于{tomorrow}。"],
        },
    )
    assert LiaisonVisit.objects.count() == 0


def test_another_officers_project_cannot_be_chosen(as_, sides):
    answer = as_("officer").post(reverse("desk:visit_adding"), form(Project.objects.get(number="GC-3")))
    assert errors(answer) == {"project": ["这个项目现在不由你挂钩。"]}


def test_of_a_confidential_domain_no_phone_keeps_the_page_and_no_photo_is_asked_for(as_, sides):
    kept = Project.objects.get(number="GC-2")
    users.grant(sides.officer, Role.LIAISON, kept, by=audit.SYSTEM, why="挂钩", since=SINCE)
    usual = as_("officer").get(reverse("desk:visit_adding"))
    assert list(usual.context["form"].fields["project"].queryset) == [sides.project]
    assert ("保密领域的项目不在这里" in usual.content.decode(), kept.name in usual.content.decode()) == (True, False)
    page = as_("officer").get(reverse("desk:visit_adding"), {"project": kept.pk})
    assert (KEEPABLE in page, "photos" in page.context["form"].fields) == (False, False)
    assert list(page.context["form"].fields["project"].queryset) == [kept]


def test_an_officer_who_left_is_hidden_from_the_project_by_the_next_request(as_, sides, visit):
    client, address = as_("officer"), reverse("commissioning:visit", args=[visit.pk])
    before = client.get(address).status_code
    grants.end(sides.officer, Role.LIAISON, sides.project, by=audit.SYSTEM, why="调岗")
    assert (before, client.get(address).status_code) == (200, 404)
    assert client.get(reverse("desk:project_visits", args=[sides.project.pk])).status_code == 404


def test_the_projects_page_tells_of_its_visits_to_its_workers_too(as_, sides, visit):
    for side in ("worker", "manager", "office"):
        page = as_(side).get(reverse("desk:project", args=[sides.project.pk]))
        assert list(page.context["last_visits"]) == [visit]
    page = as_("worker").get(reverse("desk:project_visits", args=[sides.project.pk]))
    assert "围炉茶话筹备到位，由长者骨干主持。" in page.content.decode()


def test_the_officers_list_says_since_when_and_how_many_tasks(as_, sides, visit, task):
    answer = as_("officer").get(reverse("desk:watched"))
    [line] = answer.context["shown"].lines
    told = {cell.column.name: cell.value for cell in line}
    assert (told["visited_on"], told["tasks"]) == (visit.day, 1)
    assert told["days"] == (clock.today() - visit.day).days


@pytest.mark.parametrize(("typed", "found"), [("茶话", 1), ("guiyi", 1), ("没有的字", 0)])
def test_visits_are_searched_by_what_was_seen_and_by_the_projects_pinyin(as_, sides, visit, typed, found):
    answer = as_("officer").get(reverse("desk:visits"), {"q": typed})
    assert answer.context["shown"].total == found


def test_tasks_are_narrowed_to_those_that_are_overdue_or_wait(as_, sides, task):
    late = tasks.raise_for(sides.project, "交小结", clock.today(), by=sides.officer)
    ProjectTask.objects.filter(pk=late.pk).update(due_on=clock.today() - timedelta(days=1))
    tasks.answer(task, "补了。", by=sides.worker)
    for state, what in (("overdue", "交小结"), ("answered", "补记两次探访"), ("open", "交小结")):
        answer = as_("officer").get(reverse("desk:tasks"), {"state": state})
        assert [line[0].value for line in answer.context["shown"].lines] == [what]


def test_search_finds_what_was_seen_for_whoever_may_read_it_alone(as_, sides, visit, account):
    def found(client):
        groups = client.get(reverse("desk:search"), {"q": "围炉茶话筹备"}).context["groups"]
        return [(one.name, one.pieces[0]) for group in groups for one in group.first]

    assert found(as_("worker")) == [("桂一同行", ("围炉茶话筹备", True))]
    partner = account("shuji", Role.PARTNER, name="关志明", organisation=Organisation.objects.get(name="怡水小学"))
    client = as_("worker")
    client.force_login(partner, "guihua.directory.signing_in.UsernameOrPhone")
    assert found(client) == []


def test_a_correction_keeps_what_stood_there_in_sight(as_, sides, visit):
    address = reverse("commissioning:visit_correcting", args=[visit.pk])
    typed = form(sides.project, minutes="50", why="看错了表", seen="1", findings=visit.findings, advice=visit.advice)
    assert as_("officer").post(address, typed).status_code == 302
    page = as_("manager").get(reverse("commissioning:visit", args=[visit.pk])).content.decode()
    assert ("看错了表" in page, "<del>80</del>" in page) == (True, True)


def test_a_task_goes_its_way_on_its_page(as_, sides, task):
    address = reverse("commissioning:task", args=[task.pk])
    empty = as_("worker").post(address, {"step": "answer", "text": ""})
    assert (empty.status_code, errors(empty)) == (422, {"text": ["请写完成情况。"]})
    assert as_("worker").post(address, {"step": "answer", "text": "补了。"}).status_code == 302
    back = as_("officer").post(address, {"step": "send_back", "why": ""})
    assert errors(back) == {"why": ["请写明还差什么。"]}
    assert as_("officer").post(address, {"step": "accept"}).status_code == 302
    assert ProjectTask.objects.get().state == "accepted"
