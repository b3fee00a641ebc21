"""Holds what the import contracts cannot see."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "guihua"
CODE = [path for path in sorted(PRODUCT.rglob("*.py")) if "migrations" not in path.parts]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted(PRODUCT.rglob("*.html"))


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Every piece of a Python file."""
    return list(ast.walk(ast.parse(path.read_text())))


def nodes_of[Kind: ast.AST](paths: list[Path], *kinds: type[Kind]) -> Iterator[tuple[Path, Kind]]:
    return ((path, node) for path in paths for node in nodes(path) if isinstance(node, kinds))
