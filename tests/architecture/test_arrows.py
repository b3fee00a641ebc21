"""Contexts point down, also where they name each other by a string: a model, an address, a template."""

import ast
import re
import tomllib
from pathlib import Path

from tests.architecture import CODE, PRODUCT, ROOT, TEMPLATES, nodes_of, place

CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
RANKS = {
    name.strip(" ()"): rank for rank, layer in enumerate(reversed(CONTRACTS[0]["layers"])) for name in layer.split("|")
}
SHELL = {
    "directory:login",
    "directory:logout",
    "directory:sign_ins",
}  # whoever one is, the page's frame offers the way in and out


def context_of(path: Path) -> str | None:
    """The context that a file belongs to. Templates that all share rank with core; config and cli stand above all."""
    first = path.relative_to(PRODUCT).parts[0]
    return "core" if first == "templates" else first if first in RANKS else None


def points_up(path: Path, named: str) -> bool:
    """Whether a file names a context that is above its own, or beside it."""
    own = context_of(path)
    return own is not None and named in RANKS and named != own and RANKS[named] >= RANKS[own]


def strings(pattern: str) -> list[tuple[Path, str]]:
    texts = [(path, node.value) for path, node in nodes_of(CODE, ast.Constant) if isinstance(node.value, str)]
    return [(path, text) for path, text in texts if re.fullmatch(pattern, text)]


def tags(pattern: str) -> list[tuple[Path, str]]:
    return [(path, found) for path in TEMPLATES for found in re.findall(pattern, path.read_text())]


def imports() -> list[tuple[Path, str]]:
    """Everything that a file imports, as guihua.context.module.name."""
    froms = [(path, node.module, node.names) for path, node in nodes_of(CODE, ast.ImportFrom) if node.module]
    plain = [(path, alias.name) for path, node in nodes_of(CODE, ast.Import) for alias in node.names]
    return plain + [(path, f"{module}.{alias.name}") for path, module, names in froms for alias in names]


def test_every_package_beside_the_configuration_is_a_layer():
    assert {path.parent.name for path in PRODUCT.glob("*/__init__.py")} - {"config"} - RANKS.keys() == set()


def test_no_relation_names_a_model_of_a_later_context():
    named = strings(r"[a-z]+\.[A-Z]\w+")
    assert named
    assert [(place(p), text) for p, text in named if points_up(p, text.partition(".")[0])] == []


def test_no_address_leads_to_a_later_context():
    named = strings(r"[a-z]+:[a-z_-]+") + tags(r"{% url ['\"]([\w:-]+)['\"]")
    assert named
    assert [(place(p), text) for p, text in named if points_up(p, text.partition(":")[0]) and text not in SHELL] == []


def test_no_template_stands_on_one_of_a_later_context():
    named = tags(r"{% (?:include|extends) ['\"]([\w/.#-]+)['\"]") + strings(r"[a-z]+/[\w/]+\.html(?:#\w+)?")
    assert named
    assert [(place(p), text) for p, text in named if points_up(p, text.partition("/")[0])] == []


def test_no_context_takes_the_views_or_forms_of_another():
    taken = [(path, name) for path, name in imports() if re.match(r"guihua\.\w+\.(views|forms)\b", name)]
    assert taken
    assert [(place(p), name) for p, name in taken if name.split(".")[1] != context_of(p)] == []


def test_arithmetic_knows_no_django_and_no_models():
    pure = [(path, name) for path, name in imports() if "calc" in path.parts or path.name == "calc.py"]
    assert pure
    assert [(place(path), name) for path, name in pure if name.split(".")[0] == "django" or ".models" in name] == []
