from guihua.delivery.models.batches import ImportBatch
from guihua.delivery.models.codenames import Codename, CodenameHandle
from guihua.delivery.models.duty import DutyShift
from guihua.delivery.models.sessions import Activity, Attendance, Correction, Form, Part, Session

__all__ = [
    "Activity",
    "Attendance",
    "Codename",
    "CodenameHandle",
    "Correction",
    "DutyShift",
    "Form",
    "ImportBatch",
    "Part",
    "Session",
]
