"""The contracts of a demonstration: all signed and their sums met, most paid, some waiting for a hand; the same for the same seed."""

from datetime import date

import pytest
from django.db import transaction

from guihua.commissioning.models import Contract, IndicatorChange, Instalment, Payment, Transfer, Voucher
from guihua.config import home
from guihua.core import secrecy, uploads
from guihua.core.promises import kept
from guihua.core.uploads import kinds
from guihua.demo import contracts, proving
from guihua.desk import promises

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_years_end(settings, programme):
    settings.DEMONSTRATION = home.Demonstration(date(2022, 12, 31), 2022, "s", 1, "osmanthus-2022")
    return programme


def test_each_project_of_the_year_has_a_contract_whose_first_instalment_is_paid(at_years_end):
    contracts.write(at_years_end, 1)
    assert list(Contract.objects.values_list("number", flat=True)) == ["GC-1-HT", "GC-2-HT", "GC-3-HT"]
    assert set(Instalment.objects.filter(position=1).values_list("payments__state", flat=True)) == {"paid"}
    assert all(one.signed_on < one.starts_on for one in Contract.objects.all())
    assert Transfer.objects.get().state == "asked"
    satisfied = Contract.objects.filter(indicators__kind="satisfaction", indicators__target=90)
    assert satisfied.count() == 3  # the rest of it follows from what each project does
    assert [one.contract.number for one in IndicatorChange.objects.all()] == ["GC-1-HT"]
    money = {one.code: kept(one).broken for one in promises.every() if one.code in ("contract_sums", "budget_use")}
    assert money == {"contract_sums": 0, "budget_use": 0}


def test_what_was_spent_first_is_proved_and_a_receipt_that_was_put_in_by_mistake_is_void(at_years_end):
    contracts.write(at_years_end, 1)
    proving.write(at_years_end, 1)
    vouchers = Voucher.objects.select_related("expense").order_by("pk")
    assert vouchers.values("expense").distinct().count() == 12
    assert [str(one) for one in vouchers.exclude(voided_at=None)] == ["购物小票.jpg"]
    first = vouchers[0]
    assert (
        str(first),
        kinds.kind_of(uploads.read(first.stored_as, key=secrecy.unwrapped(first.data_key)), "a.pdf").suffix,
    ) == (
        f"付款回单 {first.expense.voucher}.pdf",
        ".pdf",
    )


def test_the_same_seed_gives_the_same_contracts(at_years_end):
    def told():
        with transaction.atomic():
            contracts.write(at_years_end, 1)
            rows = list(
                Payment.objects.order_by("instalment").values_list("instalment__amount_fen", "state", "paid_on")
            )
            transaction.set_rollback(True)
        return rows

    assert told() == told()
