"""Was it good: what is judged by what, and how what several say becomes one grade."""

from guihua.evaluation.models.assessors import Assessor, Employment, EmploymentKind, Tie, TieKind
from guihua.evaluation.models.rounds import (
    GradeBand,
    Round,
    RoundProject,
    RoundState,
    Source,
    SourceWeight,
    Stage,
    VetoItem,
    Way,
)
from guihua.evaluation.models.rubrics import Anchor, Criterion, Dimension, Expertise, ForWhom, Level, Rubric
from guihua.evaluation.models.sheets import Mark, Reopening, ScoreSheet, SheetState

__all__ = [
    "Anchor",
    "Assessor",
    "Criterion",
    "Dimension",
    "Employment",
    "EmploymentKind",
    "Expertise",
    "ForWhom",
    "GradeBand",
    "Level",
    "Mark",
    "Reopening",
    "Round",
    "RoundProject",
    "RoundState",
    "Rubric",
    "ScoreSheet",
    "SheetState",
    "Source",
    "SourceWeight",
    "Stage",
    "Tie",
    "TieKind",
    "VetoItem",
    "Way",
]
