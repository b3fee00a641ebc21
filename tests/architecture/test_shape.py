"""How large a file may be, and what no file may hold."""

import ast
import re
import tomllib

import pytest

from tests.architecture import CODE, PRODUCT, ROOT, TEMPLATES, TESTS, nodes_of, place

WRITTEN = [*CODE, *TEMPLATES, *TESTS, ROOT / "run", ROOT / ".ci/run", ROOT / "pyproject.toml"] + [
    path for pattern in ("*.md", "docs/**/*.md", "guihua/**/*.md", "requirements/*") for path in ROOT.glob(pattern)
]


def test_every_file_is_under_300_lines():
    assert [place(path) for path in [*CODE, *TESTS] if len(path.read_text().splitlines()) >= 300] == []


def test_every_function_is_under_40_lines():
    functions = nodes_of(CODE, ast.FunctionDef, ast.AsyncFunctionDef)
    assert [f"{place(p)}: {f.name}" for p, f in functions if (f.end_lineno or 0) - f.lineno + 1 >= 40] == []


FORBIDDEN = {
    "a style of its own": r"\sstyle\s*=|<style[^>]*>(?!{{ inline_styles)",  # those of a report saved as one file, which no policy guards
    "a script in the page": r"<script(?![^>]*\ssrc=)",
    "a script in a tag": r"\son[a-z]+\s*=\s*[\"']",
    "something from elsewhere": r"https?://|\b(?:src|href)=\"//",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds_what_the_content_policy_forbids(what):
    assert [place(path) for path in TEMPLATES if re.search(FORBIDDEN[what], path.read_text())] == []


def test_every_form_that_changes_something_carries_its_token():
    form = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL | re.IGNORECASE)
    forms = [(path, found) for path in TEMPLATES for found in form.findall(path.read_text())]
    assert forms
    assert [place(path) for path, found in forms if "{% csrf_token %}" not in found] == []


def numbers_of(year: dict) -> set[int]:
    """The figures of a demonstration year that are large enough to be known wherever they stand."""
    inner = [numbers_of(value) for value in year.values() if isinstance(value, dict)]
    own = {value for key, value in year.items() if isinstance(value, int) and key != "year" and value >= 100}
    return own.union(*inner)


def whole_numbers(text: str) -> set[int]:
    """12,345 and 12_345 are read as one number."""
    return {int(digits) for digits in re.findall(r"[0-9]+", re.sub(r"(?<=[0-9])[,_](?=[0-9])", "", text))}


def test_no_number_of_a_demonstration_year_stands_outside_the_demonstration():
    years = [tomllib.loads(path.read_text()) for path in PRODUCT.glob("demo/years/*.toml")]
    large = set().union(*(numbers_of(year) for year in years))
    telling = large | {year[name] for year in years for name in ("projects", "community_projects")}
    values = [(path, node.value) for path, node in nodes_of(CODE, ast.Constant)]
    written = [(path, str(value)) for path, value in values if isinstance(value, int | float | str)]
    found = [(path, n) for path, text in written for n in whole_numbers(text) & telling]
    found += [(path, n) for path in TEMPLATES for n in whole_numbers(path.read_text()) & large]
    assert telling
    assert [(place(path), n) for path, n in found if "demo" not in path.parts] == []


def test_every_exception_to_a_check_says_why():
    marks = re.compile("# (?:no" + "qa|type: ig" + r"nore)(?!.* - \w)")
    lines = [(p, n, line) for p in [*CODE, *TESTS] for n, line in enumerate(p.read_text().splitlines(), start=1)]
    assert [f"{place(path)}:{n}" for path, n, line in lines if marks.search(line)] == []


def test_no_file_names_a_registry_or_a_path_of_somebodys_machine():
    names = ["py" + "pi.org", "python" + "hosted", "deb." + "debian.org", "--index" + "-url", "--find" + "-links"]
    names += ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/"]
    assert [(place(path), name) for path in WRITTEN for name in names if name in path.read_text()] == []
