"""Was it good: what is judged by what, and how what several say becomes one grade."""

from guihua.evaluation.models.appeals import DECIDED, Appeal, AppealPoint, AppealState, SecondLook, SecondMark
from guihua.evaluation.models.assessors import Assessor, AssessorInvitation, Employment, EmploymentKind, Tie, TieKind
from guihua.evaluation.models.improvements import Improvement
from guihua.evaluation.models.moderation import MarkChange, Moderation
from guihua.evaluation.models.panels import Absence, Arrangement, Found, Half, Meeting, Panel, Seat, days_of
from guihua.evaluation.models.replies import Reply
from guihua.evaluation.models.results import Bonus, Excuse, ExcuseKind, Result, SourceScore, VetoFound
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
from guihua.evaluation.models.samples import Finding, RecordCheck, Sample, SampledRecord
from guihua.evaluation.models.self_reports import (
    MOST_TEXT,
    SelfAnswer,
    SelfEvidence,
    SelfReport,
    SelfReportOpening,
    SelfReportState,
    last_day_of,
)
from guihua.evaluation.models.sheets import READING, Mark, Reopening, ScoreSheet, SheetState, whole_panels

__all__ = [
    "DECIDED",
    "MOST_TEXT",
    "READING",
    "Absence",
    "Anchor",
    "Appeal",
    "AppealPoint",
    "AppealState",
    "Arrangement",
    "Assessor",
    "AssessorInvitation",
    "Bonus",
    "Criterion",
    "Dimension",
    "Employment",
    "EmploymentKind",
    "Excuse",
    "ExcuseKind",
    "Expertise",
    "Finding",
    "ForWhom",
    "Found",
    "GradeBand",
    "Half",
    "Improvement",
    "Level",
    "Mark",
    "MarkChange",
    "Meeting",
    "Moderation",
    "Panel",
    "RecordCheck",
    "Reopening",
    "Reply",
    "Result",
    "Round",
    "RoundProject",
    "RoundState",
    "Rubric",
    "Sample",
    "SampledRecord",
    "ScoreSheet",
    "Seat",
    "SecondLook",
    "SecondMark",
    "SelfAnswer",
    "SelfEvidence",
    "SelfReport",
    "SelfReportOpening",
    "SelfReportState",
    "SheetState",
    "Source",
    "SourceScore",
    "SourceWeight",
    "Stage",
    "Tie",
    "TieKind",
    "VetoFound",
    "VetoItem",
    "Way",
    "days_of",
    "last_day_of",
    "whole_panels",
]
