"""How Chromium is started: it asks nobody outside for anything."""

import shutil

SHELL = "chromium-headless-shell"  # the same browser without its windows: a page opens in two thirds of the time


def installed() -> str | None:
    """Debian's own, where it has one."""
    return shutil.which(SHELL) or shutil.which("chromium")


CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
