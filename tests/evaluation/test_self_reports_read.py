"""Who reads what a provider says of itself: nobody else while it is written, and its panel beside each criterion afterwards."""

import pytest
from django.test import Client
from django.urls import reverse

from guihua.core import clock
from guihua.core.models import AuditRow
from guihua.directory.models import User
from guihua.evaluation.models import SelfReport
from tests.factories import judging

pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def people(everybody):
    return {one.username: one for one in User.objects.all()}


@pytest.fixture
def going(everybody):
    return SelfReport.objects.with_all_that_it_asks().get(entered__round__name="进行轮")


@pytest.fixture
def handed_in(everybody):
    return SelfReport.objects.with_all_that_it_asks().get(entered__round__name="又一轮")


def signed_in(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_while_it_is_written_it_is_its_providers_alone_and_then_it_is_the_panels_too(people, going, handed_in):
    seat = judging.seat(handed_in.entered.round, "何文")
    who = [
        people[name] for name in ("manager", "office", "leader", "auditor", "committee", "liaison", "finance", "worker")
    ]
    seen = [
        [SelfReport.objects.visible_to(user).filter(pk=one.pk).exists() for user in who] for one in (going, handed_in)
    ]
    assert seen == [[True] + [False] * 7, [True] * 6 + [False] * 2]
    panel = SelfReport.objects.visible_to(seat.assessor.user)
    assert list(panel) == [handed_in]
    seat.left_at, seat.left_why = clock.now(), "病了"
    seat.save()
    assert list(panel.all()) == []


def test_an_assessor_reads_it_beside_the_criterion_and_each_opening_of_a_file_is_on_file(people, handed_in):
    seat = judging.seat(handed_in.entered.round, "周静", is_finance=True)
    client = signed_in(seat.assessor.user)
    client.post(reverse("evaluation:taking_up", args=[seat.pk]))
    page = client.get(reverse("evaluation:sheet", args=[seat.sheet.pk])).content.decode()
    assert ("目录和实物都对得上" in page, "账册" in page) == (True, True)
    file = handed_in.evidence.get(paper=None)
    answer = client.get(reverse("evaluation:self_evidence", args=[file.pk]))
    assert answer.content == b"%PDF-1.7 books"
    row = AuditRow.objects.filter(action="selfreport.read").latest("pk")
    assert (row.actor, row.details["evidence"]) == (seat.assessor.user, file.pk)


def test_nobody_finds_what_is_of_another_provider(people, going):
    client = signed_in(people["stranger"])
    pages = {
        "self_report": going.pk,
        "self_report_checking": going.pk,
        "self_evidence": going.evidence.first().pk,
        "self_report_beginning": going.entered_id,
        "self_reports": going.entered.round_id,
    }
    assert {client.get(reverse(f"evaluation:{name}", args=[pk])).status_code for name, pk in pages.items()} == {404}
