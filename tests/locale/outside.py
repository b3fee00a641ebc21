"""Where Chinese stands in the product without passing through gettext."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.template.base import Lexer, TokenType
from django.utils.translation.template import block_re, constant_re, endblock_re, inline_re

from tests.locale.catalogue import KEYWORDS, PRODUCT

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
COMMENTS = {
    ".html": re.compile(r"<!--.*?-->", re.DOTALL),
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
    ".js": re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL),
}


def found_in(path: Path) -> Iterator[str]:
    """Pieces of a file with Chinese words or punctuation that gettext never sees."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from in_python(text)
    elif path.suffix == ".html":
        yield from in_template(COMMENTS[".html"].sub("", text))
    else:
        bare = COMMENTS[path.suffix].sub("", text)
        yield from (line.strip() for line in bare.splitlines() if CHINESE.search(line))


def in_template(text: str) -> Iterator[str]:
    is_within = False
    for token in Lexer(text).tokenize():
        words = token.contents
        if token.token_type == TokenType.BLOCK:
            is_within = (is_within or bool(block_re.match(words))) and not endblock_re.match(words)
            words = constant_re.sub("", inline_re.sub("", words))
        elif token.token_type == TokenType.VAR:
            words = constant_re.sub("", words)
        elif token.token_type == TokenType.COMMENT or is_within:
            continue
        if CHINESE.search(words):
            yield words.strip()


def in_python(text: str) -> Iterator[str]:
    """Strings that are no sentence of gettext's, no docstring, no help of a command and no column of files."""
    pieces = list(ast.walk(ast.parse(text)))
    spoken = {id(part) for call in pieces if name_called(call) in KEYWORDS for part in ast.walk(call)}
    told = {id(node.value) for node in pieces if isinstance(node, ast.Expr) or is_help(node)}
    for node in pieces:
        words = node.value if isinstance(node, ast.Constant) and id(node) not in spoken | told else None
        if isinstance(words, str) and CHINESE.search(words) and words not in names_of_columns() | other_names():
            yield words


def name_called(node: ast.AST) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def is_help(node: ast.AST) -> bool:
    """`help = "…"` of a command, which speaks Chinese to whoever runs a deployment."""
    return isinstance(node, ast.Assign) and [one.id for one in node.targets if isinstance(one, ast.Name)] == ["help"]


@cache
def names_of_columns() -> frozenset[str]:
    """The names that are promised for the columns of files: the first word of each Column."""
    return frozenset(call.args[0].value for call in columns() if isinstance(call.args[0], ast.Constant))


@cache
def other_names() -> frozenset[str]:
    """What files may call their columns besides: each `also` of a Column, written there or under a name of its own;
    and what may stand in them for example."""
    also = [word.value for call in columns() for word in call.keywords if word.arg in ("also", "example")]
    named = {one.id for one in also if isinstance(one, ast.Name)}
    kept = [
        node.value
        for node in written()
        if isinstance(node, ast.Assign) and {t.id for t in node.targets if isinstance(t, ast.Name)} & named
    ]
    words = [node for one in [*also, *kept] for node in ast.walk(one) if isinstance(node, ast.Constant)]
    return frozenset(word.value for word in words)


def columns() -> list[ast.Call]:
    return [node for node in written() if name_called(node) == "Column"]


@cache
def written() -> list[ast.AST]:
    """All that the importers are made of."""
    files = [path for path in sorted(PRODUCT.rglob("*.py")) if "importers" in (path.stem, path.parent.name)]
    return [node for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
