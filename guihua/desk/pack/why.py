"""The project, and the needs that it answers."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guihua.commissioning import models as commissioning
from guihua.core.wording import listed
from guihua.desk import planned
from guihua.desk.pack.pieces import Section, Table, facts, said, yuan


def project(found: commissioning.Project) -> Section:
    page = reverse("desk:project", args=[found.pk])
    stationed = [*(place.name for place in found.communities.all()), *(o.name for o in found.organisations.all())]
    return Section(
        _("项目"),
        [
            facts(
                (_("项目编号"), said(found.number, page)),
                (_("年度"), found.year),
                (_("服务领域"), found.domain),
                (_("状态"), found.get_state_display()),
                (_("承接机构"), found.provider_name),
                (_("驻点"), listed(stationed)),
                (_("期限"), f"{found.starts_on} – {found.ends_on}"),
                (_("金额（元）"), yuan(found.amount_fen, page)),
                (_("管理模式"), found.mode),
            )
        ],
    )


def needs(found: commissioning.Project, user: Any) -> Section:
    """Of the plans that the user reads."""
    rows = [
        [
            said(one.need.plan.community.name, _plan(one.need.plan)),
            said(one.need.title),
            said(one.need.about),
            said(one.need.people),
            said(one.need.evidence),
            said(one.note),
        ]
        for one in planned.of_project(found, user)
    ]
    heads = [_("社区"), _("需求"), _("为谁"), _("大约多少人"), pgettext("of a need", "依据"), _("说明")]
    title = _("回应的需求")
    return Section(title, [Table(title, heads, rows, numbers=[3])] if rows else [], _("没有登记它回应哪个需求。"))


def _plan(plan: commissioning.CommunityPlan) -> str:
    return reverse("commissioning:plan", args=[plan.community_id, plan.year])
