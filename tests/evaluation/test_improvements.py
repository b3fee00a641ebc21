"""What an evaluation finds is asked of the provider as a task, followed like any other, and looked at the year after."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guihua.commissioning.actions import tasks
from guihua.commissioning.models import ProjectTask, Renewal
from guihua.core import audit, clock
from guihua.core.refusal import Refused
from guihua.directory.models import User
from guihua.evaluation import evidence
from guihua.evaluation.actions import improving
from guihua.evaluation.models import Improvement, Round
from tests.factories import judged

pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def told(everybody):
    return judged.entered_of(Round.objects.get(name="公布轮"))


def page(who, address):
    client = Client()
    client.force_login(User.objects.get(username=who), backend=BACKEND)
    return client.get(address)


def test_it_is_a_task_of_the_project_at_the_criterion_it_came_of(told):
    one = Improvement.objects.get(entered=told)
    assert (one.criterion.name, one.task.what, one.task.project) == ("目标达成", "补齐三场活动的签到表", told.project)


def test_the_officer_asks_on_the_results_page_where_most_was_lost(told):
    client = Client()
    client.force_login(User.objects.get(username="liaison"), backend=BACKEND)
    address = reverse("evaluation:improving", args=[told.pk])
    assert "目标达成 (58.00 / 65)" in client.get(address).content.decode()
    day = (clock.today() + timedelta(days=30)).isoformat()
    sent = {"criterion": "", "what": "财务制度上墙", "due_on": day}
    assert client.post(address, sent)["Location"] == reverse("evaluation:result", args=[told.pk])
    task = ProjectTask.objects.get(what="财务制度上墙")
    assert (task.raised_by.username, task.improvement.criterion) == ("liaison", None)
    early = client.post(address, sent | {"due_on": (clock.today() - timedelta(days=1)).isoformat()})
    assert (early.status_code, "期限早于" in early.content.decode()) == (422, True)


def test_nothing_is_asked_before_the_result_is_published_nor_of_another_rounds_criterion(told, everybody):
    drafted = judged.entered_of(Round.objects.get(name="初稿轮"))
    with pytest.raises(Refused, match="结果公布以后"):
        improving.ask(drafted, "补签到表", date(2099, 1, 1), by=audit.SYSTEM)
    other = Round.objects.exclude(rubric=told.round.rubric_id).filter(rubric__isnull=False).first()
    foreign = other.rubric.dimensions.first().criteria.first()
    with pytest.raises(Refused, match="没有这项指标"):
        improving.ask(told, "补签到表", date(2099, 1, 1), criterion=foreign, by=audit.SYSTEM)
    assert ProjectTask.objects.filter(what="补签到表").count() == 0


def test_the_year_after_it_lies_beside_the_sheet_with_how_far_it_came(told):
    following = told.project.__class__.objects.get(number="GC-2")
    Renewal.objects.create(
        subdistrict_id=following.subdistrict_id, project=following, of=told.project, at=clock.now(), by=None
    )
    task = Improvement.objects.get(entered=told).task
    tasks.answer(task, "都补了", by=User.objects.get(username="manager"))
    assert [(one.task.what, one.task.state) for one in evidence.of(following).asked] == [
        ("补齐三场活动的签到表", "answered")
    ]
    tasks.accept(task, by=User.objects.get(username="liaison"))
    assert [one.task.state for one in evidence.of(following).asked] == ["accepted"]


def test_whoever_reads_the_result_but_not_the_projects_records_sees_no_task(told):
    """An assessor reads what was published; tasks are between the provider and those who watch over it."""
    result = reverse("evaluation:result", args=[told.pk])
    assert "补齐三场活动的签到表" in page("manager", result).content.decode()
    assert not Improvement.objects.visible_to(User.objects.get(username="stranger")).exists()


def test_the_list_asks_as_often_for_thirty_as_for_one(told):
    address = reverse("evaluation:improvements", args=[told.round_id])
    client = Client()
    client.force_login(User.objects.get(username="office"), backend=BACKEND)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for n in range(29):
        improving.ask(told, f"第 {n} 件", date(2099, 1, 1), by=audit.SYSTEM)
    with CaptureQueriesContext(connection) as thirty:
        assert "第 28 件" in client.get(address).content.decode()
    assert len(one) == len(thirty)
