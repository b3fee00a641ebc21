"""What people did beside the records: photos that workers added, words that the office wrote and published."""

import re
from collections import Counter
from datetime import date
from io import BytesIO
from random import Random

import pytest
from PIL import Image

from guihua.config import home
from guihua.core import audit
from guihua.core.uploads import kinds
from guihua.core.uploads.photos import drawn_anew
from guihua.delivery.actions import photos
from guihua.delivery.models import Activity, Session, SessionPhoto
from guihua.demo import afterwards, pictures, stories, texts
from guihua.directory.actions import users
from guihua.directory.models import Organisation, Role
from guihua.reporting.models import Edition, Passage, Story

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_years_end(settings, counted):
    settings.DEMONSTRATION = home.Demonstration(date(2022, 12, 31), 2022, "s", 1, "osmanthus-2022")
    return counted


@pytest.mark.parametrize("form", pictures.SCENES)
def test_a_picture_is_the_same_for_the_same_seed_and_taken_as_a_photo(form):
    drawn = pictures.draw(form, Random("3"))
    assert pictures.draw(form, Random("3")) == drawn
    assert Image.open(BytesIO(drawn_anew(drawn, kinds.kind_of(drawn, "a.jpg")))).size == (960, 640)


def test_nobody_takes_photos_of_casework_or_counselling():
    assert {"casework", "counselling"} & set(pictures.SCENES) == set()


def test_the_latest_sessions_of_each_project_have_photos(at_years_end):
    afterwards.add_photos(at_years_end, 1)
    taken = Session.objects.filter(activity__form__in=pictures.SCENES, day__year=2022)
    held = Counter(taken.values_list("project", flat=True))
    sessions = set(SessionPhoto.objects.values_list("session__project", "session"))
    shown = Counter(project for project, _session in sessions)
    assert shown == {project: min(count, afterwards.REMEMBERED) for project, count in held.items()}
    one = SessionPhoto.objects.order_by("pk").first()
    assert Image.open(BytesIO(photos.content_of(one))).format == "JPEG"


def test_a_confidential_domain_has_no_photos(at_years_end):
    told = Activity.objects.filter(project__domain__is_confidential=True)
    assert told.update(form="group") > 0
    afterwards.add_photos(at_years_end, 1)
    assert SessionPhoto.objects.filter(session__activity__in=told).count() == 0


def test_of_the_year_before_an_edition_is_published_and_of_this_one_there_is_a_draft(at_years_end):
    afterwards.tell_of_both_years(at_years_end)
    assert list(Edition.objects.open_to_all().values_list("year", flat=True)) == [2021]
    assert dict(Counter(Passage.objects.values_list("year", flat=True))) == {2021: 3, 2022: 2}


def test_what_the_office_wrote_holds_no_number():
    words = [text for year in texts.load("report").values() for text in year.values()]
    assert [text for text in words if re.search(r"\d", text)] == []


@pytest.fixture
def manager(at_years_end):
    user = users.register("hemin", name="何敏", password="osmanthus-2022", by=audit.SYSTEM)
    provider = Organisation.objects.get(kind="provider")
    users.appoint(user, Role.MANAGER, at_years_end, by=audit.SYSTEM, organisation=provider)
    return user


def test_the_managers_people_tell_stories_of_whom_allows_it_and_one_still_waits(at_years_end, manager):
    """As far as the programme held anything of the kind in that year."""
    [tea] = Session.objects.filter(code="A1")
    Activity.objects.filter(pk=tea.activity_id).update(name="智能手机小课堂（第 8 节）")
    stories.tell(at_years_end)
    [told] = Story.objects.standing()
    assert (told.title, told.session, told.by, told.picked_at) == ("第一条语音", tea, manager, None)
    [allowed] = told.consents.all()
    assert tea.attendances.filter(person=allowed.consent.person, part="served").exists()


def test_where_nobody_manages_nobody_tells(at_years_end):
    stories.tell(at_years_end)
    assert not Story.objects.exists()


def test_what_is_told_holds_no_number():
    told = [one for year in texts.load("stories").values() for one in year]
    assert [one["title"] for one in told if re.search(r"\d", one["title"] + one["words"])] == []
