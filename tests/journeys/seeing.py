"""What a page is like for who sees little: whether it scrolls sideways, and what axe finds."""

import json

from axe_playwright_python.sync_playwright import Axe

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WHAT_IS_WRONG = {
    "resultTypes": ["violations"]
}  # it tells in full what it finds wrong, and not each thing that is right
AXE = Axe().axe_script


def serious(page, **which):
    """A page that is looked at twice is given axe once: to read its half megabyte takes an eighth of a look.

    `which` rules: all, without a word.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(f"axe.run({json.dumps(WHAT_IS_WRONG | which)})")["violations"]
    return [(v["id"], [n["html"] for n in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")]
