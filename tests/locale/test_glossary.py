"""The glossary is what code, addresses and the English catalogue say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pydoc import locate

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from guihua.reporting.figures import FIXED
from tests.locale import catalogue


@dataclass(frozen=True)
class Word:
    chinese: str
    english: str
    code: str
    address: str
    test: str


def words() -> list[Word]:
    page = (catalogue.ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    rows = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in page.splitlines() if line.startswith("|")]
    return [Word(*row) for row in rows if row[0] != "On screen" and not row[0].startswith("---")]


def addresses(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield f"{space}{one.name}"
        else:
            yield from addresses(one, f"{one.namespace}:" if one.namespace else space)


WORDS = words()
WITHIN_OTHERS = {
    "社区活动": "community event",
    "政府购买服务管理办法": "Measures for Government Purchase of Services",
    "项目活动费": "activity costs",
    "邀请供应商": "supplier",
    "已邀请": "invited",
    "邀请服务对象": "invited",
    "至少邀请": "invite",
    "邀请的和自己来的": "those invited",
    "通知书": "",  # of a purchase: each has a name of its own
    "活动与场次": "sessions",  # a way in the navigation has room for one word
    "社工机构": "social-work agency",
    "邀请招标": "invited tender",
    "机构负责人": "manager",
    "参加值勤": "on emergency duty",
    "应急值勤": "emergency duty",
    "服务对象": "served",
    "版本": "version",
    "汇总的版本": "generation",
    "这一版汇总": "generation",
    "旧版本": "older version",
    "旧版": "old",
    "网页版": "annual report",
    "不再选用": "left out",
    "发布地址": "post",
}


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.chinese)
def test_every_word_of_the_glossary_stands_in_the_code_has_its_page_and_is_told_by_a_test(word):
    code = word.code.partition("`")[0]
    context, _, name = code.partition(".")
    places = [f"guihua.{context}.models.{name}", f"guihua.{code}"]
    assert any(locate(place) is not None for place in places) or code in {figure.code for figure in FIXED}
    assert word.address in {"", *addresses(get_resolver())}
    assert (catalogue.ROOT / "tests" / word.test).exists()


def test_a_word_has_one_english_name_in_every_sentence():
    """Longer words first: 社区活动 is a community event, and neither its 社区 nor its 活动 is asked for again."""
    known = {word.chinese: word.english for word in WORDS} | WITHIN_OTHERS
    found = []
    for message in catalogue.read(catalogue.ENGLISH.read_text(encoding="utf-8")):
        rest = str(message.id)
        for chinese in sorted(known, key=len, reverse=True):
            if chinese in rest and not stem(known[chinese]).search(str(message.string)):
                found.append((chinese, known[chinese], message.id, message.string))
            rest = rest.replace(chinese, "")
    assert found == []


def stem(english: str) -> re.Pattern[str]:
    """The word in the singular or plural: community, communities."""
    return re.compile(re.escape(english.removesuffix("s").removesuffix("y")), re.IGNORECASE)
