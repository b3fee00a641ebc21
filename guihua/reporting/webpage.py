"""The annual report as one HTML file that opens anywhere: its styles lie inside it, and it asks nobody for anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from guihua.core.ui.preferences import chosen_in
from guihua.core.ui.sheets import CSS
from guihua.directory.models import Subdistrict
from guihua.reporting import late, story
from guihua.reporting.book import Book
from guihua.reporting.calc.periods import Period
from guihua.reporting.models import Passage


def of(book: Book, year: int) -> bytes:
    """The file. Figures lead to the site's rows where its address is known (GUIHUA_ADDRESS); else they are plain words."""
    told = story.of(book, year, settings.GUIHUA_ADDRESS or None)
    passages = Passage.objects.of_report(Subdistrict.objects.get(code=book.subdistrict_code), year).words()
    return _file("reporting/report.html", told | {"passages": passages, "late": late.of_file(book, year)})


def of_period(book: Book, year: int, period: Period) -> bytes:
    return _file("reporting/period.html", story.of_period(book, year, period, settings.GUIHUA_ADDRESS or None))


def _file(template: str, told: dict[str, Any]) -> bytes:
    styles = "\n".join(_stylesheet(name) for name in CSS)
    context = {
        **told,
        "on_site": False,
        "is_stale": False,
        "chosen": chosen_in({}),
        "inline_styles": styles,
    }
    return render_to_string(template, context).encode()


def _stylesheet(name: str) -> str:
    found = finders.find(f"css/{name}.css")
    if not isinstance(found, str):
        raise FileNotFoundError(name)
    return Path(found).read_text(encoding="utf-8")
