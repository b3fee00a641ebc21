"""Forms that edit a tracked row: tolerant of how people type, and safe where two edit the same row at once."""

from guihua.core.editing.answers import answer
from guihua.core.editing.choosing import MINE, THEIRS, Choice
from guihua.core.editing.facing import STALE, FacingForm
from guihua.core.editing.fields import Parsed, Several, Yuan
from guihua.core.editing.records import RecordForm

__all__ = ["MINE", "STALE", "THEIRS", "Choice", "FacingForm", "Parsed", "RecordForm", "Several", "Yuan", "answer"]
