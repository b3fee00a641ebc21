"""Which grams a text must have for something typed to mean it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from guihua.core.finding.grams import LONGEST
from guihua.core.finding.spelling import TWO_LETTER_INITIALS, is_letter, plain


@dataclass(frozen=True)
class Asked:
    """A text has to have all of `every`, if there are any; and one of `some`, or one that begins with `beginning`, if
    either says anything. `is_sure` where whatever has them is meant; else what was found is to be matched.
    """

    every: frozenset[str] = frozenset()
    some: frozenset[str] = frozenset()
    beginning: str = ""
    is_sure: bool = False


def asked(typed: str) -> Asked | None:
    """None where nothing was typed that a text could have."""
    query = plain(typed)
    if not query:
        return None
    characters = [one for one in query if not is_letter(one)]
    if not characters:
        return _spelled(query)
    pairs = frozenset(one + other for one, other in pairwise(query) if not is_letter(one) and not is_letter(other))
    is_sure = len(query) <= 2 and len(characters) == len(query)
    return Asked(pairs, is_sure=is_sure) if pairs else Asked(beginning=characters[0], is_sure=is_sure)


def _spelled(query: str) -> Asked:
    """The first character is spelled whole, or by its initial with the next one's, or it is all that is spelled."""
    some = {query[:length] for length in range(2, LONGEST + 1)} if len(query) > 1 else set()
    if query[:2] in TWO_LETTER_INITIALS and len(query) > 2:
        some.add(query[0] + query[2])
    return Asked(some=frozenset(some), beginning=query, is_sure=len(query) <= 2)
