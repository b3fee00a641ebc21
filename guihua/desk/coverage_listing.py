"""What media told of the projects, as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from guihua.commissioning.models import Coverage, CoverageKind
from guihua.core.listing import Column, Kind, Listing, Phone, choice, search
from guihua.core.ui.pages import page_of

SEARCHED = ("title", "outlet", "project__name", "project__number")


def coverage(rows: QuerySet[Coverage]) -> Listing:
    years = rows.order_by("-on__year").values_list("on__year", flat=True).distinct()
    return Listing(
        gettext_lazy("宣传报道"),
        [
            Column("title", gettext_lazy("标题"), lambda c: c.title, ("title",), address=_page),
            Column("project", gettext_lazy("项目"), lambda c: c.project.name, ("project__name",), address=_project),
            Column("outlet", gettext_lazy("媒体"), lambda c: c.outlet, ("outlet",), phone=Phone.MARK),
            Column("kind", gettext_lazy("形式"), lambda c: c.get_kind_display(), ("kind",), Kind.CHIP, Phone.MARK),
            Column("on", gettext_lazy("发布日期"), lambda c: c.on, ("on",), phone=Phone.MARK),
            Column(
                "reach",
                gettext_lazy("阅读、观看次数"),
                lambda c: c.reach,
                ("reach",),
                kind=Kind.NUMBER,
                phone=Phone.KEY,
                unit=lambda _n: pgettext_lazy("unit", "次"),
            ),
            Column("counted", gettext_lazy("次数怎么来的"), lambda c: c.counted, is_extra=True),
            Column("address", gettext_lazy("网址"), lambda c: c.address, is_extra=True),
        ],
        {
            "q": search(gettext_lazy("标题、媒体或项目"), *SEARCHED, spelled=("title", "outlet", "project__name")),
            "year": choice(gettext_lazy("年度"), [(year, year) for year in years], by="on__year"),
            "kind": choice(gettext_lazy("形式"), CoverageKind.choices, by="kind"),
        },
        gettext_lazy("项目被报道以后，在项目的「宣传」里登记，都列在这里。"),
        name="coverage",
    )


def told(rows: Any) -> str:
    """报道 12 篇，阅读、观看 34,500 次."""
    words = _("报道 %(n)s 篇，阅读、观看 %(reached)s 次（只加有来源的）")
    return words % {"n": f"{rows.count():,}", "reached": f"{rows.reached():,}"}


def _page(piece: Any) -> str:
    return reverse("commissioning:coverage", args=[piece.pk])


def _project(piece: Any) -> str:
    return page_of(piece.project)
