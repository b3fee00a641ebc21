"""What the documents promise is what the code has."""

import re
import tomllib

from guihua.cli import COMMANDS
from tests.architecture import CODE, ROOT
from tests.pictures import PICTURES

OPERATIONS = (ROOT / "docs/operations.md").read_text()
FROM_ENVIRONMENT = re.compile(r"(?:env(?:\.\w+)?\(|environ(?:ment)?\.get\(|environ\[)\s*\"([A-Z_]+)\"")
NOT_FOR_OPERATORS = {"GUIHUA_TESTING", "DJANGO_SETTINGS_MODULE"}


def pins(name: str) -> dict[str, str]:
    text = (ROOT / f"requirements/{name}.txt").read_text()
    return dict(re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==(\S+)", text, re.MULTILINE))


def test_every_setting_is_explained_and_no_other():
    read = {name for path in CODE for name in FROM_ENVIRONMENT.findall(path.read_text())} - NOT_FOR_OPERATORS
    explained = set(re.findall(r"`((?:GUIHUA|DATABASE)_\w+|PORT)`", OPERATIONS))
    assert explained == read


def test_every_command_is_explained():
    assert [name for name in COMMANDS if f"`guihua {name}" not in OPERATIONS] == []


def test_what_the_tests_run_on_is_what_is_shipped():
    tested = pins("dev")
    assert {name: tested.get(name) for name in pins("base")} == pins("base")


def test_every_package_that_is_needed_is_pinned():
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.split(r"[\[<>=~]", one)[0].lower() for one in needed}
    assert names - pins("base").keys() == set()


def test_every_link_between_documents_leads_somewhere():
    documents = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    links = [(page, link) for page in documents for link in re.findall(r"\]\((?!http)([^)#]+)", page.read_text())]
    assert links
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


def test_every_picture_is_made_by_the_script_and_shown_somewhere():
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = {name for path in documents for name in re.findall(r"images/([\w-]+)\.png\)", path.read_text())}
    assert shown == {picture.name for picture in PICTURES} == {path.stem for path in (ROOT / "docs/images").iterdir()}
