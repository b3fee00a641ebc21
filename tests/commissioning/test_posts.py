"""The staff of a project: who sees it, what sight comes and ends with a post, what is missing, who left, what was learnt."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from guihua.commissioning import staff
from guihua.commissioning.actions import board, lapsing, posts, staffing
from guihua.commissioning.actions.files import Content
from guihua.commissioning.calc import posts as calc
from guihua.commissioning.models import Learning, Light, ModeRule, Post, Project
from guihua.core import audit, clock
from guihua.core.models import Notice
from guihua.core.refusal import Refused
from guihua.directory.actions import users
from guihua.directory.models import Role
from tests.factories import rules
from tests.factories.accounts import SINCE
from tests.factories.posts import held, learnt
from tests.factories.told import hand, people

__all__ = ["hand", "people"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)
DAYS = st.dates(date(2021, 6, 1), date(2023, 6, 1))
HELD = st.builds(
    lambda since, days: calc.Held(since, None if days is None else since + timedelta(days=days)),
    DAYS,
    st.none() | st.integers(1, 500),
)


@pytest.fixture
def newcomer(programme):
    """陈怡 works at the provider of GC-1 and sees none of its projects yet."""
    user = users.register("chenyi", name="陈怡", password="osmanthus-2022", by=audit.SYSTEM)
    provider = Project.objects.get(number="GC-1").provider
    users.appoint(user, Role.WORKER, programme, by=audit.SYSTEM, organisation=provider, since=SINCE)
    return user


def sees(user):
    return list(Project.objects.open_to(user).order_by("number").values_list("number", flat=True))


@given(st.lists(HELD, max_size=8))
def test_turnover_counts_whoever_left_whatever_the_order_and_twice_the_staff_turns_over_alike(held):
    once, turned = calc.turnover(held, FIRST, LAST), calc.turnover(held[::-1], FIRST, LAST)
    twice = calc.turnover(held * 2, FIRST, LAST)
    assert once == turned
    assert (twice.left, twice.average, twice.percent) == (once.left * 2, once.average * 2, once.percent)
    assert 0 <= once.average <= len(held)


@pytest.mark.parametrize(
    ("until", "left", "percent"),
    [(None, 0, 0), (date(2022, 7, 2), 1, 66), (date(2023, 1, 1), 0, 0), (date(2022, 1, 1), 0, 0)],
)
def test_of_two_of_whom_one_left_in_the_middle_two_thirds_turned_over(until, left, percent):
    turned = calc.turnover([calc.Held(FIRST), calc.Held(date(2021, 1, 1), until)], FIRST, LAST)
    assert (turned.left, turned.percent) == (left, percent)


def test_a_post_of_a_worker_gives_sight_and_its_end_takes_it_on_the_next_request(people, newcomer, client):
    assert sees(newcomer) == []
    post = held("陈怡", user=newcomer, by=people["hemin"], since=clock.today())
    client.force_login(newcomer, BACKEND)
    page = reverse("desk:project_posts", args=[post.project_id])
    assert (sees(newcomer), client.get(page).status_code) == (["GC-1"], 200)
    posts.leave(post, clock.today() - timedelta(days=1), why="调走", by=people["hemin"])
    assert (sees(newcomer), client.get(page).status_code) == ([], 404)


def test_sight_that_was_there_before_stays_when_the_post_ends(people):
    worker = people["lijie"]
    post = held("李洁", user=worker, by=people["hemin"])
    assert post.grant is None
    posts.leave(post, clock.today() - timedelta(days=1), why="转岗", by=people["hemin"])
    assert sees(worker) == ["GC-1"]


def test_an_account_that_is_named_after_the_post_ended_sees_nothing_by_it(people, newcomer):
    post = held("陈怡", by=people["hemin"])
    posts.leave(post, clock.today() - timedelta(days=1), why="调走", by=people["hemin"])
    said = posts.Said("陈怡", "social_worker", post.since, user=newcomer)
    posts.change(post, said, seen=2, by=people["hemin"])
    assert sees(newcomer) == []


def test_sight_that_was_taken_from_the_worker_is_not_given_back_by_the_end_of_the_post(people, newcomer):
    post = held("陈怡", user=newcomer, by=people["hemin"], since=clock.today())
    staffing.assign(newcomer, post.project.provider, [], by=people["hemin"])
    assert sees(newcomer) == []
    posts.leave(post, clock.today(), why="调走", by=people["hemin"])
    assert sees(newcomer) == []


def test_the_last_day_of_a_post_is_not_after_the_project_nor_after_today(people):
    post = held("陈怡", by=people["hemin"])
    with pytest.raises(Refused, match="项目到2022-12-31就结束了，最后一天不能更晚。") as refused:
        posts.leave(post, clock.today() + timedelta(days=1), why="调走", by=people["hemin"])
    assert refused.value.refusal.code == "last_day"
    assert posts.leave(post, clock.today(), why="项目结束以后还做了交接", by=people["hemin"]).last_day == clock.today()


def test_a_confidential_project_is_opened_by_a_post_and_the_office_is_told(people, newcomer):
    held("陈怡", user=newcomer, by=people["hemin"], project="GC-2", since=clock.today())
    assert sees(newcomer) == ["GC-2"]
    told = Notice.objects.get(kind="staffing.confidential")
    assert told.user == people["suwanqing"]


@pytest.mark.parametrize("who", ["lijie", "lianghuimin"])
def test_nobody_but_the_manager_and_the_office_writes_it_down(people, who):
    with pytest.raises(Refused) as refused:
        held(by=people[who])
    assert refused.value.sentence == "岗位由承接机构的负责人和街道办公室登记。"


def test_a_worker_sees_the_own_line_and_the_number_of_a_certificate_is_for_those_who_write_it(people, hand, client):
    numbered = {"certificate": "social_worker", "certificate_number": "2020123456"}
    own = held("李洁", user=people["lijie"], paper=Content(".pdf", b"%PDF-1.7"), **numbered)
    other = held("陈晓雯", certificate="senior", certificate_number="1999888777")
    page = reverse("desk:project_posts", args=[own.project_id])

    def told(user):
        client.force_login(user, BACKEND)
        text = client.get(page).content.decode()
        papers = [client.get(reverse("commissioning:post_paper", args=[own.pk])).status_code]
        return [word in text for word in ("李洁", "陈晓雯", "2020123456", "1999888777")] + papers

    assert list(Post.objects.visible_to(people["lijie"])) == [own]
    assert told(people["lijie"]) == [True, False, True, False, 200]
    assert told(people["hemin"]) == [True, True, True, True, 200]
    assert told(people["lianghuimin"]) == [True, True, False, False, 404]
    assert told(hand("mai", Role.AUDITOR)) == [True, True, False, False, 404]
    assert other.certificate_number == "1999888777"


def test_the_page_and_the_board_say_by_how_many_the_staff_falls_short(people, programme, client):
    rules.published(programme)
    project = Project.objects.get(number="GC-1")
    Project.objects.update(state="running", ends_on=clock.today() + timedelta(days=30))
    project.mode = rules.mode(programme)
    project.save(update_fields=["mode"])
    wanted = ModeRule.objects.get(mode=project.mode).least_staff
    held()
    held("行政", title="support")
    client.force_login(people["hemin"], BACKEND)
    page = client.get(reverse("desk:project_posts", args=[project.pk])).content.decode()
    assert f"至少要 {wanted} 名社工，现在 1 名，还差 {wanted - 1} 名。" in page
    board.mark(programme, by=audit.SYSTEM)
    [light] = Light.objects.filter(rule__kind="staff").on()
    assert (light.project, light.facts, light.colour) == (project, {"n": wanted - 1}, "amber")
    for n in range(wanted - 1):
        held(f"社工{n}")
    board.mark(programme, by=audit.SYSTEM)
    assert not Light.objects.filter(rule__kind="staff").on().exists()


def test_where_nobody_ever_wrote_down_a_post_the_board_says_nothing_of_it(programme):
    rules.published(programme)
    Project.objects.filter(number="GC-1").update(mode=rules.mode(programme))
    assert staff.short_of(Project.objects.filter(subdistrict=programme)) == {}


def test_a_certificate_that_lapses_is_told_to_the_manager_once_and_names_nobody(people):
    Project.objects.update(state="running", ends_on=clock.today() + timedelta(days=90))
    soon = clock.today() + timedelta(days=59)
    post = held(certificate="assistant", certificate_until=soon)
    held("还早", certificate="assistant", certificate_until=soon + timedelta(days=30))
    for _run in range(2):
        lapsing.tell(by=audit.SYSTEM)
    [told] = Notice.objects.filter(kind="warning.certificate")
    assert (told.user, told.words) == (people["hemin"], f"「桂一同行」有一张证书有效期到 {soon}。")
    posts.change(post, posts.Said("陈晓雯", "social_worker", post.since), seen=1, by=people["hemin"])
    lapsing.tell(by=audit.SYSTEM)
    assert Notice.objects.get(kind="warning.certificate").read_at


def test_what_several_learnt_is_entered_once_and_counted_for_each(people):
    one, other = held(), held("周倩")
    learnt([one, other], by=people["hemin"])
    learnt([one], by=people["hemin"], kind="supervision", minutes=60)
    lines = {
        line.post.name: (line.training, line.supervision) for line in staff.of(one.project, people["hemin"])["staff"]
    }
    assert {name: (str(a), str(b)) for name, (a, b) in lines.items()} == {
        "陈晓雯": ("1.5", "1.0"),
        "周倩": ("1.5", "0.0"),
    }
    posts.unlearn(Learning.objects.get(kind="supervision"), by=people["hemin"])
    assert Learning.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"day": date(2030, 1, 1)}, "日期还没有到。"), ({"day": date(2022, 1, 2)}, "陈晓雯那天不在岗。")],
)
def test_what_cannot_be_learnt_is_refused(people, changes, sentence):
    with pytest.raises(Refused) as refused:
        learnt([held()], by=people["hemin"], **changes)
    assert refused.value.sentence == sentence


def test_one_account_holds_one_post_of_a_project_at_a_time(people):
    held("李洁", user=people["lijie"])
    with pytest.raises(Refused) as refused:
        held("李洁", user=people["lijie"])
    assert refused.value.sentence == "李洁已经有一个岗位。先办离岗。"


def test_bad_input_stands_at_its_field_and_the_second_editor_chooses(people, client):
    post = held()
    client.force_login(people["hemin"], BACKEND)
    address = reverse("commissioning:post", args=[post.pk])
    form = client.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields if name != "paper"}
    seen = {f"initial-{name}": form[name].value() or "" for name in form.edited}
    wrong = client.post(address, typed | {"name": "", "certificate_number": "12", "since": "2022-13-01"})
    assert set(wrong.context["form"].errors) == {"name", "certificate", "since"}
    client.post(address, typed | seen | {"name": "陈小雯"})
    second = client.post(address, typed | seen | {"name": "陈晓文", "time": "part"})
    choice = second.context["form"].choice_of("name")
    assert (second.status_code, choice.theirs, choice.mine) == (422, "陈小雯", "陈晓文")
    assert second.context["form"]["time"].value() == "part"
    assert Post.objects.get().name == "陈小雯"
