"""A liaison officer writes a visit down on a phone in a cellar: it waits unreadable, and comes in once when the signal is back."""

import shutil

import pytest
from playwright.sync_api import expect

from guihua.commissioning.models import LiaisonVisit, ProjectTask, VisitPhoto
from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Role
from tests.commissioning.test_papers import photo
from tests.factories.accounts import SINCE
from tests.factories.entries import project
from tests.journeys.conftest import PASSWORD
from tests.journeys.phones import programme_of_this_year, take

__all__ = ["take"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENT = 40_000
SEEN = "地下室的灯修好了，老人下楼不怕黑"


@pytest.fixture
def officer(place, tmp_path, take):
    """梁慧敏's phone, which was on the page of visits while there was a signal."""
    programme_of_this_year(place, tmp_path)
    liang = users.register("liang", name="梁慧敏", password=PASSWORD, by=audit.SYSTEM)
    users.appoint(liang, Role.LIAISON, place, by=audit.SYSTEM, since=SINCE)
    users.grant(liang, Role.LIAISON, project("GC-N"), by=audit.SYSTEM, why="挂钩", since=SINCE)
    made = take("phone")
    made.sign_in("liang")
    made.prepare("/record/visits/new/")
    return made


def write_down(phone):
    page = phone.page
    phone.go("/record/visits/new/")
    assert page.get_by_label("项目", exact=True).locator("option:checked").inner_text() == "桂一新篇"
    page.get_by_label("看到的情况").fill(SEEN)
    page.get_by_label("任务", exact=True).first.fill("补一份照明的检查记录")
    page.get_by_label("完成期限").first.fill("2030-01-31")
    page.locator("[name=photos]").set_input_files([{"name": "1.jpg", "mimeType": "image/jpeg", "buffer": photo()}])
    phone.save()


def test_a_visit_without_a_signal_comes_in_once_with_its_task_and_its_photo(officer, take):
    officer.signal(False)
    write_down(officer)
    officer.page.get_by_role("heading", name="等待送出").wait_for()
    expect(officer.page.locator("[data-state=waiting] b")).to_have_text(SEEN)
    officer.close()
    assert (officer.clear_on_disk(SEEN), LiaisonVisit.objects.count()) == (set(), 0)
    shutil.copytree(officer.folder, officer.folder.with_name("again"))
    for phone in (officer, take("again")):
        if phone is officer:
            phone.open()
        phone.sign_in("liang")
        phone.go("/record/waiting/")
        expect(phone.page.locator("[data-state=sent]")).to_have_count(1, timeout=PATIENT)
    visit = LiaisonVisit.objects.get()
    assert (visit.findings, visit.project.number, visit.officer_name) == (SEEN, "GC-N", "梁慧敏")
    assert (ProjectTask.objects.count(), VisitPhoto.objects.count()) == (1, 1)
