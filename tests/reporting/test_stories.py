"""What workers tell of a session goes into the report by the office's choice, and out of it by anybody who is told of."""

from datetime import date

import pytest
from django.urls import reverse

from guihua.commissioning.models import Project
from guihua.core import audit
from guihua.core.inbox import Notice
from guihua.core.refusal import Refused
from guihua.delivery.actions import photos
from guihua.delivery.models import Attendance, Session
from guihua.directory.actions import consents, users
from guihua.directory.models import ConsentPurpose, Organisation, Person, Role
from guihua.reporting.actions import editions, stories
from guihua.reporting.actions.stories import Told
from guihua.reporting.book import open_book
from guihua.reporting.models import Story

pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def su(counted):
    user = users.register("suwanqing", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(user, Role.OFFICE, counted, by=audit.SYSTEM)
    return user


@pytest.fixture
def he(counted):
    """何敏, who works in GC-1."""
    user = users.register("hemin", name="何敏", password="osmanthus-2022", by=audit.SYSTEM)
    provider = Organisation.objects.get(kind="provider")
    users.appoint(user, Role.WORKER, counted, by=audit.SYSTEM, organisation=provider)
    users.grant(user, Role.WORKER, Project.objects.get(number="GC-1"), by=audit.SYSTEM, why="经办")
    return user


@pytest.fixture
def session(counted):
    return Session.objects.get(code="A1")


@pytest.fixture
def person(session):
    return Attendance.objects.filter(session=session, part="served").exclude(person=None)[0].person


def allow(person, purpose=ConsentPurpose.STORIES):
    return consents.give(person, purpose, version="2022-01", given_on=date(2022, 3, 1), by=audit.SYSTEM)


def told(person=None, **more):
    words = "阿姨第一次来时不说话，年底她教别人包粽子。"
    return Told("包粽子的人", words, people=[person.pk] if person else [], **more)


def publish(place, note=""):
    return editions.publish(place, 2022, generation=open_book(place.code).generation, note=note, by=audit.SYSTEM)


def read_by_anybody(client, place):
    return client.get("/reports/2022/", {"public": "", "subdistrict": place.code}).content.decode()


def test_a_picked_story_is_read_by_anybody_once_it_is_published(session, person, he, su, counted, client):
    allow(person)
    story = stories.write(session, told(person), by=he)
    publish(counted)
    assert "包粽子的人" not in read_by_anybody(client, counted)
    stories.pick(story, seen=story.version, by=su)
    publish(counted, note="加了一个故事")
    page = read_by_anybody(client, counted)
    assert "年底她教别人包粽子" in page
    assert "文中名字是化名" in page


def test_who_takes_the_consent_back_is_out_at_once_and_the_office_is_told(session, person, he, su, counted, client):
    given = allow(person)
    story = stories.write(session, told(person), by=he)
    stories.pick(story, seen=story.version, by=su)
    publish(counted)
    assert "包粽子的人" in read_by_anybody(client, counted)
    consents.withdraw(given, by=audit.SYSTEM)
    assert "包粽子的人" not in read_by_anybody(client, counted)
    [notice] = Notice.objects.filter(user=su)
    assert (notice.kind, notice.params) == ("story.consent_withdrawn", {})
    with pytest.raises(Refused, match="里面有人撤回了同意"):
        stories.pick(story, seen=story.version, by=su)
    allow(person)  # another consent, of which the story does not know
    assert "包粽子的人" not in read_by_anybody(client, counted)


def test_nobody_is_told_of_who_was_not_there(session, he):
    there = Attendance.objects.filter(session=session).exclude(person=None).values("person")
    absent = Person.objects.exclude(pk__in=there).order_by("pk")[0]
    allow(absent)
    with pytest.raises(Refused) as refused:
        stories.write(session, told(absent), by=he)
    assert refused.value.sentence == "故事里只能写这一场来过的人。"


def test_nobody_is_told_of_without_consent(session, person, he):
    with pytest.raises(Refused) as refused:
        stories.write(session, told(person), by=he)
    assert refused.value.sentence == (
        f"还没有{person}的同意：公开讲述本人的事。请先请本人同意，由办公室登记，再写进来。"
    )
    assert not Story.objects.exists()


@pytest.mark.parametrize("more", [{"names_changed": False}, {"photos": True}])
def test_a_face_or_a_name_needs_a_consent_of_its_own(session, person, he, more):
    if "photos" in more:
        [photo] = photos.add(session, [photos.Picture(".png", b"drawn")], by=he)
        more = {"photos": [photo.pk]}
    allow(person)
    with pytest.raises(Refused, match="公开照片和姓名"):
        stories.write(session, told(person, **more), by=he)
    allow(person, ConsentPurpose.PHOTOS)
    assert stories.write(session, told(person, **more), by=he).consents.count() == 2


def test_of_a_confidential_domain_nobody_tells(counted, su):
    confidential = Session.objects.get(code="B1")
    with pytest.raises(Refused, match="这个领域要保密，里面的事不写成故事。"):
        stories.write(confidential, told(), by=su)


def test_a_story_that_is_told_otherwise_is_picked_again(session, person, he, su):
    allow(person)
    story = stories.write(session, told(person), by=he)
    stories.pick(story, seen=story.version, by=su)
    again = stories.write(session, Told("另一个标题", "别的话。"), by=he, story=story, seen=story.version)
    assert (again.pk, again.picked_at) == (story.pk, None)


def test_words_that_the_office_has_not_read_are_not_picked(session, he, su):
    read = stories.write(session, told(), by=he)
    stories.write(session, Told("另一个标题", "别的话。"), by=he, story=read, seen=read.version)
    with pytest.raises(Refused) as refused:
        stories.pick(read, seen=read.version, by=su)
    assert refused.value.sentence == "你打开以后，何敏 改过这个故事。请再看一遍，然后选用。"


def test_nobody_writes_over_what_a_colleague_wrote_meanwhile_before_having_read_it(session, he, su, client):
    story = stories.write(session, told(), by=he)
    stories.write(session, Told("另一个标题", "别的话。"), by=su, story=story, seen=story.version)
    client.force_login(he, backend=BACKEND)
    address = reverse("reporting:story_changing", args=[story.pk])
    said = {"title": "我的标题", "words": "我的话。", "names": "changed", "sure": "sure", "seen": story.version}
    refused = client.post(address, said)
    assert refused.context["form"].non_field_errors() == [
        "你写的时候，苏婉清 也改了这个故事，现在是：「另一个标题」「别的话。」。看过以后再保存一次，就用你写的。"
    ]
    client.post(address, said | {"seen": refused.context["seen"]})
    assert Story.objects.get().title == "我的标题"


def test_a_story_that_is_taken_back_is_out_at_once(session, he, su, counted, client):
    story = stories.write(session, told(), by=he)
    stories.pick(story, seen=story.version, by=su)
    publish(counted)
    stories.take_back(story, by=he)
    assert "包粽子的人" not in read_by_anybody(client, counted)


def test_only_the_office_picks(session, he):
    story = stories.write(session, told(), by=he)
    with pytest.raises(Refused, match="年度报告由街道办公室撰写和发布。"):
        stories.pick(story, seen=story.version, by=he)


def test_a_published_photo_is_shown_while_it_is_allowed_and_no_other_ever(session, person, he, su, counted, client):
    [shown, other] = photos.add(session, [photos.Picture(".png", b"drawn")] * 2, by=he)
    allow(person)
    given = allow(person, ConsentPurpose.PHOTOS)
    story = stories.write(session, told(person, photos=[shown.pk]), by=he)
    address = reverse("reporting:story_photo", args=[2022, story.pk, shown.pk])
    assert client.get(address).status_code == 404
    stories.pick(story, seen=story.version, by=su)
    publish(counted)
    assert client.get(address).content == b"drawn"
    assert client.get(reverse("reporting:story_photo", args=[2022, story.pk, other.pk])).status_code == 404
    assert address in read_by_anybody(client, counted)
    consents.withdraw(given, by=audit.SYSTEM)
    assert client.get(address).status_code == 404


def test_a_worker_writes_and_the_office_picks_on_their_pages(session, person, he, su, client):
    allow(person)
    client.force_login(he, backend=BACKEND)
    address = reverse("reporting:story_adding", args=[session.pk])
    assert str(person) in client.get(address).content.decode()
    said = {"title": "包粽子的人", "words": "年底她教别人包粽子。", "names": "changed", "people": [person.pk]}
    refused = client.post(address, said)
    assert refused.context["form"].errors == {"sure": ["请确认没有别的认得出的人。"]}
    assert client.post(address, said | {"sure": "sure"}).url == reverse("reporting:stories")
    client.force_login(su, backend=BACKEND)
    story = Story.objects.get()
    pick, read = (
        reverse("reporting:story_picking", args=[story.pk]),
        reverse("reporting:story_changing", args=[story.pk]),
    )
    assert pick not in client.get(reverse("reporting:stories")).content.decode()
    assert pick in client.get(read).content.decode()
    client.post(reverse("reporting:story_picking", args=[story.pk]), {"seen": story.version})
    assert "包粽子的人" in client.get(reverse("reporting:preview", args=[2022])).content.decode()


def test_who_was_told_of_in_what_is_published_may_take_it_out_though_the_story_was_rewritten(
    session, person, he, su, counted, client
):
    given = allow(person)
    story = stories.write(session, told(person), by=he)
    stories.pick(story, seen=story.version, by=su)
    publish(counted)
    stories.write(session, Told("另一个标题", "别的话。"), by=he, story=story, seen=story.version)
    assert "包粽子的人" in read_by_anybody(client, counted)
    consents.withdraw(given, by=audit.SYSTEM)
    assert "包粽子的人" not in read_by_anybody(client, counted)
    assert [notice.kind for notice in Notice.objects.filter(user=su)] == ["story.consent_withdrawn"]
