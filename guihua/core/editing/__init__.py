"""Forms that edit a tracked row: tolerant of how people type, and safe where two edit the same row at once."""

from guihua.core.editing.answers import answer
from guihua.core.editing.facing import FacingForm
from guihua.core.editing.fields import Parsed, Several, Yuan
from guihua.core.editing.records import MINE, THEIRS, Choice, RecordForm

__all__ = ["MINE", "THEIRS", "Choice", "FacingForm", "Parsed", "RecordForm", "Several", "Yuan", "answer"]
