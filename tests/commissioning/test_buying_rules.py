"""The office changes how it buys: what cannot be is said at its field, and running purchases go by the change."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from guihua.commissioning import buying_rules as rules
from guihua.commissioning.actions import archives, buying_rules, limits
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


def form_of(answer):
    """What a browser would send back of a page as it is."""
    form = answer.context["form"]
    shown = {bound.html_name: bound.value() for bound in form if bound.value() is not None}
    return shown | {f"initial-{name}": form[name].value() or "" for name in form.edited}


def test_of_two_who_change_a_step_the_second_chooses_and_what_only_the_first_changed_is_kept(office, tender):
    address = f"/programme/words/methods/{tender.pk}/steps/deadline/"
    typed = form_of(office.get(address)) | {"least": "22", "source": "本街道规定"}
    change(tender, "deadline", least=25, paper="投标文件")
    second = office.post(address, typed)
    page = second.content.decode()
    assert (second.status_code, 'value="22"' in page, 'name="keep-least"' in page) == (409, True, True)
    again = dict(second.context["form"].data.items())
    office.post(address, again | {"keep-least": "theirs"})
    step = tender.steps.get(code="deadline")
    assert (step.least, step.source, step.paper) == (25, "本街道规定", "投标文件")


def test_of_two_who_set_a_limit_the_second_is_told_before_the_first_one_s_is_gone(office, programme):
    category = PurchaseCategory.objects.get(subdistrict=programme, name="社会工作服务")
    address = f"/programme/words/categories/{category.pk}/"
    typed = form_of(office.get(address)) | {"tender_limit_fen": "1,000,000"}
    said = {"name": category.name, "tender_limit_fen": 2_000_000 * YUAN, "source": ""}
    mark = rules.mark_of(category, rules.CATEGORY)
    limits.change_category(category, said, seen=mark, by=audit.SYSTEM)
    second = office.post(address, typed)
    assert (second.status_code, "两边都改了" in second.content.decode()) == (409, True)
    again = dict(second.context["form"].data.items()) | {"keep-tender_limit_fen": "mine"}
    office.post(address, again)
    category.refresh_from_db()
    assert category.tender_limit_fen == 1_000_000 * YUAN


def test_a_category_has_its_limit_with_its_source_and_no_higher_one_than_the_province_allows(office, programme):
    typed = {"kind": "category", "category-name": "家庭服务", "category-tender_limit_fen": "4,000,000"}
    office.post("/programme/words/", typed | {"category-source": "省级限额标准"})
    found = PurchaseCategory.objects.get(subdistrict=programme, name="家庭服务")
    assert (found.tender_limit_fen, found.source) == (4_000_000 * YUAN, "省级限额标准")
    for limit, said in {
        "很多": "「很多」不是金额",
        "4,000,001": "《政府采购法》第二十七条：本省规定 4,000,000 元以上要公开招标，限额不能更高。",
        "1": "已经有「家庭服务」了。",
    }.items():
        name = "家庭服务" if limit == "1" else "长者服务"
        bad = office.post("/programme/words/", typed | {"category-tender_limit_fen": limit, "category-name": name})
        assert (bad.status_code, said in bad.content.decode()) == (422, True)
    page = office.get(address := f"/programme/words/categories/{found.pk}/")
    let_go = office.post(address, form_of(page) | {"tender_limit_fen": ""})
    (why,) = let_go.context["form"].errors["tender_limit_fen"]
    assert (let_go.status_code, why.endswith("定了限额就不能空着。")) == (422, True)


LAW_35 = "《政府采购法》第三十五条：从「发布招标公告」算起，至少 20 天，不能放宽。"
LAW_43 = "《政府采购法实施条例》第四十三条：从「评审」算起，至多 2 个工作日，不能放宽。"


@pytest.mark.parametrize(
    ("code", "changes", "said"),
    [
        ("deadline", {"least": 19}, ("least", LAW_35)),
        ("deadline", {"least": None}, ("least", LAW_35)),
        ("deadline", {"after": "budget"}, ("after", LAW_35)),
        ("report", {"most": 3}, ("most", LAW_43)),
        ("report", {"most": None}, ("most", LAW_43)),
        ("contract", {"unit": "workdays"}, ("unit", None)),
        ("offered", {"unit": "days"}, ("unit", None)),
        ("award", {"paper": ""}, ("paper", "《政府采购法》第四十二条规定要存档，不能不要。")),
    ],
)
def test_a_step_may_be_stricter_than_the_law_and_never_looser(tender, code, changes, said):
    field, sentence = refused(lambda: change(tender, code, **changes))
    assert (field, sentence if said[1] else None) == said


def test_stricter_in_the_other_unit_is_stricter_and_what_is_only_usual_binds_nobody(tender, programme):
    change(tender, "deadline", least=20, unit="workdays")
    change(tender, "report", most=2, unit="days")
    framework = ProcurementMethod.objects.get(subdistrict=programme, code="framework")
    change(framework, "deadline", least=1)
    own = ProcurementMethod.objects.filter(subdistrict=programme, code="").first()
    assert [tender.steps.get(code=code).unit for code in ("deadline", "report")] == ["workdays", "days"]
    assert (own, framework.steps.get(code="deadline").least) == (None, 1)


def test_fewer_must_not_take_part_than_the_law_asks(tender, programme):
    few = ProcurementMethod.objects.get(subdistrict=programme, code="negotiation")
    for method, changes, said in (
        (tender, {"valid": 2}, ("valid", "《政府采购法》第三十六条规定至少 3，不能放宽。")),
        (few, {"panel": 1}, ("panel", "《政府采购法》第三十八条规定至少 3，不能放宽。")),
        (few, {"invited": 2}, ("invited", "《政府采购法》第三十八条规定至少 3，不能放宽。")),
    ):
        numbers = {name: getattr(method, name) for name in rules.NUMBERS} | changes
        mark = rules.mark_of(method, rules.NUMBERS)
        deed = partial(buying_rules.set_numbers, method, numbers, seen=mark, by=audit.SYSTEM)
        assert refused(deed) == said


def test_papers_of_the_law_stay_in_the_archive_and_the_office_adds_its_own(
    office, tender, programme, settings, tmp_path
):
    settings.GUIHUA_UPLOADS = tmp_path / "uploads"
    address = f"/programme/words/methods/{tender.pk}/papers/"
    office.post(f"{address}new/", {"name": "党委会议纪要", "due": "ended", "source": "街道三重一大制度"})
    paper = tender.papers.get(name="党委会议纪要")
    twice = office.post(f"{address}new/", {"name": "党委会议纪要", "due": "ended"})
    law = office.post(f"{address}record/", form_of(office.get(f"{address}record/")) | {"due": "if_any"})
    assert twice.context["form"].errors["name"] == ["已经有「党委会议纪要」了。"]
    assert law.context["form"].errors["due"] == ["《政府采购法》第四十二条：定标、废标或终止以后，不能改。"]
    assert refused(lambda: buying_rules.remove_paper(tender.papers.get(code="record"), by=audit.SYSTEM))[0] == "law"
    archives.put(begun(programme), paper.code, "纪要", Content(".pdf", b"%PDF-1.7"), by=audit.SYSTEM)
    assert refused(lambda: buying_rules.remove_paper(paper, by=audit.SYSTEM))[0] == "paper"


def test_the_leader_changes_no_rule_of_buying(tender, account, client):
    leader = account("leader", Role.LEADER, phone="")
    assert refused(lambda: buying_rules.add_step(tender, SHOWING, by=leader))[0] == "no-role"
    client.force_login(leader, backend=BACKEND)
    assert client.get(f"/programme/words/methods/{tender.pk}/").status_code == 404


def test_each_change_of_a_rule_leaves_a_row_in_the_trail(tender):
    buying_rules.remove_step(add(tender), by=audit.SYSTEM)
    change(tender, "report", most=1)
    rows = AuditRow.objects.filter(action__startswith="procurementmethod.").order_by("pk")
    codes = list(rows.values_list("action", flat=True))
    assert codes == [f"procurementmethod.step_{verb}" for verb in ("added", "removed", "set")]
    assert MethodStep.objects.get(method=tender, code="report").most == 1
