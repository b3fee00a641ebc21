"""Somebody told of has their rights: to be found though they were met twice, to read what is told of them, to be forgotten."""

import pytest

from guihua.core import audit, promises
from guihua.core.inbox import Notice
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.delivery.actions import photos
from guihua.delivery.models import Attendance
from guihua.desk import people_rights
from guihua.directory.actions import merges, subjects
from guihua.directory.models import ConsentPurpose, Person
from guihua.reporting.actions import stories
from guihua.reporting.actions.stories import Told
from guihua.reporting.models import Edition, Story
from guihua.reporting.promises import PROMISES
from guihua.reporting.story_forms import people_at
from tests.reporting.test_stories import allow, he, person, publish, read_by_anybody, session, su, told

__all__ = ["he", "person", "session", "su"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def other(session, person):
    """The person's row under another phone, who was not at the session."""
    there = Attendance.objects.filter(session=session).exclude(person=None).values("person")
    return Person.objects.filter(id_index=None).exclude(pk__in=there).order_by("pk")[0]


@pytest.fixture
def one_person(person, other):
    return merges.merge(other, person, why="本人到窗口核对", by=audit.SYSTEM)


@pytest.fixture
def published(session, person, he, su, counted):
    allow(person)
    story = stories.write(session, told(person), by=he)
    stories.pick(story, seen=story.version, by=su)
    publish(counted)
    return story


def test_what_somebody_allowed_under_their_other_row_is_found(session, person, other, one_person, he):
    given = allow(other)
    assert people_at(session) == [(other.pk, str(other))]
    story = stories.write(session, told(person), by=he)
    assert [one.consent for one in story.consents.all()] == [given]
    assert Story.objects.standing().get() == story


def test_once_they_are_two_again_the_story_stands_on_nobody_who_was_there(
    session, person, other, one_person, he, su, counted, client
):
    allow(other)
    story = stories.write(session, told(person), by=he)
    stories.pick(story, seen=story.version, by=su)
    publish(counted)
    assert "包粽子的人" in read_by_anybody(client, counted)
    merges.take_apart(one_person, why="认错了人", by=audit.SYSTEM)
    assert not Story.objects.standing().exists()
    assert "包粽子的人" not in read_by_anybody(client, counted)
    told_of = [("story.people_apart", {}, f"/reports/stories/#story-{story.pk}")]
    for user in (su, he):
        assert list(Notice.objects.filter(user=user).values_list("kind", "params", "address")) == told_of


def test_of_a_published_story_that_was_told_otherwise_since_the_office_is_told_too(
    session, person, other, one_person, he, su, counted
):
    allow(other)
    story = stories.write(session, told(person), by=he)
    stories.pick(story, seen=story.version, by=su)
    publish(counted)
    stories.write(session, Told("另一个标题", "别的话。"), by=he, story=story, seen=story.version)
    merges.take_apart(one_person, why="认错了人", by=audit.SYSTEM)
    assert list(Notice.objects.filter(user=su).values_list("kind", flat=True)) == ["story.people_apart"]


def test_who_is_taken_apart_without_a_story_is_no_news(one_person, su):
    merges.take_apart(one_person, why="认错了人", by=audit.SYSTEM)
    assert not Notice.objects.exists()


def test_what_is_told_of_somebody_is_in_their_copy_as_it_is_and_as_it_was_published(published, person, session, he):
    again = Told("另一个标题", "别的话。", people=[person.pk])
    stories.write(session, again, by=he, story=published, seen=published.version)
    held = people_rights.held(person, by=audit.SYSTEM)
    written = {"title": "另一个标题", "told": "别的话。", "photos": 0, "project": "GC-1", "day": "2022-03-05"}
    read = {"edition": "2022 年度报告第 1 版", "title": "包粽子的人", "told": published.words, "photos": 0}
    assert (held["stories"], held["published_stories"]) == ([written], [read])


def test_of_somebody_else_it_is_in_nobodys_copy(published, other):
    held = people_rights.held(other, by=audit.SYSTEM)
    assert (held["stories"], held["published_stories"]) == ([], [])


def test_who_is_erased_is_told_of_nowhere_and_the_editions_seal_is_anew(published, person, su, counted, client):
    subjects.erase(person, why="本人要求", by=su)
    assert "包粽子" not in read_by_anybody(client, counted)
    published.refresh_from_db()
    assert (published.title, published.words, published.taken_back_at is None) == ("（已删除）", "", False)
    [kept] = Edition.objects.get().stories
    assert (kept["title"], kept["words"], kept["photos"]) == ("（已删除）", "", [])
    [notice] = Notice.objects.filter(user=su)
    assert (notice.kind, notice.params) == ("story.person_erased", {})
    [intact] = [promises.kept(one) for one in PROMISES if one.code == "editions"]
    assert (intact.looked_at, intact.sentences) == (1, [])
    Edition.objects.update(stories=[kept | {"words": "别的话。"}])
    [broken] = [promises.kept(one) for one in PROMISES if one.code == "editions"]
    assert broken.broken == 1


def test_who_is_erased_under_one_row_is_forgotten_under_the_other(session, person, other, one_person, he, su):
    allow(other)
    stories.write(session, told(person), by=he)
    subjects.erase(other, why="本人要求", by=su)
    assert Story.objects.get().words == ""
    assert people_at(session) == []
    with pytest.raises(Refused, match="还没有（已删除）的同意"):
        stories.write(session, told(person), by=he)


def test_photos_of_who_is_erased_hang_on_no_story(session, person, he, su):
    [photo] = photos.add(session, [photos.Picture(".png", b"drawn")], by=he)
    allow(person)
    allow(person, ConsentPurpose.PHOTOS)
    story = stories.write(session, told(person, photos=[photo.pk]), by=he)
    subjects.erase(person, why="本人要求", by=su)
    assert list(story.photos.all()) == []
    assert list(AuditRow.objects.filter(action="story.erased").values_list("object_id", flat=True)) == [story.pk]
