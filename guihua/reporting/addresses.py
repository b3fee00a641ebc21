"""Where a figure's rows are found: on this site, at a known site from a file, or nowhere from a file that knows none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode


@dataclass(frozen=True)
class Addresses:
    """`base` is put before each address: nothing on the site itself, https://… in a file; None: there is no way."""

    year: int
    base: str | None = ""

    def rows(self, code: str, **only: Any) -> str:
        """The list behind a figure, narrowed to what is given; empty where there is no way."""
        if self.base is None:
            return ""
        chosen = {name: value for name, value in only.items() if name and value}
        query = f"?{urlencode(chosen)}" if chosen else ""
        return f"{self.base}{reverse('reporting:figure', args=[self.year, code])}{query}"
