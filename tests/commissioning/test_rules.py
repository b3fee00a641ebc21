"""The management rules: drafted as a copy, written by whoever is first, published once, and kept by what was signed under them."""

from dataclasses import replace
from datetime import date

import pytest

from guihua.commissioning import editions
from guihua.commissioning.actions import rules as verbs
from guihua.commissioning.actions import signing
from guihua.commissioning.calc import editions as calc
from guihua.commissioning.editions import ArticleLine, ModeLine, StepLine
from guihua.commissioning.models import Article, ManagementRules, ModeRule, Project, Setting
from guihua.commissioning.promises import PROMISES
from guihua.core import audit, promises
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.models import Role
from tests.factories.accounts import account
from tests.factories.contracts import terms
from tests.factories.rules import FIRST, mode, published, rewritten, written

__all__ = ["account"]
pytestmark = pytest.mark.django_db


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.refusal.code, refusal.value.sentence


def said(rules):
    return [
        (one.number, one.heading, one.text, [str(each) for each in one.settings.all()]) for one in rules.articles.all()
    ]


def test_a_new_edition_says_what_the_last_one_says_until_it_is_changed(programme):
    first = published(programme)
    second = verbs.draft(programme, by=audit.SYSTEM)
    assert (second.edition, second.title, said(second)) == (2, "关爱桂城项目管理办法", said(first))
    assert [one.heading for one in second.articles.all()] == ["目的", "合同期", "岗位"]
    facts = [(str(rule), rule.article.number, rule.decisions) for rule in second.mode_rules.all()]
    parts = "付款 30% 合同签订 · 40% 中期评估（良好以上） · 30% 末期评估（合格以上）"
    assert facts == [("岗位制", "第三条", ["至少 3 名社工", "每季度报告", parts])]


def test_one_draft_at_a_time_and_the_office_alone(programme, account):
    auditor, office = account("auditor", Role.AUDITOR), account(phone="")
    assert refused(lambda: verbs.draft(programme, by=auditor))[0] == "no-role"
    draft = verbs.draft(programme, by=office)
    assert refused(lambda: verbs.draft(programme, by=office))[0] == "drafted"
    assert refused(lambda: verbs.discard(draft, by=auditor))[0] == "no-role"


def test_what_is_published_never_changes(programme):
    rules = published(programme)
    sentence = "这一版已经发布，不能再改。要改，请起草新的一版。"
    deeds = [
        lambda: rewritten(rules, 目的={"text": "改了"}),
        lambda: verbs.decide(rules, {}, seen=rules.revision, by=audit.SYSTEM),
        lambda: verbs.publish(rules, on=date(2021, 1, 1), seen=rules.revision, by=audit.SYSTEM),
        lambda: verbs.discard(rules, by=audit.SYSTEM),
    ]
    assert [refused(deed) for deed in deeds] == [("published", sentence)] * 4


def test_the_integrity_check_names_an_edition_that_was_changed_behind_the_verbs(programme):
    rules = published(programme)
    promise = next(one for one in PROMISES if one.code == "rules_as_published")
    assert promises.kept(promise).sentences == []
    Setting.objects.filter(rules=rules).update(value=30)
    assert promises.kept(promise).sentences == ["管理办法「关爱桂城项目管理办法」第 1 版：发布以后被改过。"]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"add_on_percent": 11}, "《政府采购法》第四十九条规定最多 10 %，管理办法不能放宽。"),
        ({"term_months": 37}, "《政府购买服务管理办法》第二十四条规定最多 36 个月，管理办法不能放宽。"),
        ({"reason_months": 13}, "《政府购买服务管理办法》第二十四条规定最多 12 个月，管理办法不能放宽。"),
        ({"term_months": 0}, "至少填 1。"),
    ],
)
def test_the_office_may_be_stricter_than_the_law_and_never_looser(programme, numbers, words):
    draft = verbs.draft(programme, by=audit.SYSTEM)
    line = ArticleLine("合同", "合同怎样签。", numbers)
    given = {"title": draft.title, "seen": draft.revision, "by": audit.SYSTEM}
    assert refused(lambda: verbs.write(draft, articles=[line], **given))[1] == words
    verbs.write(draft, articles=[replace(line, settings={"add_on_percent": 0, "term_months": 36})], **given)
    assert sorted(Setting.objects.values_list("code", "value")) == [("add_on_percent", 0), ("term_months", 36)]


def test_a_number_is_set_once(programme):
    draft = verbs.draft(programme, by=audit.SYSTEM)
    twice = [ArticleLine("甲", "一", {"term_months": 24}), ArticleLine("乙", "二", {"term_months": 12})]
    code, sentence = refused(lambda: verbs.write(draft, title="办法", articles=twice, seen=1, by=audit.SYSTEM))
    assert (code, sentence) == ("set-twice", "「合同期最长」在第一条已经定了。")


def test_an_article_on_which_a_mode_stands_is_not_taken_away_under_it(programme):
    draft = written(programme)
    first = editions.articles_of(draft)[:2]
    given = {"title": draft.title, "seen": draft.revision, "by": audit.SYSTEM}
    code, sentence = refused(lambda: verbs.write(draft, articles=first, **given))
    assert (code, sentence) == (
        "mode-left",
        "「岗位」定了管理模式「岗位制」。先在「管理模式」里改成别的条款，再去掉它。",
    )


def test_the_parts_of_a_mode_come_to_the_whole_and_stand_in_an_article(programme):
    draft = written(programme)
    key, article = mode(programme).pk, draft.articles.last().pk

    def decide(line):
        return refused(lambda: verbs.decide(draft, {key: line}, seen=draft.revision, by=audit.SYSTEM))

    short = ModeLine(article, steps=(StepLine(30, "signing"), StepLine(60, "final")))
    assert decide(short) == (f"steps-miss-{key}", "各期加起来是 90%，应当是 100%。")
    assert decide(ModeLine(0, 3))[0] == f"no-article-{key}"


def test_whoever_saves_second_is_told(programme):
    draft = written(programme)
    rewritten(draft, 目的={"text": "先改的。"})
    assert refused(lambda: rewritten(draft, 目的={"text": "后改的。"}))[0] == "stale"
    assert Article.objects.get(rules=draft, position=1).text == "先改的。"


def test_an_edition_is_published_whole_and_not_before_the_one_before_it(programme):
    empty = verbs.draft(programme, by=audit.SYSTEM)
    assert refused(lambda: verbs.publish(empty, on=date(2022, 1, 1), seen=1, by=audit.SYSTEM))[0] == "empty"
    verbs.discard(empty, by=audit.SYSTEM)
    first = published(programme)
    second = verbs.draft(programme, by=audit.SYSTEM)
    given = {"seen": second.revision, "by": audit.SYSTEM}
    code, sentence = refused(lambda: verbs.publish(second, on=date(2019, 12, 31), **given))
    assert (code, sentence) == ("before-last", "上一版自 2020-01-01 起施行，新的一版不能更早。")
    bare = rewritten(second, 合同期={"text": ""})
    late = {"on": date(2022, 1, 1), "seen": bare.revision, "by": audit.SYSTEM}
    assert refused(lambda: verbs.publish(bare, **late))[1] == "第二条还没有内容。"
    assert ManagementRules.objects.in_force(programme, date(2022, 6, 1)) == first


def test_a_draft_that_is_not_wanted_goes_with_all_that_it_says(programme, account):
    published(programme)
    verbs.discard(verbs.draft(programme, by=audit.SYSTEM), by=account())
    assert [ManagementRules.objects.count(), Article.objects.count(), ModeRule.objects.count()] == [1, 3, 1]
    assert AuditRow.objects.filter(action="managementrules.discarded").count() == 1


def test_a_contract_stands_under_the_edition_that_was_in_force_when_it_was_signed(programme):
    first = published(programme)
    contract = signing.sign(project := Project.objects.get(number="GC-1"), terms(project), by=audit.SYSTEM)
    second = rewritten(verbs.draft(programme, by=audit.SYSTEM), 合同期={"settings": {"term_months": 6}})
    verbs.publish(second, on=date(2021, 1, 1), seen=second.revision, by=audit.SYSTEM)
    other = Project.objects.get(number="GC-2")
    sentence = refused(lambda: signing.sign(other, terms(other, number="GC-HT-2"), by=audit.SYSTEM))[1]
    assert (contract.rules, sentence) == (first, "合同期最长 6 个月（关爱桂城项目管理办法 第二条）。")
    signing.correct(contract, replace(terms(project), number="GC-HT-1a"), seen=1, by=audit.SYSTEM)


def test_two_editions_are_laid_side_by_side_whatever_moved(programme):
    first = published(programme)
    draft = verbs.draft(programme, by=audit.SYSTEM)
    purpose, term, posts = editions.articles_of(draft)
    lines = [ArticleLine("范围", "管这个街道的项目。"), replace(purpose, text="为了把服务办得好，定这些规矩。"), posts]
    lines.append(replace(term, settings={"term_months": 12}))
    second = verbs.write(draft, title=draft.title, articles=lines, seen=draft.revision, by=audit.SYSTEM)
    found = calc.compared(editions.said(first), editions.said(second))
    told = [(one.kind, one.one.number, one.one.heading, one.gone, one.new) for one in found]
    assert told == [
        ("new", "第一条", "范围", [], []),
        ("changed", "第二条", "目的", [], []),
        ("changed", "第四条", "合同期", ["合同期最长 24 个月"], ["合同期最长 12 个月"]),
    ]
    assert [(piece.kind, piece.words) for piece in found[1].text] == [
        ("kept", "为了把服务办"),
        ("new", "得"),
        ("kept", "好，定这些规矩。"),
    ]
    assert FIRST[0].text == first.articles.first().text
