"""A name that a template gives in one branch only is the page's own wherever the branch was not taken: there the view's value
would be hidden in one case and not in the other. (A notice's sentence once stood in the box for a reason in this way.)"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from tests.architecture import TEMPLATES

TAG = re.compile(r"{%\s*(.*?)\s*%}|{{\s*(.*?)\s*}}", re.DOTALL)
WORDS = re.compile(r'"[^"]*"|\'[^\']*\'')
GIVEN = re.compile(r"\b(?:asvar (\w+)|as (\w+)$)")
PASSED = re.compile(r"\b(\w+)=")
USED = re.compile(r"(?<![\w.|])([a-z_]\w*)")
INCLUDED = re.compile(r'include "([^"]+)"')
SCOPES = ("for", "with", "block", "partialdef", "blocktranslate")
SILENT = ("load", "extends")


@dataclass(frozen=True)
class Names:
    """Those of the template's own at one place: given on every way there, and on some way."""

    always: frozenset[str] = frozenset()
    sometimes: frozenset[str] = frozenset()

    def and_(self, names: set[str]) -> Names:
        return Names(self.always | names, self.sometimes | names)


@dataclass(frozen=True)
class Opened:
    head: str
    before: Names
    ended: tuple[Names, ...] = field(default=())  # the branches so far
    has_else: bool = False

    def closed(self, last: Names) -> Names:
        if self.head != "if":
            return self.before
        ways = [*self.ended, last, *(() if self.has_else else (self.before,))]
        return Names(
            frozenset.intersection(*(way.always for way in ways)), frozenset.union(*(way.sometimes for way in ways))
        )


def slips(name: str, templates: Mapping[str, str], names: Names, via: tuple[str, ...] = ()) -> Iterator[str]:
    opened: list[Opened] = []
    for tag, value in TAG.findall(templates[name]):
        bare = WORDS.sub('""', tag or value)
        head = bare.split()[0] if tag else ""
        if head in SILENT:
            continue
        yield from (
            f"{' > '.join((*via, name))}: {one}" for one in sorted(used(bare) & (names.sometimes - names.always))
        )
        found = INCLUDED.match(tag)
        if found and found[1] in templates and found[1] not in via:
            yield from slips(found[1], templates, names.and_(passed(bare)), (*via, name))
        names = after(head, bare, names, opened)


def after(head: str, bare: str, names: Names, opened: list[Opened]) -> Names:
    """What is given behind this tag."""
    if head == "if" or head in SCOPES:
        before = names.and_(given(bare)) if head == "blocktranslate" else names
        opened.append(Opened(head, before))
        return names if head == "if" else names.and_(passed(bare))
    if head in ("elif", "else"):
        opened[-1] = replace(opened[-1], ended=(*opened[-1].ended, names), has_else=head == "else")
        return opened[-1].before
    if head.removeprefix("end") in ("if", *SCOPES):
        return opened.pop().closed(names)
    return names if head == "include" else names.and_(given(bare))


def given(bare: str) -> set[str]:
    return {one for pair in GIVEN.findall(bare) for one in pair if one}


def passed(bare: str) -> set[str]:
    return set(PASSED.findall(bare))


def used(bare: str) -> set[str]:
    return set(USED.findall(GIVEN.sub("", PASSED.sub("", bare))))


def test_no_template_uses_a_name_that_it_gives_on_some_ways_only():
    templates = {path.as_posix().split("/templates/", 1)[1]: path.read_text() for path in TEMPLATES}
    assert [slip for name in sorted(templates) for slip in slips(name, templates, Names())] == []


NOTICE = '{% if bad %}{% translate "还有要改的" as why %}{% verb label refused=why %}{% endif %}'
TOLD = '{% if bad %}{% translate "还有要改的" as why %}{% else %}{% translate "都对" as why %}{% endif %}{{ why }}'


def test_the_sentence_of_a_notice_in_the_box_below_it_is_found():
    page = {"box": "<input value='{{ why }}'>", "near": NOTICE + "{{ why }}", "far": NOTICE + '{% include "box" %}'}
    assert list(slips("near", page, Names())) == ["near: why"]
    assert list(slips("far", page, Names())) == ["far > box: why"]


def test_what_every_branch_gives_and_what_is_passed_on_is_nobody_elses():
    page = {"box": "<input value='{{ why }}'>", "told": TOLD, "far": NOTICE + '{% include "box" with why=reason %}'}
    assert list(slips("told", page, Names())) == []
    assert list(slips("far", page, Names())) == []
