"""What was published of purchases, as the list that everybody may read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, pgettext

from guihua.commissioning.models import Conclusion, NoticeKind
from guihua.core import measures
from guihua.core.listing import Column, Kind, Listing, Phone, choice, search


def listing(rows: QuerySet[Any]) -> Listing:
    """`rows` are the newest notice of each purchase."""
    years = rows.order_by("-year").values_list("year", flat=True).distinct()
    places = rows.order_by("subdistrict__code").values_list("subdistrict__code", "subdistrict__name").distinct()
    return Listing(
        gettext_lazy("采购公告"),
        [
            Column("name", gettext_lazy("项目"), lambda n: n.name, ("name",), address=_page),
            Column("kind", gettext_lazy("最新公告"), lambda n: n.title, kind=Kind.CHIP, phone=Phone.MARK),
            Column("method", gettext_lazy("采购方式"), lambda n: gettext(n.method), ("method",), phone=Phone.MARK),
            Column("supplier", gettext_lazy("供应商"), lambda n: n.supplier, ("supplier",), phone=Phone.MARK),
            Column("on", gettext_lazy("公告日期"), lambda n: n.on, ("on",), phone=Phone.MARK),
            Column(
                "amount",
                gettext_lazy("金额（元）"),
                lambda n: None if n.amount_fen is None else measures.yuan(n.amount_fen),
                ("amount_fen",),
                kind=Kind.NUMBER,
                phone=Phone.KEY,
                unit=lambda amount: pgettext("unit", "元") if amount is not None else "",
            ),
            Column("subdistrict", gettext_lazy("街道"), lambda n: n.subdistrict.name, ("subdistrict__code",)),
        ],
        {
            "q": search(gettext_lazy("项目、编号或供应商"), "name", "number", "supplier"),
            "year": choice(gettext_lazy("年度"), [(year, year) for year in years], by="year"),
            "subdistrict": choice(gettext_lazy("街道"), places, by="subdistrict__code"),
            "kind": choice(gettext_lazy("最新公告"), NoticeKind.choices, by="kind"),
        },
        gettext_lazy("街道公开了采购结果以后，会列在这里。"),
        ways=[(gettext_lazy("验收结果"), reverse("commissioning:acceptances_published"), "clipboard-check")],
    )


def accepted() -> Listing:
    """Of what was published last of each acceptance."""
    conclusions: dict[str, Any] = dict(Conclusion.choices)
    return Listing(
        gettext_lazy("验收结果"),
        [
            Column(
                "project", gettext_lazy("项目"), lambda v: v.told["project"], ("told__project",), address=_acceptance
            ),
            Column(
                "conclusion",
                gettext_lazy("结论"),
                lambda v: conclusions[v.told["conclusion"]],
                kind=Kind.CHIP,
                phone=Phone.MARK,
            ),
            Column(
                "provider",
                gettext_lazy("承接机构"),
                lambda v: v.told["provider"],
                ("told__provider",),
                phone=Phone.MARK,
            ),
            Column(
                "held_on",
                gettext_lazy("验收日期"),
                lambda v: date.fromisoformat(v.told["held_on"]),
                ("told__held_on",),
                phone=Phone.MARK,
            ),
            Column("subdistrict", gettext_lazy("街道"), lambda v: v.acceptance.subdistrict.name),
        ],
        {
            "q": search(gettext_lazy("项目、合同编号或承接机构"), "told__project", "told__contract", "told__provider"),
            "conclusion": choice(gettext_lazy("结论"), Conclusion.choices, by="told__conclusion"),
        },
        gettext_lazy("街道公布以后，会列在这里。"),
        ways=[(gettext_lazy("采购公告"), reverse("commissioning:published"), "megaphone")],
    )


def _acceptance(version: Any) -> str:
    return reverse("commissioning:acceptance_published", args=[version.acceptance_id])


def _page(notice: Any) -> str:
    return reverse("commissioning:published_purchase", args=[notice.procurement_id])
