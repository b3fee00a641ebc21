"""Purchases and contracts as packages of the Open Contracting Data Standard: whole, exact, and outside only what must be public."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from guihua.commissioning import open_contracting
from guihua.commissioning.actions import payments, procurements, signing
from guihua.commissioning.calc import contracting, ocds
from guihua.commissioning.calc.contracting import Agreement, Organisation, Process, Purchase, Step
from guihua.commissioning.models import Bid, Procurement, Project
from guihua.core import audit
from tests import ocds as standard
from tests.commissioning.test_procurements import bid, seat, signed
from tests.factories.contracts import contract
from tests.factories.purchases import begun, bidders, take

__all__ = ["contract"]
needs_the_schema = pytest.mark.skipif(not standard.SCHEMA.exists(), reason=standard.WITHOUT)
PLACE = Organisation("桂城街道", "440605011")
AGENCY = Organisation("榕声社会工作服务中心", "52440605MJL011000M", "CN-USCC")
DAY = date(2022, 3, 1)


def purchase(**changes):
    said = Purchase(
        1, "awarded", "open", "公开招标", 220_000_00, rationale="金额在限额以下", tenderers=3, publishes_contract=True
    )
    return replace(said, **{"winner": AGENCY, "quote_fen": 215_000_00, "award_reason": "综合得分最高"} | changes)


def process(purchase=None, contract=None):
    own = {
        "area": "440605011",
        "place": PLACE,
        "number": "GC-9",
        "name": "邻里相伴",
        "domain": "社区服务",
        "planned_fen": 220_000_00,
    }
    return Process(
        **own, starts_on=DAY, ends_on=date(2023, 2, 28), provider=AGENCY, purchase=purchase, contract=contract
    )


def steps(*codes):
    return {code: Step(code, DAY) for code in codes}


AGREED = Agreement("HT-9", DAY, 215_000_00, DAY, date(2023, 2, 28))


@given(st.integers(0, 10**15 - 1))
def test_an_amount_is_told_to_the_fen(fen):
    assert Decimal(json.dumps(ocds.money(fen)["amount"])) * 100 == fen


def test_what_is_only_planned_or_being_prepared_is_nobodys_outside():
    assert contracting.published(process()) is None
    assert contracting.published(process(purchase(state="running", winner=None))) is None


def test_an_open_call_is_public_from_its_release_on_and_no_invitation_is():
    called = {"state": "running", "winner": None, "quote_fen": None, "steps": steps("release")}
    assert contracting.published(process(purchase(**called))).purchase.tenderers == 0
    assert contracting.published(process(purchase(**called, method="invited"))) is None


def test_that_nothing_was_bought_is_public_where_the_call_was_or_with_its_own_notice():
    ended = {"state": "failed", "winner": None, "quote_fen": None, "steps": steps("budget", "release")}
    assert contracting.published(process(purchase(**ended))).purchase.state == "failed"
    quiet = purchase(**ended, method="invited")
    assert contracting.published(process(quiet)).purchase.state == "running"
    assert contracting.published(process(replace(quiet, notices=frozenset({"failed"})))).purchase.state == "failed"


def test_a_plan_is_of_no_day_to_come():
    assert ocds.release(process(), "ocds-gc0001", date(2022, 1, 9))["date"] == "2022-01-09T00:00:00+08:00"


def test_who_won_is_public_with_the_notice_and_not_before():
    awarded = process(purchase(steps=steps("budget", "release", "award")))
    before = contracting.published(awarded)
    assert (before.purchase.winner, before.purchase.quote_fen, before.purchase.state) == (None, None, "running")
    noticed = contracting.published(process(purchase(steps=steps("budget", "release", "award", "notice"))))
    assert (noticed.purchase.winner, noticed.purchase.state) == (AGENCY, "awarded")
    assert (noticed.purchase.rationale, noticed.purchase.award_reason) == ("", "")


def test_a_contract_is_public_with_its_publication_and_its_payments_never():
    paid = replace(
        AGREED, paid=(contracting.Paid("HT-9-1", DAY, 100),), changes=(contracting.Change(1, DAY, 5, DAY, "加人"),)
    )
    noticed = ("release", "notice")
    assert contracting.published(process(purchase(steps=steps(*noticed)), paid)).contract is None
    told = contracting.published(process(purchase(steps=steps(*noticed, "contract_published")), paid)).contract
    assert (told.number, told.paid, [one.why for one in told.changes]) == ("HT-9", (), [""])
    assert contracting.published(process(None, paid)).contract.number == "HT-9"


def test_a_purchase_after_one_that_failed_leads_back_to_it():
    assert ocds.ocid(process(purchase(state="failed", winner=None)), "ocds-gc0001") == "ocds-gc0001-440605011-GC-9"
    again = ocds.release(process(purchase(nth=2)), "ocds-gc0001", DAY)
    assert (again["ocid"], again["relatedProcesses"][0]["identifier"]) == (
        "ocds-gc0001-440605011-GC-9~2",
        "ocds-gc0001-440605011-GC-9",
    )


def test_the_same_content_has_the_same_id_and_other_content_another():
    one, other = process(purchase()), process(purchase(quote_fen=214_000_00))
    assert ocds.release(one, "ocds-gc0001", DAY)["id"] == ocds.release(process(purchase()), "ocds-gc0001", DAY)["id"]
    assert ocds.release(one, "ocds-gc0001", DAY)["id"] != ocds.release(other, "ocds-gc0001", DAY)["id"]


@pytest.fixture
def year(programme, contract):
    """GC-9 as tendered, awarded, signed and published; GC-10 whose call failed and began anew; GC-1 paid, judged and amended."""
    bought = begun(programme)
    take(bought, ("budget", date(2022, 1, 4)), ("release", date(2022, 2, 4)))
    bids = [bid(bought, one, 215_000 + n * 1000) for n, one in enumerate(bidders(programme)[:3])]
    take(bought, ("deadline", date(2022, 2, 24)))
    seat(bought, 4, 1)
    take(bought, ("review", date(2022, 3, 1)), ("report", date(2022, 3, 2)))
    procurements.award(bids[0], reason="综合得分最高", on=date(2022, 3, 4), by=audit.SYSTEM)
    take(bought, ("notice", date(2022, 3, 7)))
    signing.sign(bought.project, signed(Project.objects.get(number="GC-9")), by=audit.SYSTEM)
    take(bought, ("contract_published", date(2022, 3, 22)))
    failed = begun(programme, number="GC-10")
    take(failed, ("budget", date(2022, 1, 4)), ("release", date(2022, 2, 4)))
    procurements.fail(failed, why="有效投标不足三家", by=audit.SYSTEM)
    payments.enter_paid(contract.instalments.get(position=1), on=date(2022, 1, 7), voucher="付-1", by=audit.SYSTEM)
    judged = {"grade": "good", "evidence": "评估报告", "on": date(2022, 7, 1), "by": audit.SYSTEM}
    payments.reach(contract.project, "midterm", **judged)
    return programme


def packed(place, kind="releases", *, is_public=False):
    rows = Project.objects.filter(subdistrict=place).of_year(2022)
    return open_contracting.package(place, rows, kind, uri="https://guihua.example.cn/2022", is_public=is_public)


@pytest.mark.django_db
def test_a_whole_year_holds_to_the_standard_inside_and_outside(year):
    assert [standard.wrong(packed(year, is_public=public)) for public in (False, True)] == [[], []]


@pytest.mark.django_db
def test_a_process_is_told_from_its_plan_to_its_money(year):
    told = {one["ocid"].rpartition("440605011-")[2]: one for one in packed(year)["releases"]}
    bought, old = told["GC-9"], told["GC-1"]
    assert bought["tag"] == ["planning", "tender", "award", "contract"]
    assert (bought["tender"]["procurementMethod"], bought["tender"]["procurementMethodDetails"]) == ("open", "公开招标")
    assert (bought["tender"]["numberOfTenderers"], bought["awards"][0]["value"]["amount"]) == (3, 215_000)
    assert told["GC-10"]["tender"]["status"] == "unsuccessful"
    run = old["contracts"][0]["implementation"]
    assert [(one["date"], one["value"]["amount"]) for one in run["transactions"]] == [
        ("2022-01-07T00:00:00+08:00", 85_800)
    ]
    assert [(one["title"], one["status"]) for one in run["milestones"]] == [
        ("中期评估", "met"),
        ("末期评估", "scheduled"),
    ]


@pytest.mark.django_db
def test_outside_nobody_learns_who_lost_what_was_paid_or_why(year):
    for other in Bid.objects.exclude(pk__in=Procurement.objects.values("winner")):
        for public in (False, True):
            assert other.organisation.credit_code not in json.dumps(_of("GC-9", packed(year, is_public=public)))
    told = json.dumps(packed(year, is_public=True), ensure_ascii=False)
    assert [
        word for word in ("transactions", "综合得分最高", "金额在限额以下", "评估报告", "评委0") if word in told
    ] == []


def _of(number, package):
    return next(one for one in package["releases"] if one["ocid"].endswith(f"-{number}"))


@pytest.mark.django_db
def test_a_year_asks_no_more_than_one_of_its_projects(year):
    with CaptureQueriesContext(connection) as asked:
        packed(year)
    one = Project.objects.filter(number="GC-9")
    with CaptureQueriesContext(connection) as of_one:
        open_contracting.package(year, one, "releases", uri="x:1", is_public=False)
    assert len(asked) == len(of_one)


def spoilt(package):
    """The same, with an award that the standard does not know, a contract of none, and a day that is none."""
    release = next(one for one in package["releases"] if "contracts" in one)
    del release["contracts"][0]["awardID"]
    release["date"], release["awards"][0]["status"] = "2022-03-01T00:00:00", "won"
    return package


@pytest.mark.django_db
def test_our_own_reading_of_the_standard_finds_a_bad_file(year):
    assert {"awards.status won", "contracts.awardID is not there", "date 2022-03-01T00:00:00 has no zone"} == set(
        standard.wrong(spoilt(packed(year)))
    )


@needs_the_schema
@pytest.mark.django_db
def test_the_standards_own_checker_finds_nothing_and_finds_a_bad_file(year, tmp_path):
    package = packed(year)
    assert standard.said_by_libcove(package, tmp_path) == {}
    assert standard.said_by_the_schema(packed(year, "records"), "record-package-schema.json") == []
    said = standard.said_by_libcove(spoilt(package), tmp_path)
    assert sorted(said) == ["additional_closed_codelist_values", "validation_errors"]


@pytest.mark.django_db
def test_the_command_writes_the_file_or_says_why_not(year, tmp_path, capsys):
    out = tmp_path / "ocds.json"
    call_command("export", "ocds", "2022", "--out", str(out))
    told = json.loads(out.read_text())
    assert (told["version"], told["publisher"]["name"], len(told["releases"])) == ("1.1", "桂城街道", 5)
    call_command("export", "ocds", "2022", "--out", str(out), "--package", "records", "--public")
    assert [one["compiledRelease"]["tag"] for one in json.loads(out.read_text())["records"]] == [["compiled"]] * 3
    with pytest.raises(CommandError, match="2031 年没有项目可以导出。"):
        call_command("export", "ocds", "2031", "--out", str(out))
    with pytest.raises(CommandError, match="写不进"):
        call_command("export", "ocds", "2022", "--out", str(tmp_path / "none" / "ocds.json"))
    with pytest.raises(CommandError) as early:
        call_command("export", "hsds", "--out", str(out))
    assert early.value.returncode == 2
