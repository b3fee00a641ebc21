import ast
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = [p for p in sorted((ROOT / "guihua").rglob("*.py")) if "migrations" not in p.parts]
TEMPLATES = sorted((ROOT / "guihua").rglob("*.html"))


def test_no_file_is_over_300_lines_and_no_function_over_40():
    long = [str(p) for p in CODE if len(p.read_text().splitlines()) > 300]
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 40:
                long.append(f"{path}:{node.name}")
    assert long == []


@pytest.mark.parametrize("forbidden", ["style=", "<script>", "onclick=", "http://", "https://"])
def test_no_template_holds_what_the_content_policy_forbids(forbidden):
    assert [str(p) for p in TEMPLATES if forbidden in p.read_text()] == []


def test_no_number_of_the_published_year_stands_outside_the_demonstration():
    numbers = tomllib.loads((ROOT / "guihua/demo/years/2022.toml").read_text())
    telling = [numbers["funding_yuan"], numbers["person_times"], numbers["duty"]["minutes"]]
    telling += [numbers["anti_fraud"]["person_times"], numbers["corrections"]["person_times"]]
    sources = [p for p in [*CODE, *TEMPLATES] if "demo" not in p.parts]
    assert [(str(p), n) for p in sources for n in telling if str(n) in p.read_text()] == []


def test_every_exception_to_a_check_says_why():
    bare = [
        f"{path}:{n}"
        for path in CODE
        for n, line in enumerate(path.read_text().splitlines(), start=1)
        if ("# noqa" in line or "# type: ignore" in line) and " - " not in line
    ]
    assert bare == []


def test_no_file_names_a_registry_or_a_path_of_somebodys_machine():
    names = ["py" + "pi.org", "python" + "hosted", "deb." + "debian.org", "/wo" + "rk/", "/ro" + "ot/"]
    files = [
        *CODE,
        *TEMPLATES,
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        ROOT / "run",
        *ROOT.glob("requirements/*"),
    ]
    assert [(str(p), name) for p in files for name in names if name in p.read_text()] == []
