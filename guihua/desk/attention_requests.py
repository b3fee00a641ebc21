"""What partners handed in, as far as it waits for this reader."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _

from guihua.commissioning import request_listing
from guihua.commissioning.models import PartnerRequest
from guihua.desk.attention_line import Line, Reader, first_day, list_at
from guihua.directory.models import Role


def lines(reader: Reader) -> Iterator[Line]:
    if not reader.roles & {Role.OFFICE, Role.MANAGER}:
        return
    rows = PartnerRequest.objects.answerable_by(reader.user)
    since = partial(first_day, rows, "asked_at")
    address = list_at("commissioning:partner_requests", state=request_listing.WAITING)
    words = _("答复以后，提的单位会收到通知。")
    yield Line("warn", _("等答复的合作单位请求和意见"), rows.count(), address, words, since=since)
