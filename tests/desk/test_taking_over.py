"""An office that begins with Guihua brings what it has: contracts, budgets, what was paid, projects of earlier years."""

from datetime import date

import pytest

from guihua.commissioning.actions import budgets, payments, signing
from guihua.commissioning.models import BudgetLine, Contract, Indicator, Milestone, Payment, ProgrammeYear, Project
from guihua.core import audit
from guihua.core.refusal import Refused
from guihua.desk import importing, policy
from guihua.desk.importing import KINDS, BadRows
from guihua.directory.models import Role
from guihua.reporting.actions import facts
from guihua.reporting.book import open_book
from tests.factories import programmes
from tests.factories.accounts import account
from tests.factories.programmes import RONGSHENG

__all__ = ["account"]

pytestmark = pytest.mark.django_db

PHONES = {Role.OFFICE: "13800138111", Role.FINANCE: "13800138112"}
CONTRACT = ["项目编号", "合同编号", "签订日期", "合同金额", "开始日期", "结束日期"]
PART = ["期次", "本期金额", "付款条件", "至少达到", "约定日期", "之后天数"]
WHOLE = ["GC-1", "HT-1", "2021-12-28", "286,000.00", "2022-01-01", "2022-12-31"]
CONTRACTS = [
    [*CONTRACT, *PART],
    [*WHOLE, "1", "85,800", "合同签订", "", "", "10"],
    [*WHOLE, "2", "114,400", "中期评估", "良好", "", ""],
    [*WHOLE, "3", "85,800", "约定的日子", "", "2022-12-20", ""],
]
BUDGETS = [
    ["合同编号", "预算科目", "预算金额"],
    ["HT-1", "人员费用", "226,000"],
    ["HT-1", "项目活动费", "60,000"],
]
PAYMENTS = [
    ["合同编号", "期次", "付款金额", "付款日期", "付款凭证号"],
    ["HT-1", "1", "85,800.00", "2022-01-20", "记-0120"],
]
EARLIER = [
    ["年度", "项目编号", "项目名称", "服务领域", "承接机构信用代码", "合同金额", "开始日期", "结束日期", "评估等级", "评估日期", "评估依据"],
    ["2019", "G19-1", "桂一同行", "社区服务", RONGSHENG, "200,000", "2019-01-01", "2019-12-31", "良好", "2019-12-20", "会议纪要 7 号"],
]  # fmt: skip


def counted(done):
    return done.counted.added, done.counted.changed, done.counted.skipped


def with_cell(rows, n, column, text):
    """The rows with another cell in the n-th of them."""
    changed = [list(row) for row in rows]
    changed[n][rows[0].index(column)] = text
    return changed


@pytest.fixture
def load(programme, tmp_path):
    return lambda kind, rows: programmes.load(programme, kind, tmp_path, rows)


@pytest.fixture
def refused(load):
    """What is said at the cells of a file, of which nothing came in."""

    def sentences(kind, rows):
        with pytest.raises(BadRows) as bad:
            load(kind, rows)
        return [(mark.row, mark.column, mark.sentence) for mark in bad.value.marks if mark.kind == "bad"]

    return sentences


@pytest.fixture
def taken_over(load):
    return [load("contracts", CONTRACTS), load("budgets", BUDGETS), load("payments", PAYMENTS)]


def test_contracts_budgets_and_what_was_paid_come_in_from_three_files(taken_over):
    assert [counted(done) for done in taken_over] == [(3, 0, 0), (2, 0, 0), (1, 0, 0)]
    contract = Contract.objects.get()
    assert (contract.number, contract.project.number, contract.amount_fen) == ("HT-1", "GC-1", 28_600_000)
    assert [(one.amount_fen, one.waits_for, one.least_grade, one.days) for one in contract.instalments.all()] == [
        (8_580_000, "signing", "", 10),
        (11_440_000, "midterm", "good", 0),
        (8_580_000, "day", "", 0),
    ]
    assert [(str(line), line.amount_fen) for line in contract.budget.all()] == [
        ("人员费用", 22_600_000),
        ("项目活动费", 6_000_000),
    ]
    payment = Payment.objects.get()
    assert (payment.instalment.position, payment.state, payment.paid_on, payment.asked_by) == (
        1,
        "paid",
        date(2022, 1, 20),
        None,
    )


def test_the_same_three_files_again_add_nothing(taken_over, load):
    again = [load("contracts", CONTRACTS), load("budgets", BUDGETS), load("payments", PAYMENTS)]
    assert [counted(done) for done in again] == [(0, 0, 3), (0, 0, 2), (0, 0, 1)]


@pytest.mark.parametrize(
    ("n", "column", "text", "said"),
    [
        (3, "本期金额", "85,000", (4, "本期金额", "分期付款加起来比合同金额少 800.00 元。")),
        (3, "期次", "4", (4, "期次", "缺第 3 期。期次从 1 起连着写。")),
        (2, "合同金额", "286,001", (3, "合同金额", "同一份合同的合同金额要和第 2 行一样。")),
        (3, "约定日期", "", (4, "约定日期", "请填写第 3 期约定的日子。")),
        (1, "至少达到", "合格", (2, "至少达到", "只有等评估的一期才写至少达到的等级。")),
        (1, "项目编号", "GC-9", (2, "项目编号", "没有编号为 GC-9 的项目。请先导入项目，或改正编号。")),
    ],
)
def test_what_does_not_fit_in_a_contract_is_said_at_its_cell(refused, n, column, text, said):
    assert said in refused("contracts", with_cell(CONTRACTS, n, column, text))
    assert Contract.objects.count() == 0


def test_dates_against_the_order_of_the_law_name_the_rule(refused):
    years = [CONTRACTS[0], *([*row[:5], "2023-06-30", *row[6:]] for row in CONTRACTS[1:])]
    [(row, column, sentence)] = refused("contracts", years)
    assert (row, column) == (2, "合同期理由")
    assert sentence.startswith("合同期超过 12 个月，要写明理由（")


def test_a_contract_on_file_stays_as_it_is_and_the_cell_says_what_that_is(taken_over, refused):
    changed = [CONTRACTS[0], *([*row[:2], "2021-12-29", *row[3:]] for row in CONTRACTS[1:])]
    words = "已经登记的是「2021-12-28」。导入只添加，不改动；要改，请到它的页面上改。"
    assert refused("contracts", changed) == [(n, "签订日期", words) for n in (2, 3, 4)]


def test_a_budget_that_misses_the_sum_says_by_how_much(load, refused):
    load("contracts", CONTRACTS)
    assert refused("budgets", with_cell(BUDGETS, 2, "预算金额", "61,000")) == [
        (3, "预算金额", "预算加起来比合同金额多 1,000.00 元。")
    ]


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("期次", "5", ("期次", "这份合同只有 3 期，没有第 5 期。")),
        ("付款金额", "85,000", ("付款金额", "合同上第 1 期是 85,800.00 元，这里少 800.00 元。")),
        ("付款日期", "2021-12-01", ("付款日期", "付款日期早于合同签订的日期。")),
        ("合同编号", "HT-9", ("合同编号", "没有编号为 HT-9 的合同。请先导入合同，或改正编号。")),
    ],
)
def test_a_payment_that_is_not_the_contract_s_is_said_at_its_cell(load, refused, column, text, said):
    load("contracts", CONTRACTS)
    assert refused("payments", with_cell(PAYMENTS, 1, column, text)) == [(2, *said)]


def test_a_payment_that_cannot_be_read_keeps_nothing_back_about_the_others(load, refused):
    load("contracts", CONTRACTS)
    rows = [*PAYMENTS, ["HT-1", "2", "114,000", "2022-07-20", ""], ["HT-1", "3", "85,000", "2022-12-21", "记-1221"]]
    assert [(row, column) for row, column, _said in refused("payments", rows)] == [(3, "付款凭证号"), (4, "付款金额")]


def test_an_undo_takes_back_what_a_file_brought_and_no_more(taken_over, programme):
    contracts, lines, paid = (done.batch for done in taken_over)
    with pytest.raises(Refused) as refusal:
        KINDS["contracts"].undo(programme, contracts, None, audit.SYSTEM)
    assert refusal.value.sentence == "有 1 份合同后来登记了别的内容，不能撤销：HT-1。"
    for kind, batch in (("payments", paid), ("budgets", lines), ("contracts", contracts)):
        KINDS[kind].undo(programme, batch, None, audit.SYSTEM)
    assert (Payment.objects.count(), BudgetLine.objects.count(), Contract.objects.count()) == (0, 0, 0)


def test_a_contract_of_which_indicators_are_promised_since_is_not_taken_back(load, programme):
    done = load("contracts", CONTRACTS)
    own = {"subdistrict": programme, "contract": Contract.objects.get()}
    Indicator.objects.create(**own, position=1, name="探访", unit="人次", target=100)
    with pytest.raises(Refused) as refusal:
        KINDS["contracts"].undo(programme, done.batch, None, audit.SYSTEM)
    assert refusal.value.sentence == "有 1 份合同后来登记了别的内容，不能撤销：HT-1。"


def test_an_undo_gives_the_project_back_what_it_said_before(load, programme):
    done = load("contracts", [CONTRACTS[0], *([*row[:4], "2022-02-01", *row[5:]] for row in CONTRACTS[1:])])
    assert [mark.sentence for mark in done.doubtful] == ["项目上写的是「2022-01-01」，导入后以合同为准。"]
    assert Project.objects.get(number="GC-1").starts_on == date(2022, 2, 1)
    KINDS["contracts"].undo(programme, done.batch, None, audit.SYSTEM)
    assert Project.objects.get(number="GC-1").starts_on == date(2022, 1, 1)


def test_a_budget_of_which_something_was_spent_is_not_taken_back(taken_over, programme):
    line = BudgetLine.objects.get(category__name="项目活动费")
    budgets.spend(line, on=date(2022, 3, 8), amount_fen=300_00, what="物资", voucher="记-0308", by=audit.SYSTEM)
    with pytest.raises(Refused) as refusal:
        KINDS["budgets"].undo(programme, taken_over[1].batch, None, audit.SYSTEM)
    assert refusal.value.sentence == "有 1 份合同后来登记了别的内容，不能撤销：HT-1。"


def test_a_contract_that_was_taken_over_is_amended_with_its_whole_budget(load):
    load("contracts", CONTRACTS)
    contract = Contract.objects.get()
    with pytest.raises(Refused) as refusal:
        signing.correct(contract, signing.terms_of(contract), seen=contract.revision, by=audit.SYSTEM)
    assert refusal.value.sentence == "预算加起来比合同金额少 286,000.00 元。"


def test_what_was_paid_is_brought_in_by_finance_alone_and_the_rest_by_the_office(programme, account):
    kinds = {
        role: list(policy.kinds_for(account(role.value, role, phone=phone), programme))
        for role, phone in PHONES.items()
    }
    assert kinds[Role.FINANCE] == ["payments"]
    assert kinds[Role.OFFICE] == [kind for kind in KINDS if kind != "payments"]


def test_a_project_of_an_earlier_year_is_closed_with_its_grade(load):
    assert counted(load("earlier", EARLIER)) == (1, 0, 0)
    project = Project.objects.get(number="G19-1")
    judged = Milestone.objects.get(project=project)
    assert (project.state, project.year.year) == ("closed", 2019)
    assert (judged.kind, judged.grade, judged.reached_on, judged.evidence) == (
        "final",
        "good",
        date(2019, 12, 20),
        "会议纪要 7 号",
    )
    assert counted(load("earlier", EARLIER)) == (0, 0, 1)


def test_earlier_years_change_nothing_in_the_year_that_is_shown(load, programme):
    facts.refresh(programme)
    before = open_book(programme.code)
    load("earlier", EARLIER)
    facts.refresh(programme)
    after = open_book(programme.code)
    assert (before.years, after.years) == ([2022], [2019, 2022])
    rows = [book.frame(book.projects.filter(book.projects.year == 2022)).rows() for book in (before, after)]
    assert rows[0] == rows[1]


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("年度", "2022", ("年度", "2022 年已经登记了场次，不再收往年项目。请用「项目」导入。")),
        ("结束日期", "2022-06-30", ("结束日期", "2022 年已经登记了场次，不再收往年项目。请用「项目」导入。")),
        ("评估日期", "2018-12-31", ("评估日期", "评估日期早于合同的开始日期。")),
    ],
)
def test_what_is_no_earlier_project_is_said_at_its_cell(refused, column, text, said):
    assert (2, *said) in refused("earlier", with_cell(EARLIER, 1, column, text))


def test_earlier_projects_go_again_with_their_grades(load, programme):
    done = load("earlier", EARLIER)
    KINDS["earlier"].undo(programme, done.batch, None, audit.SYSTEM)
    assert not Project.objects.filter(number="G19-1").exists()
    assert not Milestone.objects.exists()


def test_a_project_judged_again_since_stays(load, programme):
    done = load("earlier", EARLIER)
    payments.reach(
        Project.objects.get(number="G19-1"),
        "final",
        on=date(2020, 1, 8),
        grade="pass",
        evidence="复核",
        by=audit.SYSTEM,
    )
    with pytest.raises(Refused):
        KINDS["earlier"].undo(programme, done.batch, None, audit.SYSTEM)
    assert Milestone.objects.get().grade == "pass"


def test_every_kind_has_a_file_to_be_filled_in(programme):
    assert all(columns for kind in KINDS.values() if (columns := kind.columns(programme)))
    assert ProgrammeYear.objects.count() == 1
    assert importing.KINDS["contracts"].label == "合同"
