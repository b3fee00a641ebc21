"""The annual report as an Excel file: what it is, the figures with their definitions, then the tables.

Numbers are numbers in the form of their measure, codes and months are text, and no text is ever a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from guihua.core.texts import AS_TEXTS, may_run, printable
from guihua.delivery import late_pages

HEADS = {
    "domain": _("服务领域"),
    "community": _("社区代码"),
    "provider": _("承接机构信用代码"),
    "month": _("月份"),
    "project": _("项目编号"),
    "name": _("名称"),
    "projects": pgettext_lazy("several", "项目"),
    "funding": _("合同金额（元）"),
    "sessions": pgettext_lazy("several", "场次"),
    "person_times": _("服务人次"),
    "people_served": _("服务人数"),
    "service_hours": _("服务时数"),
}
TITLES = {
    "by_domain": _("按领域"),
    "by_community": _("按社区"),
    "by_provider": _("按承接机构"),
    "by_month": _("按月"),
    "by_project": _("按项目"),
}


TEXT, COUNT, HOURS, MONEY, RATIO = "@", "#,##0", "#,##0.0", "#,##0.00", "0.00%"
MEASURES = {
    "projects": COUNT,
    "funding": MONEY,
    "sessions": COUNT,
    "person_times": COUNT,
    "people_served": COUNT,
    "service_hours": HOURS,
}
UNITS = {"CNY": MONEY, "%": RATIO}
NARROWEST, WIDEST = 10, 60  # characters
A4, LANDSCAPE_MARGIN = 9, 0.5


def of(account: dict[str, Any]) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, AS_TEXTS | {"in_memory": True}) as book:
        pages = Pages(book, _title(account))
        about = _about(account)
        pages.add(_("说明"), (_("项"), _("内容")), [(TEXT, TEXT)] * len(about), about)
        _add_figures(pages, _("主要数字"), account["figures"])
        if "period" in account:
            _add_figures(pages, _("全年的数字"), account["of_the_year"])
        for name, table in account["tables"].items():
            columns = list(table[0]) if table else []
            forms = [tuple(MEASURES.get(column, TEXT) for column in columns)] * len(table)
            pages.add(
                TITLES[name], [HEADS[column] for column in columns], forms, [tuple(row.values()) for row in table]
            )
        if "late_changes" in account:
            _add_late_changes(pages, account["late_changes"])
    return target.getvalue()


def _title(account: dict[str, Any]) -> str:
    return account["period"]["name"] if "period" in account else str(_("%(year)s 年度报告") % account)


def _add_figures(pages: Pages, name: Any, figures: dict[str, Any]) -> None:
    """The figures one below the other; those of a period beside the same period of the year before, where it is known."""
    columns = {"value": _("值")}
    if any(one.get("before") is not None for one in figures.values()):
        columns["before"] = _("上年同期")
    heads = [_("数字"), *columns.values(), _("单位"), _("口径"), _("代号")]
    forms = [(TEXT, *[_form_of(one)] * len(columns), TEXT, TEXT, TEXT) for one in figures.values()]
    rows = [
        (one["name"], *(one[column] for column in columns), _unit_of(one), one["definition"], code)
        for code, one in figures.items()
    ]
    pages.add(name, heads, forms, rows)


def _add_late_changes(pages: Pages, changes: Sequence[dict[str, Any]]) -> None:
    """What was changed in months that were closed: it is in the figures, and stands here with its reason."""
    heads = [_("月份"), _("承接机构信用代码"), _("名称"), _("改前和改后"), _("原因"), _("谁改的"), _("什么时候")]
    rows = [
        (
            one["month"],
            one["provider"],
            one["name"],
            late_pages.in_words({name: (was["before"], was["after"]) for name, was in one["figures"].items()}),
            one["why"],
            one["by"] or str(_("系统")),
            one["at"].replace("T", " ")[:16],
        )
        for one in changes
    ]
    pages.add(_("结账后的更正"), heads, [(TEXT,) * len(heads)] * len(rows), rows)


def _about(account: dict[str, Any]) -> list[tuple[str, str]]:
    period = account.get("period")
    words = _("这是 %(first)s 至 %(last)s 的数字。合同、驻点和学校按年度登记，写在「全年的数字」里。")
    return [
        (str(_("年度")), str(account["year"])),
        *([(str(_("时段")), str(words % period))] if period else []),
        (str(_("街道代码")), account["subdistrict"]),
        (str(_("汇总时间")), account["generated_at"].replace("T", " ")[:16]),
        (str(_("用处")), str(_("这里写的是准确数，不满 5 的人数也写明。要公开，请用网页版的年度报告。"))),
    ]


def _form_of(figure: dict[str, Any]) -> str:
    plain = COUNT if isinstance(figure["value"], int) else HOURS
    return UNITS.get(figure["unit"], plain)


def _unit_of(figure: dict[str, Any]) -> str:
    return str(_("元")) if figure["unit"] == "CNY" else figure["unit"]


class Pages:
    """The sheets of a workbook, each with a head that stays, columns as wide as what they hold, and ready for A4."""

    def __init__(self, book: Any, title: str) -> None:
        self.book, self.title = book, title
        self.head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#F3EEE5", "valign": "vcenter"})
        self.forms = {
            form: book.add_format({"num_format": form, "valign": "top", "text_wrap": form == TEXT})
            for form in (TEXT, COUNT, HOURS, MONEY, RATIO)
        }
        self.guarded = book.add_format({"num_format": TEXT, "valign": "top", "quote_prefix": True})

    def add(
        self, name: Any, heads: Sequence[Any], forms: Sequence[Sequence[str]], rows: Sequence[Sequence[Any]]
    ) -> None:
        """A sheet of these rows; `forms` says of each cell whether it is text or what it measures."""
        page = self.book.add_worksheet(str(name))
        for n, head in enumerate(heads):
            page.write_string(0, n, str(head), self.head)
            page.set_column(n, n, _width([head, *(row[n] for row in rows)]))
        for line, (row, kinds) in enumerate(zip(rows, forms, strict=True), start=1):
            for n, (cell, form) in enumerate(zip(row, kinds, strict=True)):
                self._write(page, line, n, cell, form)
        self._prepare_for_paper(page, len(heads), len(rows))

    def _write(self, page: Any, line: int, n: int, cell: Any, form: str) -> None:
        if form != TEXT:
            page.write_number(line, n, Decimal(str(cell)), self.forms[form])
        else:
            text = printable(cell)
            page.write_string(line, n, text, self.guarded if may_run(text) else self.forms[TEXT])

    def _prepare_for_paper(self, page: Any, columns: int, rows: int) -> None:
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.set_paper(A4)
        page.set_landscape()
        page.set_margins(*[LANDSCAPE_MARGIN] * 4)
        page.fit_to_pages(1, 0)
        page.set_footer(f"&L{self.title}&C&A&R&P / &N")
        if rows and columns:
            page.autofilter(0, 0, rows, columns - 1)


def _width(cells: Sequence[Any]) -> int:
    """As wide as the longest of them; a Chinese letter takes two places."""
    longest = max(sum(2 if ord(letter) > 0x2E7F else 1 for letter in str(cell)) for cell in cells)
    return min(WIDEST, max(NARROWEST, longest + 3))
