"""What is on file for a criterion already, by the words in which its rubric asks to see it: counts of records, and papers by name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from guihua.commissioning import models as commissioning
from guihua.commissioning.models import Measure
from guihua.evaluation import models as evaluation
from guihua.evaluation.evidence import TOLD, Evidence

PROMISED = "指标"
COUNTED = {
    "活动": Measure.SESSIONS,
    "签到": Measure.PERSON_TIMES,
    "志愿者": Measure.VOLUNTEERS,
    "结案": Measure.CASES,
    "个案": Measure.CASES,
    "小组": Measure.GROUPS,
}
APART = re.compile(r"[、，,；;和及\s/]+")
SHORTEST = 2  # characters of a word that tells one paper from another


def known_of(found: Evidence, criterion: evaluation.Criterion) -> list[str]:
    """What records tell of a criterion, in words, so that nobody is asked for it."""
    told = []
    if PROMISED in criterion.evidence and found.promises:
        reached = sum((one.done or 0) >= one.target for one in found.promises)
        told.append(_("服务指标 %(n)d 项，达到 %(reached)d 项") % {"n": len(found.promises), "reached": reached})
    measures = [measure for word, measure in COUNTED.items() if word in criterion.evidence]
    counts = dict(found.counts)
    labels = [str(one.label) for one in TOLD if one in measures]
    return told + [f"{label} {counts[label]}" for label in labels if label in counts]


def papers_for(
    criterion: evaluation.Criterion, papers: Sequence[commissioning.ProjectFile]
) -> list[commissioning.ProjectFile]:
    """Those papers that a criterion asks for by their name."""
    words = [word for word in APART.split(criterion.evidence) if len(word) >= SHORTEST]
    return [paper for paper in papers if any(word in paper.name for word in words)]
