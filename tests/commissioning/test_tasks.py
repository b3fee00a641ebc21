"""A task goes from who watches over a project to its provider and back, and each step tells the other side once."""

from datetime import date, timedelta

import pytest

from guihua.commissioning.actions import tasks, visits
from guihua.commissioning.models import Project, ProjectTask, TaskState
from guihua.core import audit, clock
from guihua.core.models import AuditRow, Notice
from guihua.core.refusal import Refused
from guihua.directory.actions import grants
from guihua.directory.models import Role
from tests.factories.visits import said, sides, somebody, task

__all__ = ["sides", "task"]
pytestmark = pytest.mark.django_db

PROOF = tasks.Proof("签到表", ".pdf", b"%PDF-1.7")


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.sentence


def told(code):
    return list(Notice.objects.filter(kind=code).order_by("user__username").values_list("user__username", flat=True))


def test_a_task_is_answered_sent_back_answered_again_and_accepted(sides, task):
    tasks.answer(task, "补了一次。", by=sides.worker)
    tasks.send_back(task, why="还差一次", by=sides.officer)
    tasks.answer(task, "两次都补了。", proof=PROOF, by=sides.manager)
    done = tasks.accept(task, by=sides.officer)
    assert (done.state, done.ended_on) == (TaskState.ACCEPTED, clock.today())
    assert [(one.text, one.judged, one.why) for one in task.answers.order_by("number")] == [
        ("补了一次。", "sent_back", "还差一次"),
        ("两次都补了。", "accepted", ""),
    ]
    trail = AuditRow.objects.filter(action__startswith="projecttask.").order_by("pk").values_list("action", flat=True)
    assert [one.partition(".")[2] for one in trail] == ["raised", "answered", "open", "answered", "accepted"]


def test_each_step_tells_the_other_side_once(sides, task):
    tasks.answer(task, "补了一次。", by=sides.worker)
    tasks.send_back(task, why="还差一次", by=sides.officer)
    tasks.answer(task, "两次都补了。", by=sides.manager)
    tasks.accept(task, by=sides.officer)
    provider = ["chenjing", "manager"]
    assert [told(f"task.{code}") for code in ("raised", "sent_back", "accepted")] == [provider] * 3
    assert told("task.answered") == ["liang", "liang"]


def test_without_an_officer_the_office_is_told(sides, task):
    grants.end(sides.officer, Role.LIAISON, sides.project, by=audit.SYSTEM, why="调岗")
    tasks.answer(task, "补了。", by=sides.worker)
    assert told("task.answered") == ["suwanqing"]


def test_who_follows_an_officer_takes_over_the_open_tasks(sides, task):
    grants.end(sides.officer, Role.LIAISON, sides.project, by=audit.SYSTEM, why="调岗")
    lin = somebody(sides.place, "lin", "林志远", Role.LIAISON, sides.project)
    tasks.answer(task, "补了。", by=sides.worker)
    assert told("task.answered") == ["lin"]
    assert refused(lambda: tasks.accept(task, by=sides.officer)) == "任务由项目的挂钩人员或街道办公室确认。"
    assert tasks.accept(task, by=lin).state == TaskState.ACCEPTED


def test_a_task_of_a_visit_counts_its_days_from_the_visit(sides):
    due = visits.Raised("补记两次探访", date(2022, 3, 31))
    visit = visits.enter(sides.project, said(), by=sides.officer, raised=[due])
    assert [(one.what, one.due_on) for one in visit.tasks.all()] == [("补记两次探访", date(2022, 3, 31))]
    early = visits.Raised("补记", date(2022, 3, 9))
    assert (
        refused(lambda: visits.enter(sides.project, said(), by=sides.officer, raised=[early])) == "期限早于2022-03-10。"
    )


def test_it_is_overdue_the_day_after_and_no_more_once_it_is_answered(sides, task):
    day = task.due_on
    overdue = [list(ProjectTask.objects.overdue(day + timedelta(days=days))) for days in (0, 1)]
    assert overdue == [[], [task]]
    tasks.answer(task, "补了。", by=sides.worker)
    assert list(ProjectTask.objects.overdue(day + timedelta(days=1))) == []
    assert list(ProjectTask.objects.answered()) == [task]


def test_what_was_accepted_is_neither_answered_nor_withdrawn(sides, task):
    tasks.answer(task, "补了。", by=sides.worker)
    tasks.accept(task, by=sides.office)
    assert refused(lambda: tasks.answer(task, "又补了。", by=sides.worker)) == "现在是「已完成」，不能改为「待确认」。"
    assert (
        refused(lambda: tasks.withdraw(task, why="不用了", by=sides.office)) == "现在是「已完成」，不能改为「已撤回」。"
    )


def test_who_provides_the_project_neither_raises_nor_judges(sides, task):
    assert (
        refused(lambda: tasks.raise_for(sides.project, "自己的事", clock.today(), by=sides.manager))
        == "任务由项目的挂钩人员或街道办公室提出。"
    )
    tasks.answer(task, "补了。", by=sides.worker)
    assert refused(lambda: tasks.accept(task, by=sides.manager)) == "任务由项目的挂钩人员或街道办公室确认。"
    assert refused(lambda: tasks.answer(task, "我来。", by=sides.officer)) == "任务由项目的机构负责人和社工完成。"


def test_a_task_of_a_confidential_domain_takes_no_file(sides):
    kept = Project.objects.get(number="GC-2")
    task = tasks.raise_for(kept, "补登记表", clock.today(), by=sides.office)
    assert refused(lambda: tasks.answer(task, "补了。", proof=PROOF, by=sides.manager)) == (
        "保密领域的任务不收文件，请写明完成情况。"
    )
