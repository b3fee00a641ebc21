"""What a report says when it is submitted, as it is kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from guihua.commissioning import models as commissioning


@dataclass(frozen=True)
class Figure:
    """A number that the records give: of what (a code), of which part of that (words of the records, or nothing), how much."""

    code: str
    part: str
    amount: int


def as_submitted(report: commissioning.PeriodicReport, figures: Sequence[Figure]) -> dict[str, Any]:
    return {
        "texts": report.texts,
        "figures": [[one.code, one.part, one.amount] for one in figures],
        "files": [str(file) for file in report.files.all()],
    }


def figures_of(paper: dict[str, Any]) -> list[Figure]:
    return [Figure(*one) for one in paper["figures"]]


def digest(paper: dict[str, Any]) -> str:
    return sha256(json.dumps(paper, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
