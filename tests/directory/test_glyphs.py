"""Names that a list copies wrong are told from those of a household."""

import pytest

from guihua.directory.calc.glyphs import TAKEN_FOR_EACH_OTHER, look_alike
from guihua.directory.calc.sounds import names_of_one


@pytest.mark.parametrize(
    ("one", "two"), [("陈未", "陈末"), ("郭己", "郭巳"), ("梁戊生", "梁戍生"), ("候敏", "侯敏"), ("何己未", "何已末")]
)
def test_names_that_look_the_same_at_a_glance_are_one_persons(one, two):
    assert (look_alike(one, two), names_of_one(one, two), names_of_one(two, one)) == (True, True, True)


@pytest.mark.parametrize(("one", "two"), [("陈志强", "陈志明"), ("何敏", "何芳"), ("梁日新", "梁月新")])
def test_names_of_a_household_are_two_peoples(one, two):
    assert (look_alike(one, two), names_of_one(one, two)) == (False, False)


def test_a_name_does_not_merely_look_like_itself():
    assert not look_alike("陈未", "陈未")


def test_each_character_is_taken_for_those_of_one_group():
    glyphs = "".join(TAKEN_FOR_EACH_OTHER)
    assert len(set(glyphs)) == len(glyphs)
