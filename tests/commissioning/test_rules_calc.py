"""How articles are counted, and how a sum is shared out by per cent."""

import pytest

from guihua.commissioning.calc import editions


@pytest.mark.parametrize(
    ("n", "said"),
    [(1, "第一条"), (10, "第十条"), (11, "第十一条"), (20, "第二十条"), (35, "第三十五条"), (99, "第九十九条")],
)
def test_articles_are_counted_as_documents_count(n, said):
    assert editions.number_of(n) == said


@pytest.mark.parametrize(
    ("whole", "percents", "parts"),
    [(28_600_000, [30, 40, 30], [8_580_000, 11_440_000, 8_580_000]), (101, [33, 33, 34], [33, 33, 35]), (5, [], [])],
)
def test_a_sum_is_shared_to_the_fen_and_the_last_part_has_the_rest(whole, percents, parts):
    assert editions.shares(whole, percents) == parts


def test_the_digest_is_of_what_is_said_and_not_of_its_order():
    assert editions.digest({"a": 1, "b": [2]}) == editions.digest({"b": [2], "a": 1}) != editions.digest({"a": 1})
