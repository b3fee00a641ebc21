"""The pages of the management rules: rows are moved as they were typed, nothing is lost, and a contract begins as its mode has it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guihua.commissioning.actions import rules as verbs
from guihua.commissioning.actions import signing
from guihua.commissioning.models import Article, ManagementRules, Project
from guihua.core import audit
from guihua.directory.models import Role
from tests.factories.accounts import account
from tests.factories.contracts import contract, terms
from tests.factories.rules import mode, published, rewritten, stand, written

__all__ = ["account", "contract"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def office(account, client):
    client.force_login(account(), backend=BACKEND)
    return client


def typed(draft, *articles, **more):
    """The form of a draft with these rows: key, heading, text, and what is set."""
    said = {"title": draft.title, "seen": str(draft.revision), "rows": str(len(articles))}
    for n, (key, heading, text, sets) in enumerate(articles, start=1):
        said |= {f"a{n}_key": key, f"a{n}_heading": heading, f"a{n}_text": text}
        said |= {f"a{n}_{code}": value for code, value in sets.items()}
    return said | more


def rows(answer):
    return [row["heading"].value() or "" for row in answer.context["form"].articles]


def test_articles_are_typed_in_with_what_each_sets(office, programme):
    draft = verbs.draft(programme, by=audit.SYSTEM)
    sent = typed(
        draft, ("", "目的", "办好服务。", {}), ("", "", "", {}), ("", "合同期", "两年。", {"term_months": "24"})
    )
    answer = office.post(f"/rules/{draft.pk}/writing/", sent)
    assert (answer.status_code, answer["Location"]) == (302, f"/rules/{draft.pk}/")
    told = [(one.number, one.heading, [each.value for each in one.settings.all()]) for one in draft.articles.all()]
    assert told == [("第一条", "目的", []), ("第二条", "合同期", [24])]


@pytest.mark.parametrize(
    ("deed", "order"),
    [
        ("up-2", ["乙", "甲", "丙"]),
        ("down-2", ["甲", "丙", "乙"]),
        ("remove-1", ["乙", "丙"]),
        ("add-1", ["甲", "", "乙", "丙"]),
        ("up-1", ["甲", "乙", "丙"]),
        ("down-3", ["甲", "乙", "丙"]),
        ("up-²", ["甲", "乙", "丙"]),
        ("fly-1", ["甲", "乙", "丙"]),
    ],
)
def test_rows_are_moved_as_they_were_typed_and_nothing_is_saved_yet(office, programme, deed, order):
    draft = verbs.draft(programme, by=audit.SYSTEM)
    sent = typed(draft, *(("", name, "话", {}) for name in "甲乙丙"), deed=deed)
    answer = office.post(f"/rules/{draft.pk}/writing/", sent)
    assert (answer.status_code, rows(answer), Article.objects.count()) == (200, order, 0)


@pytest.mark.parametrize(
    ("row", "field", "sentence"),
    [
        (("", "", "没有标题的话。", {}), "a1_heading", "请填写标题。"),
        (("", "甲", "话", {"term_months": "三年"}), "a1_term_months", "「三年」不是整数。请只写数字。"),
        (
            ("", "甲", "话", {"add_on_percent": "20"}),
            "a1_add_on_percent",
            "《政府采购法》第四十九条规定最多 10 %，管理办法不能放宽。",
        ),
        (("", "甲" * 41, "话", {}), "a1_heading", "太长了，最多 40 个字。"),
        (("", "甲", "话" * 2001, {}), "a1_text", "最多 2000 个字。"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(office, programme, row, field, sentence):
    draft = verbs.draft(programme, by=audit.SYSTEM)
    answer = office.post(f"/rules/{draft.pk}/writing/", typed(draft, row))
    assert (answer.status_code, list(answer.context["form"].errors[field])) == (422, [sentence])


def test_a_number_that_two_articles_set_is_told_at_the_second(office, programme):
    draft = verbs.draft(programme, by=audit.SYSTEM)
    both = [("", name, "话", {"term_months": "12"}) for name in "甲乙"]
    answer = office.post(f"/rules/{draft.pk}/writing/", typed(draft, *both))
    assert answer.context["form"].errors == {"a2_term_months": ["前面第 1 条已经定了。"]}


def test_whoever_saves_second_sees_what_differs_and_may_save_again(office, programme):
    draft = written(programme)
    first, *others = [(one.pk, one.heading, one.text, {}) for one in draft.articles.all()]
    mine = typed(draft, (first[0], "目的", "我的话。", {}), *others)
    rewritten(draft, 目的={"text": "别人的话。"})
    second = office.post(f"/rules/{draft.pk}/writing/", mine)
    page = second.content.decode()
    assert (second.status_code, "<del>别人</del><ins>我</ins>的话。" in page, "我的话。</textarea>" in page) == (
        409,
        True,
        True,
    )
    again = office.post(f"/rules/{draft.pk}/writing/", mine | {"seen": second.context["form"]["seen"].value()})
    assert (again.status_code, Article.objects.get(pk=first[0]).text) == (302, "我的话。")


def test_a_mode_is_decided_and_its_parts_have_to_come_to_the_whole(office, programme):
    draft = written(programme)
    key = f"m{mode(programme, '项目制').pk}"
    sent = {
        "seen": str(draft.revision),
        f"{key}_article": str(draft.articles.first().pk),
        f"{key}_rhythm": "monthly",
        f"{key}_s1_percent": "50",
        f"{key}_s1_waits_for": "signing",
    }
    address = f"/rules/{draft.pk}/modes/"
    half = office.post(address, sent)
    assert (half.status_code, half.context["form"].errors) == (
        409,
        {f"{key}_s1_percent": ["各期加起来是 50%，应当是 100%。"]},
    )
    bare = office.post(address, sent | {f"{key}_s2_percent": "50", f"{key}_s3_waits_for": "final"})
    assert bare.context["form"].errors == {
        f"{key}_s2_waits_for": ["请选择等什么。"],
        f"{key}_s3_percent": ["请填写占百分之几。"],
    }
    office.post(address, sent | {f"{key}_s2_percent": "50", f"{key}_s2_waits_for": "final", f"{key}_article": ""})
    assert [str(rule) for rule in draft.mode_rules.all()] == ["岗位制"]
    office.post(address, sent | {f"{key}_s2_percent": "50", f"{key}_s2_waits_for": "final"})
    assert [(str(rule), rule.parts) for rule in draft.mode_rules.all()] == [("项目制", "50% 合同签订 · 50% 末期评估")]


def test_it_is_published_from_a_day_and_is_then_in_force(office, programme):
    first = published(programme)
    draft = verbs.draft(programme, by=audit.SYSTEM)
    address = f"/rules/{draft.pk}/publishing/"
    early = office.post(address, {"seen": "1", "on": "2019-01-01"})
    assert (early.status_code, early.context["form"].errors) == (
        409,
        {"on": ["上一版自 2020-01-01 起施行，新的一版不能更早。"]},
    )
    office.post(address, {"seen": "1", "on": "2022年1月1日"})
    assert office.get("/rules/").context["rules"] == draft
    assert "这不是现行的一版。" in office.get(f"/rules/{first.pk}/").content.decode()


def test_a_new_contract_begins_as_the_mode_of_its_project_has_it(office, programme):
    published(programme)
    project = Project.objects.get(number="GC-1")
    Project.objects.filter(pk=project.pk).update(mode=mode(programme), amount_fen=10_000_001)
    answer = office.get(f"/projects/{project.pk}/contract/")
    said = [
        [part.value() for part in row["parts"][:3]] for row in answer.context["form"].rows if row["parts"][0].value()
    ]
    assert said == [
        ["30,000.00", "signing", ""],
        ["40,000.00", "midterm", "good"],
        ["30,000.01", "final", "pass"],
    ]
    assert "已按管理办法第三条「岗位制」的付款步骤填好，可以改。" in answer.content.decode()


def test_the_money_of_a_project_leads_to_the_edition_of_its_contract(office, programme):
    rules = published(programme)
    project = Project.objects.get(number="GC-1")
    Project.objects.filter(pk=project.pk).update(mode=mode(programme))
    signing.sign(project, terms(project), by=audit.SYSTEM)
    page = office.get(f"/projects/{project.pk}/money/").content.decode()
    assert f'href="/rules/{rules.pk}/"' in page
    assert "<span>至少 3 名社工</span> <span>每季度报告</span>" in page
    assert "按它签的合同 1 份" in office.get("/rules/").content.decode()


def test_a_worker_reads_what_is_in_force_and_no_draft(programme, account):
    stand(programme)
    worker = Client()
    provider = Project.objects.get(number="GC-1").provider
    worker.force_login(account("worker", Role.WORKER, phone="", organisation=provider), backend=BACKEND)
    first, draft = ManagementRules.objects.order_by("edition")
    assert [worker.get(f"/rules/{one.pk}/").status_code for one in (first, draft)] == [200, 404]
    page = worker.get("/rules/").content.decode()
    assert ("起草" in page, "合同期最长 24 个月" in page) == (False, True)


def test_an_edition_of_thirty_articles_is_read_with_as_many_questions_as_one_of_three(office, programme):
    draft = written(programme)
    few = asked(office, draft)
    held = [(one.pk, one.heading, one.text, {}) for one in draft.articles.all()]
    office.post(f"/rules/{draft.pk}/writing/", typed(draft, *held, *(("", f"第{n}件", "话", {}) for n in range(27))))
    assert (draft.articles.count(), asked(office, draft)) == (30, few)


def asked(office, draft):
    with CaptureQueriesContext(connection) as found:
        for page in ("", "writing/", "modes/", "publishing/"):
            office.get(f"/rules/{draft.pk}/{page}")
    return len(found)


def test_whoever_drafts_second_goes_on_with_the_draft_that_is_there(office, programme):
    draft = verbs.draft(programme, by=audit.SYSTEM)
    answer = office.post("/rules/drafting/")
    assert (answer["Location"], ManagementRules.objects.count()) == (f"/rules/{draft.pk}/writing/", 1)
