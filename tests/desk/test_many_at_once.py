"""Something is done to many projects at once: looked at first, then done, and told row by row."""

import pytest
from django.test import Client

from guihua.commissioning.models import ManagementMode, Project
from guihua.core import audit, jobs
from guihua.core.listing.models import Handling
from guihua.core.models import AuditRow, Notice
from guihua.directory.actions import users
from guihua.directory.models import Grant, Role

pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def liang(programme):
    """梁慧敏, a liaison officer."""
    user = users.register("lianghuimin", name="梁慧敏", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(user, Role.LIAISON, programme, by=audit.SYSTEM)
    return user


@pytest.fixture
def someone(programme):
    """A browser of somebody in another role."""

    def enter(role):
        user = users.register("hemin", name="何敏", password="osmanthus-2022", by=audit.SYSTEM)
        users.appoint(user, role, programme, by=audit.SYSTEM)
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    return enter


def keys(*numbers):
    return [Project.objects.get(number=number).pk for number in numbers]


def sure(client, deed, picked, address="/projects/", **given):
    return client.post(
        address, {"deed": deed, "pick": picked, "sure": "1", "expected": len(picked), **given}, follow=True
    )


def text(answer):
    return answer.content.decode()


def test_before_anything_is_done_it_is_said_to_how_many_and_to_which(office):
    page = office.post("/projects/", {"deed": "hand_to", "pick": keys("GC-1", "GC-3")})
    assert (page.context["count"], page.context["first"]) == (2, ["桂一同行", "怡水驻校"])
    assert Handling.objects.count() == 0


def test_the_office_hands_projects_to_another_officer_who_sees_them_at_once(office, liang):
    done = sure(office, "hand_to", keys("GC-2", "GC-3"), liaison=liang.pk)
    assert sorted(Project.objects.filter(liaison=liang).values_list("number", "liaison_name")) == [
        ("GC-2", "梁慧敏"),
        ("GC-3", "梁慧敏"),
    ]
    assert sorted(Grant.objects.filter(user=liang, until=None).values_list("object_id", flat=True)) == sorted(
        keys("GC-2", "GC-3")
    )
    assert "改了 2 行。" in text(done)


def test_each_project_that_was_changed_has_a_version_and_what_was_so_already_has_none(office, programme):
    mode = ManagementMode.objects.get(name="项目制")
    before = {number: Project.history.filter(number=number).count() for number in ("GC-1", "GC-3")}
    done = sure(office, "run_in", keys("GC-1", "GC-3"), mode=mode.pk)
    after = {number: Project.history.filter(number=number).count() for number in ("GC-1", "GC-3")}
    assert {number: after[number] - n for number, n in before.items()} == {"GC-1": 0, "GC-3": 1}
    assert ("改了 1 行。" in text(done), "1 行本来就是这样。" in text(done)) == (True, True)


def test_what_is_refused_is_named_with_why_and_the_rest_is_done(office):
    Project.objects.filter(number="GC-1").update(state="evaluated")
    done = sure(office, "evaluate", keys("GC-1", "GC-2"))
    assert done.context["refused"] == [("桂一同行", "现在是「评估」，不能改为「评估」。")]
    assert dict(Project.objects.values_list("number", "state")) == {
        "GC-1": "evaluated",
        "GC-2": "evaluated",
        "GC-3": "running",
    }
    row = AuditRow.objects.get(action="list.handled")
    assert {name: row.details[name] for name in ("rows", "done", "refused")} == {"rows": 2, "done": 1, "refused": 1}


def test_all_that_the_address_finds_are_picked_by_one_box(office, liang):
    page = office.post("/projects/?domain=youth", {"deed": "hand_to", "all": "1"})
    assert (page.context["count"], page.context["first"]) == (1, ["怡水驻校"])
    sent = {"deed": "hand_to", "all": "1", "sure": "1", "expected": "1", "liaison": liang.pk}
    office.post("/projects/?domain=youth", sent)
    assert list(Project.objects.filter(liaison=liang).values_list("number", flat=True)) == ["GC-3"]


def test_where_the_list_changed_meanwhile_it_is_asked_once_more(office, liang):
    sent = {"deed": "hand_to", "all": "1", "sure": "1", "expected": "2", "liaison": liang.pk}
    page = office.post("/projects/", sent)
    assert ("现在是 3 行" in text(page), Handling.objects.count()) == (True, 0)


def test_what_is_missing_or_foreign_in_the_form_is_told_and_nothing_is_done(office):
    page = office.post("/projects/", {"deed": "hand_to", "pick": keys("GC-1"), "sure": "1", "expected": "1"})
    assert (page.status_code, "请选择挂钩人员。" in text(page), Handling.objects.count()) == (422, True, 0)


def test_nothing_picked_is_said_kindly(office):
    page = office.post("/projects/", {"deed": "close"})
    assert (page.status_code, "先勾选要处理的行，再选要做的事。" in text(page)) == (409, True)


@pytest.mark.parametrize("role", [Role.FINANCE, Role.AUDITOR, Role.LEADER])
def test_who_only_oversees_is_offered_nothing_and_does_nothing(someone, role):
    client = someone(role)
    assert 'name="pick"' not in text(client.get("/projects/"))
    assert client.post("/projects/", {"deed": "close", "pick": keys("GC-1"), "sure": "1"}).status_code == 404


def test_hundreds_of_rows_are_done_in_the_background_once_and_told_in_the_inbox(office, liang, monkeypatch):
    monkeypatch.setattr("guihua.core.listing.handling.AT_ONCE", 1)
    page = sure(office, "hand_to", keys("GC-1", "GC-3"), liaison=liang.pk)
    assert "还没有做完" in text(page)
    jobs.do_waiting(beats=False)
    found = Handling.objects.get()
    assert (found.done, Notice.objects.get().address) == (2, f"/lists/handlings/{found.pk}/")
    assert Project.objects.filter(liaison=liang).count() == 2


def test_a_role_that_was_lost_before_the_work_was_done_does_nothing(office, liang, monkeypatch):
    monkeypatch.setattr("guihua.core.listing.handling.AT_ONCE", 0)
    sure(office, "hand_to", keys("GC-1"), liaison=liang.pk)
    su = Handling.objects.get().by
    users.dismiss(su.memberships.get(), by=audit.SYSTEM)
    jobs.do_waiting(beats=False)
    assert (Handling.objects.get().done_at, Project.objects.filter(liaison=liang).count()) == (None, 0)


def test_the_result_is_for_who_did_it_alone(office, someone):
    sure(office, "close", keys("GC-1"))
    found = Handling.objects.get()
    assert someone(Role.AUDITOR).get(f"/lists/handlings/{found.pk}/").status_code == 404


def test_without_scripts_a_link_picks_the_whole_page(office):
    assert text(office.get("/projects/?pick=page")).count('form="picked" checked') == 3
