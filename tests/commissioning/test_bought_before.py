"""A project that was under contract before Guihua came: how it was bought is put on file afterwards, and fits its contract."""

from dataclasses import replace
from datetime import date

import pytest

from guihua.commissioning.actions import procurements, signing
from guihua.commissioning.models import Procurement, Project
from guihua.core import audit
from guihua.core.refusal import Refused
from guihua.directory.models import Organisation
from tests.factories.contracts import terms
from tests.factories.purchases import YUAN, opening, take

pytestmark = pytest.mark.django_db
BUDGET = 290_000 * YUAN


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.refusal.code, refusal.value.sentence


@pytest.fixture
def project(programme):
    found = Project.objects.get(number="GC-1")
    signing.sign(found, terms(found), by=audit.SYSTEM)
    found.refresh_from_db()
    return found


@pytest.fixture
def purchase(project, programme):
    """By single source, until the report of the review."""
    wanted = replace(opening(programme, "单一来源"), budget_fen=BUDGET)
    found = procurements.begin(project, wanted, by=audit.SYSTEM)
    take(found, ("budget", date(2021, 11, 1)), ("release", date(2021, 11, 2)))
    return found


def to_the_report(purchase, organisation, fen):
    bid = procurements.submit(purchase, organisation, quote_fen=fen, on=date(2021, 11, 5), by=audit.SYSTEM)
    take(purchase, ("deadline", date(2021, 11, 12)))
    procurements.seat(purchase, name="评委", unit="", is_expert=True, by=audit.SYSTEM)
    take(purchase, ("review", date(2021, 11, 15)), ("report", date(2021, 11, 16)))
    return bid


def test_it_is_won_by_the_provider_at_the_price_of_the_contract_and_the_project_stays_as_it_is(purchase, project):
    before = (project.state, project.provider, project.amount_fen)
    bid = to_the_report(purchase, project.provider, project.amount_fen)
    procurements.award(bid, reason="唯一供应商", on=date(2021, 11, 18), by=audit.SYSTEM)
    take(purchase, ("notice", date(2021, 11, 19)))
    code, sentence = refused(lambda: take(purchase, ("contract", date(2021, 11, 22))))
    signed = project.contract.signed_on
    assert (code, sentence) == ("not-as-signed", f"合同是 {signed.isoformat()} 签订的。")
    procurements.take(purchase, "contract", on=signed, why="签得晚", by=audit.SYSTEM)
    project.refresh_from_db()
    assert (project.state, project.provider, project.amount_fen) == before
    assert refused(lambda: procurements.give_up(purchase, why="登错了", by=audit.SYSTEM))[0] == "signed"


def test_nobody_else_can_have_won_it(purchase, project):
    other = Organisation.objects.filter(subdistrict=project.subdistrict_id).exclude(pk=project.provider_id).first()
    bid = to_the_report(purchase, other, project.amount_fen)
    award = {"reason": "得分最高", "on": date(2021, 11, 18), "by": audit.SYSTEM}
    assert refused(lambda: procurements.award(bid, **award)) == (
        "another",
        f"这个项目由「{project.provider_name}」承接，补登的采购只能由它成交。",
    )


def test_nor_at_another_price(purchase, project):
    bid = to_the_report(purchase, project.provider, project.amount_fen - 1)
    code, sentence = refused(lambda: procurements.award(bid, reason="唯一", on=date(2021, 11, 18), by=audit.SYSTEM))
    assert (code, sentence) == ("not-its-price", f"成交价要等于合同金额 {project.amount_fen / 100:,.2f} 元。")


def test_what_was_put_on_file_by_mistake_is_given_up_and_may_be_entered_anew(purchase, project, programme):
    procurements.give_up(purchase, why="登错了项目", by=audit.SYSTEM)
    project.refresh_from_db()
    assert project.provider is not None
    procurements.begin(project, replace(opening(programme), budget_fen=BUDGET), by=audit.SYSTEM)
    assert list(Procurement.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "running"]


def test_its_budget_was_at_least_its_price(project, programme):
    wanted = replace(opening(programme), budget_fen=project.amount_fen - 100)
    assert refused(lambda: procurements.begin(project, wanted, by=audit.SYSTEM)) == (
        "below-price",
        "采购预算比合同金额少 1.00 元。",
    )
