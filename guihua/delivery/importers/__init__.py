"""Attendance and duty as files give them: shape and cleaning only."""

from guihua.delivery.importers.attendance import attendance_columns, attendance_lines, attendance_marks
from guihua.delivery.importers.duty import duty_columns, duty_lines, duty_marks

__all__ = [
    "attendance_columns",
    "attendance_lines",
    "attendance_marks",
    "duty_columns",
    "duty_lines",
    "duty_marks",
]
