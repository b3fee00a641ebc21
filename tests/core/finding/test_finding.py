"""Names found by what people type: 汉字, pinyin, initials, or some of each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guihua.core.finding import LONGEST, asked, grams, matches
from guihua.core.finding.spelling import plain, units

ZHANG = "张晓丽"
NAMES = [ZHANG, "仇志强", "单某", "欧阳吕安", "王小明", "古丽·阿依", "𠮷田", "李Anna", "桂城2022社区", "邹", "尹二二"]
names = st.sampled_from(NAMES) | st.text(st.sampled_from("张晓丽单仇吕女安西先解重李A2·𠮷"), min_size=1, max_size=6)
chance = st.randoms(use_true_random=False)


def is_found(text, typed):
    """As an index finds it: the grams that are asked for are there, and the text is meant unless that is sure."""
    wanted, there = asked(typed), grams(text)
    if wanted is None or not wanted.every <= there:
        return False
    begun = any(gram.startswith(wanted.beginning) for gram in there) if wanted.beginning else False
    narrowed = bool(wanted.some or wanted.beginning)
    return (not narrowed or begun or bool(wanted.some & there)) and (wanted.is_sure or matches(text, typed))


def spelled(text, chance, ways):
    """A stretch of the text, each character typed in one of the ways."""
    of = units(text)
    start = chance.randrange(len(of))
    some = of[start : chance.randint(start + 1, len(of))]
    return "".join(chance.choice(ways)(unit, chance) for unit in some)


def as_written(unit, _chance):
    return unit.text


def whole(unit, chance):
    return chance.choice(unit.readings or (unit.text,))


def initial(unit, chance):
    return whole(unit, chance)[0]


def two_letters(unit, chance):
    reading = whole(unit, chance)
    return reading[:2] if reading[:2] in ("zh", "ch", "sh") else reading[0]


WAYS = {
    "汉字": [as_written],
    "pinyin": [whole],
    "initials": [initial],
    "mixed": [as_written, whole, initial, two_letters],
}


@pytest.mark.parametrize("ways", WAYS.values(), ids=WAYS)
@given(text=names, chance=chance)
def test_every_stretch_of_a_name_finds_it_however_it_is_typed(ways, text, chance):
    if plain(text):
        assert is_found(text, spelled(text, chance, ways))


@given(text=names, chance=chance)
def test_the_last_character_need_not_be_typed_out(text, chance):
    of = units(text)
    if of:
        last = whole(of[-1], chance)
        before = "".join(chance.choice(WAYS["mixed"])(unit, chance) for unit in of[:-1])
        assert is_found(text, before + last[: chance.randint(1, len(last))])


@given(text=names, other=names, chance=chance)
def test_nobody_is_found_by_what_does_not_mean_them(text, other, chance):
    if plain(other):
        typed = spelled(other, chance, WAYS["mixed"])
        assert is_found(text, typed) == matches(text, typed)


@given(text=st.text(max_size=12))
def test_any_text_has_grams_that_fit_their_column(text):
    assert all(1 <= len(gram) <= LONGEST for gram in grams(text))
    assert bool(grams(text)) == bool(plain(text))


@pytest.mark.parametrize(
    "typed", ["zhangxl", "zxl", "晓丽", "zhang xiao", "ＺＨＡＮＧ", "张xl", "zhxl", "zhangxi", "张 晓"]
)
def test_zhang_xiaoli_is_found(typed):
    assert is_found(ZHANG, typed)


@pytest.mark.parametrize("typed", ["zlx", "zhanxl", "丽晓", "hang", "zhangxll", "zhl丽", "李", "", "·", "张 丽"])
def test_zhang_xiaoli_is_not_meant(typed):
    assert not is_found(ZHANG, typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("qiu", "仇某"),
        ("shan", "单某"),
        ("zeng", "曾某"),
        ("xie", "解某"),
        ("ou", "区某"),
        ("miao", "缪某"),
        ("zha", "查某"),
        ("piao", "朴某"),
        ("moqi", "万俟某"),
        ("yuchi", "尉迟某"),
        ("tantai", "澹台某"),
        ("zhangsun", "长孙某"),
        ("lv", "吕某"),
        ("lu", "吕某"),
        ("lyu", "吕某"),
        ("zhai", "祭某"),
    ],
)
def test_a_surname_is_found_as_it_is_read(typed, meant):
    assert is_found(meant, typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("丽阿", "古丽·阿依"),
        ("glay", "古丽·阿依"),
        ("古丽・阿依", "古丽·阿依"),
        ("𠮷", "𠮷田"),
        ("𠮷t", "𠮷田"),
        ("tian", "𠮷田"),
        ("lanna", "李Anna"),
        ("gc2022", "桂城2022社区"),
        ("22sq", "桂城2022社区"),
    ],
)
def test_a_dot_a_rare_character_and_latin_letters_are_no_hindrance(typed, meant):
    assert is_found(meant, typed)
