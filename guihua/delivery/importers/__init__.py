"""Attendance and duty as files give them: shape and cleaning only."""

from guihua.delivery.importers.attendance import attendance_columns, attendance_lines, attendance_marks
from guihua.delivery.importers.closed import said as closed_said
from guihua.delivery.importers.duty import duty_columns, duty_lines, duty_marks
from guihua.delivery.importers.standing import attendance_standing, duty_standing

__all__ = [
    "attendance_columns",
    "attendance_lines",
    "attendance_marks",
    "attendance_standing",
    "closed_said",
    "duty_columns",
    "duty_lines",
    "duty_marks",
    "duty_standing",
]
