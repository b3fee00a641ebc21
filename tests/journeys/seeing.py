"""What a page is like for who sees little: whether it scrolls sideways, and what axe finds."""

from axe_playwright_python.sync_playwright import Axe

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WHAT_IS_WRONG = {
    "resultTypes": ["violations"]
}  # it tells in full what it finds wrong, and not each thing that is right


def serious(page):
    found = Axe().run(page, options=WHAT_IS_WRONG).response["violations"]
    return [(v["id"], [n["html"] for n in v["nodes"]]) for v in found if v["impact"] in ("serious", "critical")]
