"""What a row said before: each verb that changes a tracked row records a version of it, with who, when and why.

Versions are django-simple-history's own tables. They are written by the verb that knows who acts (decision 0016), and
read here: as lines for people, and to take an import back. Attendance has none: its batches and corrections are its history.
"""

from guihua.core.history.checking import misfits
from guihua.core.history.clashing import Clashed, refuse_clash, seen_of
from guihua.core.history.recording import record
from guihua.core.history.telling import Change, Deed, Words, told
from guihua.core.history.undoing import Undo, plan
from guihua.core.history.versions import Did, RowHistory, latest, tracked, values_of

__all__ = [
    "Change",
    "Clashed",
    "Deed",
    "Did",
    "RowHistory",
    "Undo",
    "Words",
    "latest",
    "misfits",
    "plan",
    "record",
    "refuse_clash",
    "seen_of",
    "told",
    "tracked",
    "values_of",
]
