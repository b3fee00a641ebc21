"""Where a figure's rows are found: on this site, at a known site from a file, or nowhere from a file that knows none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode


@dataclass(frozen=True)
class Addresses:
    """`base` is put before each address: nothing on the site itself, https://… in a file; None: there is no way.

    Each address names the generation that the page was told from, so that a number and its rows are of one moment.
    `within`: by what every list of the page is narrowed; `shut`: the figures whose rows the reader does not open.
    """

    year: int
    generation: str
    base: str | None = ""
    within: Mapping[str, str] = field(default_factory=dict)
    shut: frozenset[str] = frozenset()

    def rows(self, code: str, **only: Any) -> str:
        """The list behind a figure, narrowed to what is given; empty where there is no way."""
        if self.base is None or code in self.shut:
            return ""
        chosen = {**self.within, **{name: value for name, value in only.items() if name and value}}
        query = urlencode({**chosen, "at": self.generation})
        return f"{self.base}{reverse('reporting:figure', args=[self.year, code])}?{query}"
