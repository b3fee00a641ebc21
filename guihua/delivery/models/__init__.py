from guihua.delivery.models.batches import ImportBatch
from guihua.delivery.models.closes import LateChange, MonthlyClose, Reopening
from guihua.delivery.models.codenames import Codename, CodenameHandle, CodenameResemblance
from guihua.delivery.models.corrections import Correction
from guihua.delivery.models.duty import DutyShift
from guihua.delivery.models.findings import FindingKind, FindingNote
from guihua.delivery.models.photos import SessionPhoto
from guihua.delivery.models.scales import Scale, ScaleScore
from guihua.delivery.models.schedules import ClosingSchedule
from guihua.delivery.models.sessions import Activity, Attendance, AttendanceQuerySet, Part, Session
from guihua.delivery.models.telling import FIELDS_OF, TELLING, WORDLESS, Form, Way, fields_of
from guihua.delivery.models.withdrawals import Withdrawal

__all__ = [
    "FIELDS_OF",
    "TELLING",
    "WORDLESS",
    "Activity",
    "Attendance",
    "AttendanceQuerySet",
    "ClosingSchedule",
    "Codename",
    "CodenameHandle",
    "CodenameResemblance",
    "Correction",
    "DutyShift",
    "FindingKind",
    "FindingNote",
    "Form",
    "ImportBatch",
    "LateChange",
    "MonthlyClose",
    "Part",
    "Reopening",
    "Scale",
    "ScaleScore",
    "Session",
    "SessionPhoto",
    "Way",
    "Withdrawal",
    "fields_of",
]
