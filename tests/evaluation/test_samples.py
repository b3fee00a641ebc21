"""Records of a project are drawn for its panel: the same for all of it, by a seed that is kept, none of a confidential domain."""

import pytest
from django.test import Client
from django.urls import reverse

from guihua.commissioning.models import Domain
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.delivery.models import Session
from guihua.evaluation.actions import samples, sheets
from guihua.evaluation.calc.sampling import drawn
from guihua.evaluation.models import RecordCheck, Sample
from tests.evaluation.test_seats_sheets import BACKEND
from tests.factories import judging

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(everybody):
    return judging.seat(judging.opened("末期"), "何文")


def test_a_seed_draws_the_same_on_any_machine():
    assert drawn("一", range(1, 11), 3) == drawn("一", reversed(range(1, 11)), 3) == [7, 6, 1]
    assert sorted(drawn("一", [4, 5], 3)) == [4, 5]


def test_the_records_are_drawn_once_when_the_first_of_the_panel_begins(seat):
    sheets.take_up(seat, by=seat.assessor.user)
    sample = Sample.objects.get(entered=seat.panel.entered)
    assert samples.draw(seat.panel.entered, by=audit.SYSTEM) == sample
    own = set(Session.objects.filter(project__number="GC-1").values_list("pk", flat=True))
    assert (set(sample.pool), sample.records.count()) == (own, min(5, len(own)))
    assert AuditRow.objects.filter(action="scoresheet.sampled", object_id=seat.panel.entered.round_id).count() == 1


def test_nothing_is_drawn_of_a_confidential_domain(seat):
    Domain.objects.filter(projects__number="GC-1").update(is_confidential=True)
    assert samples.draw(seat.panel.entered, by=audit.SYSTEM) is None
    assert not Sample.objects.filter(entered=seat.panel.entered).exists()


def test_who_scores_says_what_they_found_and_sees_it_beside_the_sheet(seat):
    client = Client()
    client.force_login(seat.assessor.user, backend=BACKEND)
    one = sheets.take_up(seat, by=seat.assessor.user)
    record = Sample.objects.get(entered=seat.panel.entered).records.get(position=1)
    form = {f"finding_{record.pk}": "differs", f"note_{record.pk}": "签到表少两个人"}
    page = client.post(reverse("evaluation:sheet_sample", args=[one.pk]), form, follow=True).content.decode()
    check = RecordCheck.objects.get()
    assert (check.finding, check.note, "对不上" in page) == ("differs", "签到表少两个人", True)
    client.post(reverse("evaluation:sheet_sample", args=[one.pk]), {})
    assert RecordCheck.objects.count() == 0
