"""The office changes how it buys: what cannot be is said at its field, and running purchases go by the change."""

from dataclasses import replace
from datetime import date

import pytest

from guihua.commissioning import buying_rules as rules
from guihua.commissioning.actions import archives, buying_rules
from guihua.commissioning.actions.files import Content
from guihua.commissioning.calc import clocks
from guihua.commissioning.models import MethodStep, ProcurementMethod, PurchaseCategory
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.models import Role
from tests.factories.accounts import account
from tests.factories.purchases import YUAN, begun, take

__all__ = ["account"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def tender(programme):
    return ProcurementMethod.objects.get(subdistrict=programme, code="open")


@pytest.fixture
def office(account, client):
    client.force_login(account(), backend=BACKEND)
    return client


SHOWING = rules.StepRule(
    "公示采购意向", before="budget", after="budget", least=30, source="财库〔2020〕10号", paper="意向公告"
)


def add(method, **changes):
    return buying_rules.add_step(method, replace(SHOWING, **changes), by=audit.SYSTEM)


def change(method, code, **changes):
    step, codes = method.steps.get(code=code), [one.code for one in method.steps.all()]
    before = codes[codes.index(code) - 1] if codes.index(code) else ""
    rule = rules.StepRule(before=before, **{name: getattr(step, name) for name in rules.STEP})
    mark = rules.mark_of(step, rules.STEP)
    return buying_rules.change_step(step, replace(rule, **changes), seen=mark, by=audit.SYSTEM)


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.refusal.code, refusal.value.sentence


def order(method):
    return [step.code for step in method.steps.all()]


def test_a_step_of_the_office_s_own_stands_where_it_was_put_and_is_asked_for(tender, programme):
    step = add(tender)
    assert (step.code, order(tender)[:3]) == ("own-1", ["budget", "own-1", "release"])
    purchase = begun(programme)
    take(purchase, ("budget", date(2022, 1, 4)))
    assert refused(lambda: take(purchase, ("own-1", date(2022, 1, 20)))) == (
        "before-its-day",
        "「公示采购意向」最早在 2022-02-03（30 天，财库〔2020〕10号）。",
    )


def test_a_changed_rule_holds_for_a_purchase_that_runs(tender, programme):
    purchase = begun(programme)
    take(purchase, ("budget", date(2022, 1, 4)), ("release", date(2022, 2, 4)))
    assert rules.running(tender) == 1
    change(tender, "deadline", least=30)
    assert refused(lambda: take(purchase, ("deadline", date(2022, 2, 24))))[1].startswith(
        "「提交响应文件截止」最早在 2022-03-06"
    )


@pytest.mark.parametrize(
    ("code", "changes", "said"),
    [
        ("release", {"after": "release"}, ("after", "一步不能从它自己算起。")),
        ("release", {"after": "review"}, ("after", "「评审」要等这一步，这一步不能再等它。")),
        ("report", {"least": 3, "most": 2}, ("most", "至多 2 少于至少 3，没有哪一天合适。")),
        ("budget", {"least": 3}, ("after", "有时限，就要选从哪一步算起。")),
        ("release", {"before": "review"}, ("before", "「采购文件提供期满」从「发布招标公告」算起，要排在它后面。")),
        ("release", {"name": "评审"}, ("name", "已经有「评审」了。")),
    ],
)
def test_what_cannot_be_is_refused(tender, code, changes, said):
    before = list(tender.steps.values())
    assert refused(lambda: change(tender, code, **changes)) == said
    assert list(tender.steps.values()) == before


def test_a_circle_is_one_however_long_it_is():
    after = {"a": "c", "b": "a", "c": "b", "d": "a", "e": ""}
    assert [clocks.is_circle(after, code) for code in "abcde"] == [True, True, True, False, False]


def test_a_step_that_was_taken_or_is_counted_from_is_not_removed_and_no_step_of_the_law_is(tender, programme):
    step = add(tender)
    follows = add(tender, name="答复意向", before="own-1", after="own-1", paper="")
    purchase = begun(programme)
    take(purchase, ("budget", date(2022, 1, 4)))
    law = refused(lambda: buying_rules.remove_step(tender.steps.get(code="review"), by=audit.SYSTEM))
    assert law == ("law", "「评审」是采购本来的一步，不能去掉，可以改它的时限。")
    assert refused(lambda: buying_rules.remove_step(step, by=audit.SYSTEM))[0] == "followed"
    take(purchase, ("own-1", date(2022, 2, 3)))
    assert refused(lambda: buying_rules.remove_step(step, by=audit.SYSTEM)) == (
        "taken",
        "有 1 次采购已经登记过「公示采购意向」，不能去掉。",
    )
    buying_rules.remove_step(follows, by=audit.SYSTEM)
    assert order(tender)[:3] == ["budget", "own-1", "release"]


def test_a_paper_that_lies_in_an_archive_goes_on_being_asked_for(tender, programme, settings, tmp_path):
    settings.GUIHUA_UPLOADS = tmp_path / "uploads"
    archives.put(begun(programme), "budget", "预算", Content(".pdf", b"%PDF-1.7"), by=audit.SYSTEM)
    assert refused(lambda: change(tender, "budget", paper=""))[0] == "paper"


def test_numbers_hold_for_the_next_review_and_a_panel_is_odd(tender, programme):
    numbers = {name: getattr(tender, name) for name in rules.NUMBERS}
    mark = rules.mark_of(tender, rules.NUMBERS)
    even = refused(lambda: buying_rules.set_numbers(tender, numbers | {"panel": 4}, seen=mark, by=audit.SYSTEM))
    assert even == ("panel", "评审小组要是单数，例如 3 或 5。")
    buying_rules.set_numbers(tender, numbers | {"valid": 5}, seen=mark, by=audit.SYSTEM)
    purchase = begun(programme)
    take(purchase, ("budget", date(2022, 1, 4)), ("release", date(2022, 2, 4)), ("deadline", date(2022, 2, 24)))
    assert refused(lambda: take(purchase, ("review", date(2022, 3, 1))))[1].startswith("有效响应只有 0 家，不到 5 家")


def test_the_page_says_how_many_run_by_it_and_keeps_what_was_typed_where_it_is_refused(office, tender, programme):
    begun(programme)
    page = office.get(f"/programme/words/methods/{tender.pk}/").content.decode()
    assert "现在有 1 次采购按它进行，改了马上也管它们。" in page
    address = f"/programme/words/methods/{tender.pk}/steps/report/"
    seen = office.get(address).context["form"]["seen"].value()
    typed = {"seen": seen, "name": "评审报告送达采购人", "before": "review", "after": "report", "most": "2"}
    answer = office.post(address, typed | {"unit": "workdays", "source": "内部规定"})
    assert (answer.status_code, answer.context["form"].errors["after"]) == (422, ["一步不能从它自己算起。"])
    assert "内部规定" in answer.content.decode()


def test_whoever_saves_second_is_told_what_stands_there_now_and_loses_nothing(office, tender):
    address = f"/programme/words/methods/{tender.pk}/steps/deadline/"
    seen = office.get(address).context["form"]["seen"].value()
    change(tender, "deadline", least=25)
    typed = {"seen": seen, "name": "提交响应文件截止", "before": "offered", "after": "release", "least": "22"}
    second = office.post(address, typed | {"unit": "days", "paper": "响应文件"})
    (said,) = second.context["form"].non_field_errors()
    assert (second.status_code, "至少 25" in said, 'value="22"' in second.content.decode()) == (422, True, True)
    office.post(address, typed | {"unit": "days", "paper": "响应文件", "seen": second.context["form"]["seen"].value()})
    assert tender.steps.get(code="deadline").least == 22


def test_a_category_gets_its_limit_with_its_source(office, programme):
    typed = {"kind": "category", "category-name": "社会工作服务", "category-tender_limit_fen": "4,000,000"}
    office.post("/programme/words/", typed | {"category-source": "省级限额标准"})
    found = PurchaseCategory.objects.get(subdistrict=programme, name="社会工作服务")
    assert (found.tender_limit_fen, found.source) == (4_000_000 * YUAN, "省级限额标准")
    bad = office.post("/programme/words/", typed | {"category-tender_limit_fen": "很多"})
    assert (bad.status_code, "「很多」不是金额" in bad.content.decode()) == (422, True)


def test_the_leader_changes_no_rule_of_buying(tender, account, client):
    leader = account("leader", Role.LEADER, phone="")
    assert refused(lambda: buying_rules.add_step(tender, SHOWING, by=leader))[0] == "no-role"
    client.force_login(leader, backend=BACKEND)
    assert client.get(f"/programme/words/methods/{tender.pk}/").status_code == 404


def test_each_change_of_a_rule_leaves_a_row_in_the_trail(tender):
    buying_rules.remove_step(add(tender), by=audit.SYSTEM)
    change(tender, "report", most=3)
    rows = AuditRow.objects.filter(action__startswith="procurementmethod.").order_by("pk")
    codes = list(rows.values_list("action", flat=True))
    assert codes == [f"procurementmethod.step_{verb}" for verb in ("added", "removed", "set")]
    assert MethodStep.objects.get(method=tender, code="report").most == 3
