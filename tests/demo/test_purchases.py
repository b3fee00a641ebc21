"""The purchases of a demonstration: behind each contract one, in its order and in its time."""

from datetime import date

import pytest

from guihua.commissioning import archive, buying
from guihua.commissioning.actions import files
from guihua.commissioning.calc.clocks import Standing
from guihua.commissioning.models import Procurement, Project
from guihua.config import home
from guihua.core.refusal import Refused
from guihua.demo import coming, contracts, published, purchases
from guihua.directory.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_years_end(settings, programme):
    settings.DEMONSTRATION = home.Demonstration(date(2022, 12, 31), 2022, "s", 1, "osmanthus-2022")
    for name, code in [("禾穗社会工作服务社", "52440605MJL0001014"), ("春晖里社会工作服务中心", "52440605MJL0001022")]:
        Organisation.objects.create(subdistrict=programme, name=name, credit_code=code, kind="provider")
    return programme


def test_behind_each_contract_is_a_purchase_of_which_every_step_was_taken_in_time(at_years_end):
    contracts.write(at_years_end, 1)
    purchases.write(at_years_end, 1)
    bought = Procurement.objects.select_related("project", "winner").order_by("project__number")
    assert [(one.project.number, one.state) for one in bought] == [
        ("GC-1", "awarded")
    ]  # of the others no way is on file
    assert all(one.winner.organisation_id == one.project.provider_id for one in bought)
    assert {shown.standing for one in bought for shown in buying.steps_of(one)} == {Standing.DONE}


def test_the_next_year_is_planned_and_partly_bought_with_its_troubles(at_years_end):
    contracts.write(at_years_end, 1)
    coming.write(at_years_end, 1)
    planned = Project.objects.of_year(2023).order_by("number")
    assert [(one.number, one.state) for one in planned] == [
        ("GC-2023-001", "contracted"),
        ("GC-2023-002", "contracted"),
        ("GC-2023-003", "procuring"),
    ]
    late = Procurement.objects.get(project=planned[2])
    lapsed = [shown.step.code for shown in buying.steps_of(late) if shown.standing == Standing.LAPSED]
    assert (late.state, lapsed) == ("awarded", ["notice"])
    grown = planned[0].contract
    assert [one.amount_fen * 100 // grown.amount_fen for one in grown.amendments.all()] == [7]
    with pytest.raises(Refused, match="超过"):
        contracts.amend(grown, 7, "再加一个服务点", on=date(2022, 12, 30))


def test_what_was_awarded_and_signed_for_is_public_on_its_day_and_the_first_archive_is_whole(
    at_years_end, settings, tmp_path
):
    settings.GUIHUA_UPLOADS = tmp_path / "uploads"
    contracts.write(at_years_end, 1)
    purchases.write(at_years_end, 1)
    published.write(at_years_end)
    bought = Procurement.objects.with_archive().get()
    told = [(one.kind, one.edition, one.on) for one in bought.notices.order_by("pk")]
    notice, contract = bought.done["notice"], bought.done["contract_published"]
    assert told == [("award", 1, notice), ("contract", 1, contract), ("award", 2, notice)]
    assert archive.of(bought).missing == 0
    text = bought.notices.get(kind="contract").text
    assert files.content_of(text).startswith(b"%PDF-")
    assert text.file.name == "合同（公开文本）"
