from guihua.delivery.models.batches import ImportBatch
from guihua.delivery.models.codenames import Codename, CodenameHandle, CodenameResemblance
from guihua.delivery.models.corrections import Correction
from guihua.delivery.models.duty import DutyShift
from guihua.delivery.models.sessions import Activity, Attendance, Form, Part, Session

__all__ = [
    "Activity",
    "Attendance",
    "Codename",
    "CodenameHandle",
    "CodenameResemblance",
    "Correction",
    "DutyShift",
    "Form",
    "ImportBatch",
    "Part",
    "Session",
]
