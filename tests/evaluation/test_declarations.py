"""Before somebody scores in a round they declare where they work and to whom they are tied; what they signed stands."""

import pytest
from django.test import Client
from django.urls import reverse

from guihua.core.refusal import Refused
from guihua.desk import attention
from guihua.directory.models import User
from guihua.evaluation.actions import assessors, sheets
from guihua.evaluation.models import Declaration, Round
from guihua.evaluation.pool import WorkSaid
from tests.factories import judging

pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def seat(everybody):
    """何文's, who works at 远方大学 and has signed nothing."""
    found = judging.seat(Round.objects.get(name="又一轮"), "何文", at="远方大学")
    Declaration.objects.filter(assessor=found.assessor).delete()
    return found


@pytest.fixture
def own(seat):
    client = Client()
    client.force_login(seat.assessor.user, backend=BACKEND)
    return client


def page_of(seat):
    return reverse("evaluation:declaration", args=[seat.panel.entered.round_id])


def test_nobody_scores_before_they_signed_and_home_says_so(seat, own):
    user = seat.assessor.user
    with pytest.raises(Refused, match="先在「我的评估」里签「又一轮」的回避声明"):
        sheets.take_up(seat, by=user)
    assert [line.address for line in attention.of(user) if line.title == "没有签的回避声明"] == [page_of(seat)]
    assert page_of(seat) in own.get(reverse("evaluation:my_visits")).content.decode()
    assert "受聘 远方大学" in own.get(page_of(seat)).content.decode()
    assert own.post(page_of(seat))["Location"] == reverse("evaluation:my_visits")
    assert sheets.take_up(seat, by=user).seat == seat
    assert not [line for line in attention.of(user) if line.title == "没有签的回避声明"]


def test_what_was_signed_stands_whatever_is_entered_later_and_signing_twice_is_once(seat, own):
    own.post(page_of(seat))
    assessors.employ(seat.assessor, WorkSaid("近处医院"), by=seat.assessor.user)
    own.post(page_of(seat))
    assert [one.said for one in Declaration.objects.filter(assessor=seat.assessor)] == [["受聘 远方大学"]]
    page = own.get(page_of(seat)).content.decode()
    assert ("远方大学" in page, "近处医院" in page) == (True, False)


def test_the_page_names_the_projects_that_follow_from_what_is_on_file(seat, own):
    provider = seat.panel.entered.project.provider
    assessors.employ(seat.assessor, WorkSaid(provider.name), by=seat.assessor.user)
    page = own.get(page_of(seat)).content.decode()
    assert "这些项目您要回避" in page
    own.post(page_of(seat))
    with pytest.raises(Refused, match="您要回避这个项目"):
        sheets.take_up(seat, by=seat.assessor.user)


def test_nobody_signs_for_another_nor_without_a_seat(seat):
    for who in ("office", "assessor", "stranger"):
        client = Client()
        client.force_login(User.objects.get(username=who), backend=BACKEND)
        assert client.post(page_of(seat)).status_code == 404
    assert not Declaration.objects.filter(assessor=seat.assessor).exists()
