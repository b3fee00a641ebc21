"""What a social worker says of a session that she enters by hand."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import uuid4

from guihua.commissioning.models import Project
from guihua.delivery.actions.entries import Entry, Present
from guihua.delivery.models import Form
from guihua.directory.actions.registers import Identity
from guihua.directory.models import Community, Person

ZHANG = Identity("张晓丽", "13800138001", "")
NEW = Identity("何敏", "13700137001", "")


def entry(**said: Any) -> Entry:
    """A fireside tea at 桂一社区 on 2022-05-06, unless told otherwise."""
    usual = {
        "sent_as": uuid4(),
        "activity": "围炉茶话",
        "form": Form.GROUP,
        "day": date(2022, 5, 6),
        "starts_at": time(14, 30),
        "minutes": 90,
        "community": Community.objects.get(code="440605011001").pk,
        "place": "党群服务中心",
    }
    return Entry(**(usual | said))


def present(*whos: Any, part: str = "served") -> list[Present]:
    """By name those of the register, by identity somebody new."""
    return [Present(Person.objects.get(name=who).pk if isinstance(who, str) else who, part) for who in whos]


def project(number: str = "GC-1") -> Project:
    return Project.objects.select_related("domain", "subdistrict").get(number=number)
