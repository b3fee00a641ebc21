"""What a leaders' meeting gets to decide by: one telling, as a page and in Word; figures lead to their rows."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from guihua.commissioning.actions import answers, budgets, plans
from guihua.commissioning.models import Expense, Judge, Procurement, Project
from guihua.core import audit
from guihua.desk import pack
from guihua.directory.models import Role
from tests.factories import contracts, purchases
from tests.factories.accounts import account
from tests.factories.plans import home, plan

__all__ = ["account", "home", "plan"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def leader(account):
    return account(role=Role.LEADER)


@pytest.fixture
def project(programme):
    contracts.stand(programme)
    contracts.bought(programme)
    return Project.objects.select_related("domain", "provider", "year", "method", "mode").get(number="GC-1")


def told(project, user):
    """By the title of each section what it says, row by row."""
    found = {}
    for section in pack.of(project, user).sections:
        rows = [section.empty] if section.is_empty else []
        for piece in section.pieces:
            if piece.kind == "facts":
                rows += [(label, str(value)) for label, value in piece.pairs]
            elif piece.kind == "lines":
                rows += [str(line) for line in piece.lines]
            else:
                rows += [tuple(str(value) for value in row) for row in piece.rows]
        found[section.title] = rows
    return found


def test_what_waits_for_the_meeting_comes_first(project, leader):
    assert told(project, leader)["要决定的事"] == [
        "付款：第 1 期 85,800 元，待核对。",
        "科目调剂：从「人员费用」到「项目活动费」5,000 元。探访多了",
    ]
    assert next(iter(told(project, leader))) == "要决定的事"


def test_the_budget_stands_against_its_limits_and_what_was_spent(project, leader):
    assert told(project, leader)["预算"] == [
        ("人员费用", "200,000", "69.9%", "–", "0", "0", "200,000"),
        ("项目活动费", "60,000", "21.0%", "–", "0", "3,000", "57,000"),
        ("行政管理费", "26,000", "9.1%", "–", "0", "0", "26,000"),
        ("合计", "286,000", "–", "–", "0", "3,000", "283,000"),
    ]


def test_each_instalment_says_what_it_still_waits_for(project, leader):
    assert told(project, leader)["分期付款"] == [
        ("第 1 期", "合同签订", "–", "待核对", "–", "85,800"),
        ("第 2 期", "中期评估，达到「良好」", "要等中期评估，并且达到「良好」。", "等条件", "–", "114,400"),
        ("第 3 期", "末期评估，达到「合格」", "要等末期评估，并且达到「合格」。", "等条件", "–", "85,800"),
    ]


def test_quotes_are_told_after_the_bids_were_opened_alone(project, leader):
    assert told(project, leader)["供应商与报价"] == [
        "还没有到提交响应文件的截止时间，供应商和报价到时候才列出。现在登记了 1 家。"
    ]
    Procurement.objects.get().taken.create(code="deadline", on=date(2021, 11, 20))
    assert [row[0] for row in told(project, leader)["供应商与报价"]] == ["榕声社会工作服务中心"]


def test_who_judged_is_not_named(project, leader, client):
    assert Judge.objects.get().name == "周敏"
    client.force_login(leader, backend=BACKEND)
    page = client.get(f"/projects/{project.pk}/pack/").content.decode()
    assert ("周敏" in page, ("成员（人）", "1") in told(project, leader)["评审小组"]) == (False, True)


def test_the_word_document_says_what_the_page_says_and_its_figures_lead_to_their_rows(project, leader, client):
    client.force_login(leader, backend=BACKEND)
    paper = Document(BytesIO(client.get(f"/projects/{project.pk}/pack/word/").content))
    headings = [one.text for one in paper.paragraphs if one.style.name == "Heading 1"]
    assert headings == [*told(project, leader)]
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert {"85,800", "283,000", "妇女节物资"} <= cells
    about = paper.core_properties
    assert (about.title, about.author, about.comments) == ("决策材料", "桂城街道", "")
    links = {one.target_ref for one in paper.part.rels.values() if one.is_external}
    assert f"http://testserver/projects/{project.pk}/money/" in links


def test_a_provider_s_manager_who_reads_the_account_gets_no_pack(project, account, client):
    manager = account(role=Role.MANAGER, organisation=project.provider)
    client.force_login(manager, backend=BACKEND)
    assert client.get(f"/projects/{project.pk}/money/").status_code == 200
    assert client.get(f"/projects/{project.pk}/pack/").status_code == 404


def test_it_asks_as_many_questions_whatever_was_spent(project, leader):
    few = asked(project, leader)
    line = Expense.objects.get().line
    for n in range(3):
        said = {"on": date(2022, 5, 4), "what": f"物资 {n}", "voucher": f"记-050{n}"}
        budgets.spend(line, amount_fen=100_00, **said, by=audit.SYSTEM)
    assert asked(project, leader) == few


def asked(project, user):
    with CaptureQueriesContext(connection) as queries:
        told(project, user)
    return len(queries)


def test_a_planned_project_comes_with_the_need_that_it_answers(home, plan, leader):
    planned = purchases.project(home.subdistrict)
    plans.submit(plan, by=audit.SYSTEM)
    answers.answer(plan.needs.first(), planned, note="每周两次上门", by=audit.SYSTEM)
    found = told(planned, leader)
    assert found["要决定的事"] == ["立项：要不要采购，用什么方式。"]
    assert [(row[1], row[-1]) for row in found["回应的需求"]] == [(plan.needs.first().title, "每周两次上门")]
    assert (found["怎么采购"], found["合同"]) == (["没有登记采购。"], ["还没有登记合同。"])
