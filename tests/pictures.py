"""The pictures of the manual and the README, taken from a demonstration: `./run python -m tests.pictures [NAME …]`.

Makes the small demonstration in a home of its own, serves it, and takes each picture as the role that its page is written for
sees it. Run it when a page that stands in PICTURES has changed; what is committed are the files in `docs/images`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from socket import socket
from typing import Any, NamedTuple
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.chromium import CHROMIUM

IMAGES = Path(__file__).resolve().parents[1] / "docs/images"
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 760}, "is_mobile": True, "has_touch": True}
COLOURS = 128
PATIENCE = 60  # seconds for the server to come up


class Picture(NamedTuple):
    """name of the file; who looks; on which screen; where; and by which links, given by selectors, one goes on from there."""

    name: str
    role: str
    screen: dict[str, Any]
    address: str
    then: tuple[str, ...] = ()


PICTURES = [
    Picture("overview", "office", DESK, "/"),
    Picture("project", "office", DESK, "/projects/", ("main tbody a",)),
    Picture("importing", "office", DESK, "/imports/"),
    Picture("closing", "office", DESK, "/closing/"),
    Picture("closing-provider", "manager", PHONE, "/closing/"),
    Picture("report", "office", DESK, "/reports/2022/"),
    Picture("report-words", "office", DESK, "/reports/2022/words/"),
    Picture("report-figure", "auditor", DESK, "/reports/2022/figures/communities.coverage/"),
    Picture("lists", "office", DESK, "/sessions/?form=group"),
    Picture("provider", "manager", DESK, "/"),
    Picture("recording", "manager", PHONE, "/record/", ("main a[href*='/record/new/']",)),
    Picture("week", "manager", PHONE, "/record/week/"),
    Picture("community", "secretary", PHONE, "/"),
    Picture("trail", "auditor", DESK, "/trail/"),
]


def main(names: list[str]) -> None:
    wanted = [one for one in PICTURES if not names or one.name in names]
    with tempfile.TemporaryDirectory() as home, served(home) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        for picture in wanted:
            take(browser, base, picture)
            print(picture.name, f"{(IMAGES / f'{picture.name}.png').stat().st_size >> 10} KB", flush=True)
        browser.close()


@contextmanager
def served(home: str) -> Iterator[str]:
    """A demonstration and its server; yields the address."""
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"GUIHUA_HOME": home, "PORT": str(port)}
    subprocess.run(["guihua", "demo", "--size", "s", "--seed", "1"], env=environment, check=True)
    server = subprocess.Popen(["guihua", "serve"], env=environment)
    try:
        base = f"http://localhost:{port}"
        _wait_for(f"{base}/healthz")
        yield base
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urlopen(address):  # noqa: S310 - our own server
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def take(browser: Browser, base: str, picture: Picture) -> None:
    context = browser.new_context(base_url=base, device_scale_factor=1, reduced_motion="reduce", **picture.screen)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator(f"button[value={picture.role}]").click()
    page.wait_for_url(re.compile(r"/(?!accounts/)"))
    page.goto(picture.address)
    for link in picture.then:
        page.locator(link).first.click()
        page.wait_for_load_state()
    page.wait_for_load_state()
    target = IMAGES / f"{picture.name}.png"
    page.screenshot(path=target)
    Image.open(target).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    context.close()


if __name__ == "__main__":
    main(sys.argv[1:])
