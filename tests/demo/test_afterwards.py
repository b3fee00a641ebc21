"""What people did beside the records: photos that workers added, words that the office wrote and published."""

import re
from collections import Counter
from datetime import date
from io import BytesIO
from random import Random

import pytest
from PIL import Image

from guihua.config import home
from guihua.core.uploads import kinds
from guihua.core.uploads.photos import drawn_anew
from guihua.delivery.actions import photos
from guihua.delivery.models import Activity, Session, SessionPhoto
from guihua.demo import afterwards, pictures, texts
from guihua.reporting.models import Edition, Passage

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
