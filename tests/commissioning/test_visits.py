"""A liaison officer writes down what they saw at a project, once; its provider answers."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from guihua.commissioning.actions import visits
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import LiaisonVisit, Project, ProjectState, ProjectTask, VisitPhoto
from guihua.core import audit, clock
from guihua.core.models import AuditRow, Notice
from guihua.core.refusal import Refused
from guihua.directory.actions import grants
from guihua.directory.models import Role
from tests.factories.visits import said, sides, somebody, visit

__all__ = ["sides", "visit"]
pytestmark = pytest.mark.django_db

KEY = UUID("5b0f4d0e-6f0c-4d3e-8a53-2f1d5f0c7a11")
PICTURE = Content(".jpg", b"\xff\xd8\xff")


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.sentence


def told(code):
    return list(Notice.objects.filter(kind=code).order_by("user__username").values_list("user__username", flat=True))


def test_a_visit_says_who_was_there_when_and_what_was_seen(sides, visit):
    assert (visit.officer_name, visit.day, visit.minutes) == ("梁慧敏", date(2022, 3, 10), 80)
    assert AuditRow.objects.get(action="visit.entered").actor == sides.officer


def test_those_who_provide_the_project_are_told_of_a_visit(sides, visit):
    assert told("visit.entered") == ["chenjing", "manager"]


def test_the_same_form_sent_twice_is_one_visit_with_its_tasks_and_photos_once(sides):
    due = visits.Raised("补记两次探访", date(2022, 3, 31))
    entered = [
        visits.enter(sides.project, said(), by=sides.officer, sent_as=KEY, raised=[due], pictures=[PICTURE])
        for _time in range(2)
    ]
    counts = [kind.objects.count() for kind in (LiaisonVisit, ProjectTask, VisitPhoto)]
    assert (entered[0].pk == entered[1].pk, counts) == (True, [1, 1, 1])


def test_a_key_that_was_used_for_another_project_is_refused(sides):
    visits.enter(sides.project, said(), by=sides.officer, sent_as=KEY)
    other = Project.objects.get(number="GC-3")
    sentence = refused(lambda: visits.enter(other, said(), by=sides.office, sent_as=KEY))
    assert sentence == "这次走访已经登记在别的项目里。请打开新的一页再记。"


@pytest.mark.parametrize("side", ["manager", "worker"])
def test_who_provides_a_project_does_not_visit_it(sides, side):
    sentence = refused(lambda: visits.enter(sides.project, said(), by=getattr(sides, side)))
    assert sentence == "走访由项目的挂钩人员或街道办公室登记。"


def test_no_visit_lies_ahead_or_before_the_project_began(sides):
    tomorrow = clock.today() + timedelta(days=1)
    assert refused(lambda: visits.enter(sides.project, said(day=tomorrow), by=sides.officer)) == "走访的日期还没有到。"
    early = said(day=date(2021, 12, 31))
    assert refused(lambda: visits.enter(sides.project, early, by=sides.officer)) == "项目2022-01-01才开始。"


def test_a_project_of_a_confidential_domain_takes_no_photos(sides):
    confidential = Project.objects.get(number="GC-2")
    assert (
        refused(lambda: visits.enter(confidential, said(), by=sides.office, pictures=[PICTURE]))
        == "保密领域的走访不收照片。"
    )
    assert LiaisonVisit.objects.count() == 0


def test_a_correction_keeps_what_was_said_and_why_it_changed(sides, visit):
    visits.correct(visit, said(minutes=50), why="看错了表", seen=1, by=sides.officer)
    kept = visit.corrections.get()
    assert (kept.before, kept.why) == ({"minutes": 80}, "看错了表")
    assert LiaisonVisit.objects.get().minutes == 50


def test_whoever_corrects_what_was_just_corrected_is_told(sides, visit):
    visits.correct(visit, said(minutes=50), why="看错了表", seen=1, by=sides.officer)
    assert (
        refused(lambda: visits.correct(visit, said(minutes=60), why="再改", seen=1, by=sides.officer))
        == "这次走访刚刚在别处更正过。请打开看看，再接着改。"
    )


def test_nobody_corrects_another_ones_visit(sides, visit):
    assert (
        refused(lambda: visits.correct(visit, said(minutes=50), why="不对", seen=1, by=sides.office))
        == "这次走访由梁慧敏更正。"
    )


def test_a_provider_answers_as_often_as_it_likes_and_the_officer_is_told_each_time(sides, visit):
    visits.reply(visit, "已补记。", by=sides.manager)
    visits.reply(visit, "名单也补了。", by=sides.worker)
    assert [one.text for one in visit.replies.all()] == ["已补记。", "名单也补了。"]
    assert told("visit.replied") == ["liang", "liang"]


def test_an_officer_who_leaves_sees_nothing_from_the_next_request_and_who_follows_sees_all(sides, visit):
    grants.end(sides.officer, Role.LIAISON, sides.project, by=audit.SYSTEM, why="调岗")
    lin = somebody(sides.place, "lin", "林志远", Role.LIAISON, sides.project)
    assert list(LiaisonVisit.objects.visible_to(sides.officer)) == []
    assert list(LiaisonVisit.objects.visible_to(lin)) == [visit]
    assert refused(lambda: visits.correct(visit, said(minutes=5), why="补", seen=1, by=sides.officer)) == (
        "这个项目现在由别人挂钩。"
    )


def test_a_project_waits_for_a_visit_from_its_first_day_and_from_each_visit_on(sides):
    Project.objects.filter(number="GC-1").update(state=ProjectState.RUNNING)
    Project.objects.exclude(number="GC-1").update(state=ProjectState.CLOSED)
    days_of, day = {sides.place.pk: 45}, date(2022, 3, 10)

    def unvisited(after):
        return list(Project.objects.unvisited(day + timedelta(days=after), days_of).values_list("number", flat=True))

    assert unvisited(0) == ["GC-1"]
    visits.enter(sides.project, said(), by=sides.officer)
    assert (unvisited(0), unvisited(45), unvisited(46)) == ([], [], ["GC-1"])
    assert LiaisonVisit.objects.last_days([sides.project]) == {sides.project.pk: day}
