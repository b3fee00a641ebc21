"""Contracts of the small programme's projects, signed by the verbs that the office has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from guihua.commissioning.actions import budgets, files, payments, search_texts, signing, vouchers
from guihua.commissioning.models import (
    Bid,
    BudgetCategory,
    Contract,
    Domain,
    Expense,
    Instalment,
    Judge,
    Payment,
    Procurement,
    Project,
    PublicNotice,
    PurchaseCategory,
    StepTaken,
    Transfer,
    Voucher,
)
from guihua.commissioning.terms import InstalmentLine, Terms
from guihua.core import audit

YUAN = 100
WHOLE = 286_000 * YUAN


def headings(place) -> dict[str, int]:
    return dict(BudgetCategory.objects.filter(subdistrict=place).values_list("name", "pk"))


def terms(project, **changes) -> Terms:
    """What the contract of 「桂一同行」 says: three instalments, three headings."""
    key = headings(project.subdistrict)
    said = Terms(
        number="GC-HT-1",
        signed_on=date(2021, 12, 28),
        amount_fen=WHOLE,
        starts_on=date(2022, 1, 1),
        ends_on=date(2022, 12, 31),
        instalments=(
            InstalmentLine(85_800 * YUAN, "signing", days=10),
            InstalmentLine(114_400 * YUAN, "midterm", "good"),
            InstalmentLine(85_800 * YUAN, "final", "pass"),
        ),
        budget={
            key["人员费用"]: 200_000 * YUAN,
            key["项目活动费"]: 60_000 * YUAN,
            key["行政管理费"]: 26_000 * YUAN,
        },
    )
    return replace(said, **changes)


@pytest.fixture
def contract(programme):
    """The signed contract of GC-1, 「桂一同行」."""
    project = Project.objects.get(number="GC-1")
    return signing.sign(project, terms(project), by=audit.SYSTEM)


def stand(place) -> None:
    """The contract of GC-1 with a payment that was asked for, an expense, and a transfer that waits; each by the system."""
    signed = signing.sign(
        project := Project.objects.get(number="GC-1", subdistrict=place), terms(project), by=audit.SYSTEM
    )
    payments.ask(signed.instalments.get(position=1), by=audit.SYSTEM)
    people, activities, _office = signed.budget.all()
    paper = vouchers.Paper("发票", ".pdf", b"%PDF-1.7", "0" * 64)
    said = {"on": date(2022, 3, 8), "what": "妇女节物资", "voucher": "记-0312"}
    budgets.spend(activities, **said, amount_fen=3_000 * YUAN, papers=[paper], by=audit.SYSTEM)
    budgets.ask_to_move(people, activities, amount_fen=5_000 * YUAN, why="探访多了", by=audit.SYSTEM)


def bought(place) -> None:
    """The purchase of GC-1, which came in as it stands: no verb buys what is under contract."""
    project = Project.objects.select_related("provider", "method").get(number="GC-1", subdistrict=place)
    category = PurchaseCategory.objects.filter(subdistrict=place).first()
    own = {"subdistrict": place, "project": project, "method": project.method, "category": category}
    purchase = Procurement.objects.create(**own, budget_fen=WHOLE, opened_on=date(2021, 11, 1))
    Bid.objects.create(subdistrict=place, procurement=purchase, organisation=project.provider)
    Judge.objects.create(procurement=purchase, name="周敏")
    StepTaken.objects.create(procurement=purchase, code="budget", on=date(2021, 11, 1))
    told = {
        "year": 2022,
        "number": "GC-1",
        "name": project.name,
        "method": project.method.name,
        "category": "社会工作服务",
    }
    notice = {"subdistrict": place, "procurement": purchase, "kind": "award", "edition": 1, "on": date(2022, 1, 4)}
    award = PublicNotice.objects.create(**notice, **told, budget_fen=WHOLE)
    paper = files.entered(project, "合同（公开文本）", files.Content(".pdf", b"%PDF-1.7"), by=audit.SYSTEM)
    signed = notice | {"kind": "contract", "text": paper.versions.get()}
    search_texts.keep(award, PublicNotice.objects.create(**signed, **told, budget_fen=WHOLE))


def by_name() -> dict[str, int]:
    """The things of contracts by what the tables of the tests call them."""
    of = "contract__project__number"
    found = {f"{number}-第{n}期": pk for number, n, pk in Instalment.objects.values_list(of, "position", "pk")}
    found |= {f"{one.instalment.contract.project.number}-payment": one.pk for one in Payment.objects.all()}
    found |= {one.number: one.pk for one in Contract.objects.all()}
    found |= {f"{one.project.number}-purchase": one.pk for one in Procurement.objects.all()}
    found |= {f"{one.project.number}-method": one.method_id for one in Procurement.objects.all()}
    found |= {
        "a-category": PurchaseCategory.objects.order_by("pk")[0].pk,
        "a-domain": Domain.objects.order_by("pk")[0].pk,
        "a-heading": BudgetCategory.objects.order_by("pk")[0].pk,
    }
    found |= {f"{one.procurement.project.number}-bid": one.pk for one in Bid.objects.all()}
    found |= {f"{one.number}-text": one.pk for one in PublicNotice.objects.with_text()}
    found |= {judge.name: judge.pk for judge in Judge.objects.all()}
    found |= {one.voucher: one.pk for one in Expense.objects.all()}
    found |= {f"{one.expense.voucher}-paper": one.pk for one in Voucher.objects.select_related("expense")}
    return found | {f"{one.source}→{one.target}": one.pk for one in Transfer.objects.all()}
