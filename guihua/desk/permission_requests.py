"""Who hands in requests and opinions as a partner, who reads and who answers them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.commissioning.request_policy import KNOWING
from guihua.desk.permission_terms import SIGNED_IN, Row
from guihua.directory.models import Role

PARTNER = frozenset({Role.PARTNER})
ANSWERING = frozenset({Role.OFFICE, Role.MANAGER})


def rows() -> list[Row]:
    knowing = frozenset(KNOWING)
    return [
        Row("GET", "commissioning:partner_requests", _("合作单位的请求和意见"), knowing),
        Row("POST", "commissioning:partner_requests", _("保存请求和意见列表的视图"), knowing),
        Row("GET", "commissioning:request_handing_in", _("看怎样提请求或意见"), PARTNER, SIGNED_IN - PARTNER),
        Row("POST", "commissioning:request_handing_in", _("提请求或意见"), PARTNER, SIGNED_IN - PARTNER),
        Row("GET", "commissioning:partner_request", _("一件请求或意见"), knowing),
        Row("POST", "commissioning:partner_request", _("答复请求或意见"), ANSWERING, knowing - ANSWERING),
    ]
