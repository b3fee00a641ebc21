"""A word that somebody typed stands in a text as it is written, as it is read there, or by its initials."""

import pytest

from guihua.core import finding
from guihua.core.finding import aloud, excerpt, meant


@pytest.mark.parametrize(
    ("text", "plain", "pinyin", "initials"),
    [
        ("重阳节，重点人群", "重阳节重点人群", " chong yang jie zhong dian ren qun", "cyjzdrq"),
        ("ＫＰＩ：２０２２年", "kpi2022年", " k p i 2 0 2 2 nian", "kpi2022n"),
        ("老人\n\n……\n儿童", "老人\n儿童", " lao ren\n er tong", "lr\net"),
        ("", "", "", ""),
    ],
)
def test_a_text_is_known_as_it_is_written_read_and_begun(text, plain, pinyin, initials):
    assert aloud(text) == (plain, pinyin, initials)


@pytest.mark.parametrize(
    ("typed", "way"),
    [("shequ", " she qu"), ("sheq", " she q"), ("xian", " xi an"), ("lvse", " lv se"), ("3qi", " 3 qi")],
)
def test_letters_are_cut_into_the_syllables_that_they_may_be(typed, way):
    assert way in meant(typed).pinyin


def test_what_says_too_little_is_looked_for_nowhere():
    assert {meant(typed) for typed in ("a", "%", "", "。。")} == {finding.Meant()}
    assert (meant("区").plain, meant("sq").initials) == ("区", "sq")


def test_no_letters_take_long_however_many_ways_there_are():
    assert len(meant("an" * 30).pinyin) == 24
    assert meant("h" * 60).pinyin == ()


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        (["困难"], ["困难"]),
        (["jiankang"], ["健康"]),
        (["jkjz", "zuzh"], ["健康讲座", "组织"]),
        (["ＫＰＩ"], ["KPI"]),
        (["没有的"], []),
    ],
)
def test_an_excerpt_marks_what_was_typed_however_it_was(words, marked):
    text = "这个月走访了三户，困难都登记了。" + "健康讲座的组织需要加强，KPI 要写进报告。" + "别的没有。" * 20
    assert [piece for piece, is_typed in excerpt(text, words) if is_typed] == marked


def test_an_excerpt_says_where_text_was_left_out_and_is_never_long():
    pieces = excerpt("一" * 500 + "困难" + "二" * 500, ["困难"])
    assert [piece for piece, _is_typed in pieces] == ["…", "一" * 16, "困难", "二" * 62, "…"]
