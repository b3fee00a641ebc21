"""Each context says its words and what is always true of it; every promise names a test that there is."""

import ast
import re

import pytest

from tests.architecture import PRODUCT, TESTS, nodes_of

CONTEXTS = sorted(path.parent for path in PRODUCT.glob("*/apps.py"))
NAMED = {node.name for _path, node in nodes_of(TESTS, ast.FunctionDef)}


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda path: path.name)
def test_a_contexts_promises_are_proved_by_tests_that_there_are(context):
    text = (context / "README.md").read_text()
    promised = re.findall(r"\| `(test_\w+)` \|", text)
    assert promised
    assert [name for name in promised if name not in NAMED] == []
    assert [head for head in ("Words", "Lifecycle", "Always true", "Signals") if f"## {head}\n" not in text] == []
