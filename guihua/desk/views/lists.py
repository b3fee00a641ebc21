"""The registers as lists: what the user may see, searched, filtered, sorted, exported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from guihua.commissioning import models as commissioning
from guihua.core import measures, secrecy
from guihua.core.listing import Column, Filter, Listing, as_workbook
from guihua.delivery import models as delivery
from guihua.directory import models as directory

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _show(
    request: HttpRequest,
    listing: Listing,
    rows: QuerySet[Any],
    *,
    title: str,
    hint: str,
    first_step: str,
    address: Callable[[Any], str] | None = None,
) -> HttpResponse:
    shown = listing.show(rows, request.GET)
    if request.GET.get("export") == "xlsx":
        heads = [str(column.head) for column in listing.columns]
        content = as_workbook(heads, ([c.cell(row) for c in listing.columns] for row in shown.rows.iterator(2000)))
        return HttpResponse(content, WORKBOOK, headers={"Content-Disposition": 'attachment; filename="guihua.xlsx"'})
    table = [
        {
            "address": address(row) if address else "",
            "cells": [{"text": _text(c.cell(row)), "is_number": c.is_number} for c in listing.columns],
        }
        for row in shown.page
    ]
    context = {
        "listing": listing,
        "shown": shown,
        "rows": table,
        "title": title,
        "hint": hint,
        "first_step": first_step,
    }
    return render(request, "desk/list.html", context)


def _text(cell: Any) -> str:
    if cell is None or cell == "":
        return "–"
    return f"{cell:,}" if isinstance(cell, int) or hasattr(cell, "quantize") else str(cell)


def _years(rows: QuerySet[Any]) -> list[tuple[str, str]]:
    years = rows.order_by().values_list("year__year", flat=True).distinct()
    return [(str(year), str(year)) for year in sorted(years, reverse=True)]


def _domains(rows: QuerySet[Any]) -> list[tuple[str, str]]:
    found = rows.order_by("domain__position").values_list("domain__code", "domain__name")
    return [(code, _(name)) for code, name in dict.fromkeys(found)]


@login_required
def projects(request: HttpRequest) -> HttpResponse:
    rows = commissioning.Project.objects.visible_to(request.user).select_related("domain", "provider", "year")
    rows = rows.order_by("-year__year", "number")
    listing = Listing(
        [
            Column("name", gettext_lazy("项目"), lambda p: p.name, ("name",)),
            Column("number", gettext_lazy("项目编号"), lambda p: p.number, ("number",)),
            Column("domain", gettext_lazy("服务领域"), lambda p: str(p.domain), ("domain__position",)),
            Column("provider", gettext_lazy("承接机构"), lambda p: p.provider.name, ("provider__name",)),
            Column("liaison", gettext_lazy("挂钩人员"), lambda p: p.liaison_name, ("liaison_name",)),
            Column("state", gettext_lazy("状态"), lambda p: p.get_state_display()),
            Column(
                "amount",
                gettext_lazy("合同金额（元）"),
                lambda p: measures.yuan(p.amount_fen),
                ("amount_fen",),
                is_number=True,
            ),
        ],
        ("name", "number", "provider__name", "liaison_name"),
        [
            Filter("year", gettext_lazy("年度"), "year__year", _years(rows)),
            Filter("domain", gettext_lazy("服务领域"), "domain__code", _domains(rows)),
        ],
    )
    return _show(
        request,
        listing,
        rows,
        title=pgettext("several", "项目"),
        hint=_("项目、编号、承接机构或挂钩人员"),
        first_step=_("导入项目清单后，这里会列出每个项目。"),
        address=lambda project: reverse("desk:project", args=[project.pk]),
    )


@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    rows = delivery.Session.objects.visible_to(request.user).select_related("activity", "project", "community")
    listing = Listing(
        [
            Column("activity", gettext_lazy("活动"), lambda s: s.activity.name),
            Column("day", gettext_lazy("日期"), lambda s: s.day.isoformat(), ("day", "starts_at")),
            Column("project", gettext_lazy("项目"), lambda s: s.project.name if s.project else _("街道主办")),
            Column("form", gettext_lazy("形式"), lambda s: s.activity.get_form_display()),
            Column("community", gettext_lazy("社区"), lambda s: s.community.name if s.community else ""),
            Column("place", gettext_lazy("地点"), lambda s: s.place),
            Column("code", gettext_lazy("场次编号"), lambda s: s.code),
            Column("minutes", gettext_lazy("时长（分钟）"), lambda s: s.minutes, ("minutes",), is_number=True),
        ],
        ("activity__name", "project__name", "code", "place"),
        [Filter("form", gettext_lazy("形式"), "activity__form", [(v, str(n)) for v, n in delivery.Form.choices])],
    )
    return _show(
        request,
        listing,
        rows,
        title=_("活动与场次"),
        hint=_("活动、项目、地点或场次编号"),
        first_step=_("导入参与记录后，这里会列出每一场。"),
        address=lambda session: reverse("desk:session", args=[session.pk]),
    )


@login_required
def organisations(request: HttpRequest) -> HttpResponse:
    rows = directory.Organisation.objects.visible_to(request.user)
    kinds = [(value, str(name)) for value, name in directory.OrganisationKind.choices]
    listing = Listing(
        [
            Column("name", gettext_lazy("机构"), lambda o: o.name, ("name",)),
            Column("kind", gettext_lazy("类型"), lambda o: o.get_kind_display(), ("kind",)),
            Column("code", gettext_lazy("统一社会信用代码"), lambda o: o.credit_code, ("credit_code",)),
            Column("contact", gettext_lazy("联系人"), lambda o: o.contact_name),
            Column("phone", gettext_lazy("联系电话"), lambda o: secrecy.masked_phone(o.contact_phone)),
        ],
        ("name", "credit_code", "contact_name"),
        [Filter("kind", gettext_lazy("类型"), "kind", kinds)],
    )
    first_step = _("导入机构清单后，这里会列出每个机构。")
    return _show(
        request,
        listing,
        rows,
        title=pgettext("several", "机构"),
        hint=_("名称、信用代码或联系人"),
        first_step=first_step,
    )


@login_required
def communities(request: HttpRequest) -> HttpResponse:
    rows = (
        directory.Community.objects.visible_to(request.user)
        .annotate(projects=Count("stationed_projects"))
        .order_by("code")
    )
    listing = Listing(
        [
            Column("name", gettext_lazy("社区"), lambda c: c.name, ("name",)),
            Column("code", gettext_lazy("社区代码"), lambda c: c.code, ("code",)),
            Column("projects", gettext_lazy("驻点项目（历年）"), lambda c: c.projects, ("projects",), is_number=True),
        ],
        ("name", "code"),
    )
    first_step = _("导入社区清单后，这里会列出每个社区。")
    return _show(request, listing, rows, title=pgettext("several", "社区"), hint=_("名称或代码"), first_step=first_step)
