"""A project's first step, and its last ones."""

import pytest
from django.utils.dateparse import parse_date

from guihua.commissioning.actions import projects, terms
from guihua.commissioning.models import Project, ProjectState
from guihua.core import audit, clock
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.actions import users
from guihua.directory.models import Role
from tests.factories import programmes

pytestmark = pytest.mark.django_db


@pytest.fixture
def neighbourly(programme):
    """A community project whose contract ends with the year 2022."""
    return Project.objects.get(number="GC-1")


@pytest.fixture
def on(monkeypatch):
    return lambda day: monkeypatch.setattr(clock, "today", lambda: parse_date(day))


def member(place, role):
    user = users.register("chen", name="陈锦泉", password="three quiet trees", by=audit.SYSTEM)
    users.appoint(user, role, place, by=audit.SYSTEM, since=parse_date("2020-01-01"))
    return user


def test_a_project_of_next_year_runs_from_its_first_day_on(programme, tmp_path, on):
    on("2022-12-20")
    term = ["2023-01-01", "2023-12-31"]
    row = ["2023", "GC-9", "桂一同行", "社区服务", programmes.RONGSHENG, "286000", *term, *[""] * 5]
    programmes.load(programme, "projects", tmp_path, [programmes.PROJECT_COLUMNS, row])
    assert terms.begin(by=audit.SYSTEM) == 0
    assert Project.objects.get(number="GC-9").state == ProjectState.CONTRACTED
    on("2023-01-01")
    assert terms.begin(by=audit.SYSTEM) == 1
    assert Project.objects.get(number="GC-9").state == ProjectState.RUNNING
    assert terms.begin(by=audit.SYSTEM) == 0


def test_the_office_closes_an_evaluated_project_once_its_contract_is_over(neighbourly, on):
    on("2023-01-01")
    office = member(neighbourly.subdistrict, Role.OFFICE)
    projects.evaluate(neighbourly, by=office)
    assert projects.close(neighbourly, by=office).state == ProjectState.CLOSED
    moves = AuditRow.objects.filter(kind="commissioning.project", actor=office).values_list("action", flat=True)
    assert list(moves.order_by("pk")) == ["project.evaluated", "project.closed"]


def test_a_project_is_not_closed_before_its_contract_ends(neighbourly, on):
    on("2022-12-31")
    projects.evaluate(neighbourly, by=audit.SYSTEM)
    with pytest.raises(Refused) as refused:
        projects.close(neighbourly, by=audit.SYSTEM)
    assert refused.value.sentence == "合同到2022-12-31才结束，还不能结项。"


def test_a_project_that_was_never_evaluated_is_not_closed(neighbourly, on):
    on("2023-01-01")
    with pytest.raises(Refused):
        projects.close(neighbourly, by=audit.SYSTEM)


def test_the_auditor_moves_no_project(neighbourly):
    auditor = member(neighbourly.subdistrict, Role.AUDITOR)
    with pytest.raises(Refused) as refused:
        projects.evaluate(neighbourly, by=auditor)
    assert refused.value.sentence == "只有街道办公室能改项目的状态。"
