"""Who reports what went wrong or is complained of, who reads of it, who takes it up and closes it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.commissioning.incident_policy import REPORTING
from guihua.commissioning.models.messages import LISTENING
from guihua.desk.permission_terms import OFFICE, SIGNED_IN, Row
from guihua.directory.models import Role


def rows() -> list[Row]:
    reporting = frozenset(REPORTING)
    told = reporting | set(LISTENING)
    correcting = frozenset(REPORTING)
    return [
        Row("GET", "commissioning:incidents", _("突发事件与投诉"), told),
        Row("POST", "commissioning:incidents", _("存突发事件与投诉列表的视图"), told),
        Row("GET", "commissioning:incident_reporting", _("看怎样报告"), reporting, SIGNED_IN - reporting),
        Row("POST", "commissioning:incident_reporting", _("报告突发事件或投诉"), reporting, SIGNED_IN - reporting),
        Row("GET", "commissioning:incident", _("一件突发事件或投诉"), told),
        Row("POST", "commissioning:incident", _("受理、记进展、补充、办结，各由该办的人办"), told),
        Row("GET", "commissioning:incident_correcting", _("看怎样更正报告"), correcting, told - correcting),
        Row(
            "POST",
            "commissioning:incident_correcting",
            _("更正报告，由报告的人或办公室"),
            correcting,
            told - correcting,
        ),
        Row("GET", "commissioning:incident_times", _("看报告、受理、办结的时限"), OFFICE),
        Row("POST", "commissioning:incident_times", _("改报告、受理、办结的时限"), OFFICE),
        Row("GET", "desk:project_incidents", _("一个项目的突发事件与投诉"), told - {Role.SECRETARY}),
    ]
