"""The annual report as an Excel file: figures with their definitions, then the tables. Text is never a formula."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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


def of(account: dict[str, Any]) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        rows = [
            [figure["name"], figure["value"], figure["unit"], figure["definition"], code]
            for code, figure in account["figures"].items()
        ]
        _page(
            book,
            str(_("主要数字")),
            [str(head) for head in (_("数字"), _("值"), _("单位"), _("口径"), _("代号"))],
            rows,
        )
        for name, table in account["tables"].items():
            heads = list(table[0]) if table else []
            _page(book, str(TITLES[name]), [str(HEADS[head]) for head in heads], [list(row.values()) for row in table])
    return target.getvalue()


def _page(book: Any, title: str, heads: list[str], rows: list[list[Any]]) -> None:
    page = book.add_worksheet(title)
    page.write_row(0, 0, heads, book.add_format({"bold": True, "bottom": 1}))
    for line, row in enumerate(rows, start=1):
        for n, cell in enumerate(row):
            write = page.write_number if isinstance(cell, int) else page.write_string
            write(line, n, cell)
    page.freeze_panes(1, 0)
    page.autofit()
