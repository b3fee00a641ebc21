"""The look is written down once: layers, tokens, and no rule for what is not there."""

import re

import pytest

from guihua.core.ui.sheets import CSS
from tests.architecture import CODE, PRODUCT, TEMPLATES, place

FOLDER = PRODUCT / "static/css"
SHEETS = sorted(FOLDER.rglob("*.css"))
DRAWN = sorted(PRODUCT.glob("*/templates/**/*.svg"))
WRITTEN = "".join(path.read_text() for path in [*TEMPLATES, *DRAWN, *CODE])
MODULES = sorted((PRODUCT / "static/js").rglob("*.js"))


def rules(path):
    """A sheet without what is said about it."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)


def selectors(path):
    return re.findall(r"([^{};]+)\{", rules(path))


def test_every_sheet_is_read_and_every_sheet_that_is_read_is_there():
    assert sorted(FOLDER / f"{name}.css" for name in CSS) == SHEETS


def test_the_layers_are_ordered_once_and_every_rule_lies_in_one():
    ordered = [place(path) for path in SHEETS if re.search(r"@layer [\w, ]+;", rules(path))]
    assert ordered == [place(FOLDER / "layers.css")]
    outside = [place(p) for p in SHEETS if p.stem != "layers" and not rules(p).strip().startswith("@layer")]
    assert outside == []


def test_colours_are_given_by_tokens_alone():
    raw = re.compile(r"oklch\(|rgba?\(|hsl|#[0-9a-f]{3,8}\b")
    found = [place(path) for path in SHEETS if path.stem not in ("tokens", "print") and raw.search(rules(path))]
    assert found == []


def test_every_token_that_is_asked_for_is_set_somewhere():
    text = "".join(rules(path) for path in SHEETS) + WRITTEN
    asked = set(re.findall(r"var\((--[\w-]+)\s*\)", text))  # one with a second choice may be missing
    assert asked - set(re.findall(r"(--[\w-]+)\s*:", text)) == set()


def is_written(name):
    """Whether something bears the class; step-3 stands in a template as step-{{ step }}."""
    counted = re.sub(r"-[0-9]+$", "-{{", name)
    return any(re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", WRITTEN) for one in (name, counted))


@pytest.mark.parametrize("path", SHEETS, ids=place)
def test_no_rule_is_for_a_class_that_nothing_has(path):
    named = {name for selector in selectors(path) for name in re.findall(r"\.([a-z][\w-]*)", selector)}
    assert sorted(name for name in named if not is_written(name)) == []


def test_directions_are_those_of_the_text_not_of_the_screen():
    """Start and end, not left and right: a page may be read the other way round."""
    physical = re.compile(
        r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom)\s*:"
    )
    assert [place(path) for path in SHEETS if physical.search(rules(path))] == []


def test_a_module_is_one_behaviour_in_a_few_lines():
    assert MODULES
    assert [place(path) for path in MODULES if len(path.read_text().splitlines()) >= 80] == []
