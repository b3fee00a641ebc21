"""The pages of what is being done in the background."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guihua.core import jobs
from guihua.core.jobs.works import WORKS
from guihua.core.models import Job
from guihua.directory.models import Role, User
from tests.factories import accounts

pytestmark = pytest.mark.django_db
account = accounts.account
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture(autouse=True)
def works():
    before = dict(WORKS)
    jobs.work("tea.pour", title="倒茶", counts={"poured": "倒了"}, page=lambda _job: "/sessions/")(
        lambda running: {"poured": 4}
    )
    yield
    WORKS.clear()
    WORKS.update(before)


@pytest.fixture
def su():
    return User.objects.get(username="suwanqing")


@pytest.fixture
def li(account):
    return account("lihua", Role.LIAISON, name="李华", phone="")


@pytest.fixture
def asked(programme):
    def ask(by):
        return jobs.ask("tea.pour", {"cups": 4}, by=by, subdistrict=programme)

    return ask


def text(answer):
    return answer.content.decode()


def test_the_office_sees_every_job_of_its_sub_district_with_whose_it_is(office, su, li, asked):
    asked(su), asked(li)
    page = text(office.get("/jobs/"))
    assert [page.count(words) for words in ("倒茶</a>", "李华", "排队中")] == [2, 1, 2]


def test_others_see_their_own_alone(client, office, su, li, asked):
    hers, his = asked(su), asked(li)
    client.force_login(li, backend=BACKEND)
    assert text(client.get("/jobs/")).count("倒茶</a>") == 1
    assert client.get(f"/jobs/{his.pk}/").status_code == 200
    assert client.get(f"/jobs/{hers.pk}/").status_code == 404
    assert client.post(f"/jobs/{hers.pk}/cancelling/").status_code == 404


def test_the_list_is_narrowed_to_what_is_open_or_failed(office, su, asked):
    asked(su)
    assert "倒茶</a>" in text(office.get("/jobs/?which=open"))
    assert "没有这样的任务" in text(office.get("/jobs/?which=failed"))


def test_an_empty_list_says_what_will_stand_there(office):
    assert "导入大表格、导出长名单时，进度会出现在这里。" in text(office.get("/jobs/"))


def test_the_same_number_of_questions_for_one_job_and_for_many(office, li, asked, django_assert_max_num_queries):
    asked(li)
    with django_assert_max_num_queries(50) as one:
        office.get("/jobs/")
    for _job in range(20):
        asked(li)
    with django_assert_max_num_queries(len(one)):
        office.get("/jobs/")


def running(job, **told):
    found = {"state": "running", "attempt": 1, "lease_until": timezone.now() + timedelta(minutes=1)}
    Job.objects.filter(pk=job.pk).update(**{**found, **told})


def test_a_running_job_tells_its_stage_and_how_far_it_is(office, su, asked):
    job = asked(su)
    running(job, stage="writing", done=1234, of=5000)
    page = text(office.get(f"/jobs/{job.pk}/"))
    assert '<progress aria-label="正在写入" value="1234" max="5000">' in page
    assert "正在写入 <b>1,234</b> / 5,000" in page
    assert 'role="status" id="told">正在写入 20%</p>' in page
    assert "可以离开，做完会放进收件箱。" in page


def test_its_live_part_is_asked_for_until_it_has_ended_and_told_at_each_tenth(office, su, asked):
    job = asked(su)
    running(job, stage="writing", done=1234, of=5000)

    def live(told):
        return text(office.get(f"/jobs/{job.pk}/", {"told": told}, headers={"HX-Request": "true"}))

    assert ('hx-trigger="every 2s"' in live(""), "<html" in live("")) == (True, False)
    assert ['id="told"' in live(told) for told in ("正在写入 10%", "正在写入 20%")] == [True, False]
    Job.objects.filter(pk=job.pk).update(state="waiting", lease_until=None)
    jobs.do_waiting(beats=False)
    ended = live("正在写入 20%")
    assert ("hx-trigger" in ended, "倒了 4" in ended, 'href="/sessions/"' in ended) == (False, True, True)


def test_a_job_is_cancelled_and_tried_again_from_its_page(office, su, asked):
    job = asked(su)
    said = office.post(f"/jobs/{job.pk}/cancelling/", follow=True)
    assert ("已取消。" in text(said), "再试一次" in text(said)) == (True, True)
    said = office.post(f"/jobs/{job.pk}/trial/", follow=True)
    assert ("已重新排队。" in text(said), "排队中" in text(said)) == (True, True)


def test_one_that_is_being_done_takes_a_while_to_stop(office, su, asked):
    job = asked(su)
    running(job)
    said = text(office.post(f"/jobs/{job.pk}/cancelling/", follow=True))
    assert ("正在取消，停下来要一会儿。" in said, "取消任务" in said) == (True, False)


def test_why_it_was_not_done_stands_on_its_page(office, su, asked):
    job = asked(su)
    Job.objects.filter(pk=job.pk).update(
        state="failed", failure="refused", refusal="3月已经结账。", ended_at=timezone.now()
    )
    assert "3月已经结账。" in text(office.get(f"/jobs/{job.pk}/"))


def test_who_waits_while_no_worker_is_there_is_told(office, su, asked):
    job, words = asked(su), "还没有后台程序来做"
    assert words not in text(office.get(f"/jobs/{job.pk}/"))
    Job.objects.filter(pk=job.pk).update(asked_at=timezone.now() - timedelta(minutes=2))
    assert words in text(office.get(f"/jobs/{job.pk}/"))
    running(asked(su))
    assert words not in text(office.get(f"/jobs/{job.pk}/"))
