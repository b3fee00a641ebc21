"""The files that came in, as a list."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from guihua.core.listing import Column, Kind, Listing, Phone, choice
from guihua.desk import importing
from guihua.desk.models import Import, ImportState

FAILED = "failed"  # drafts that were to be written, and were not


def imports(user: Any) -> Listing:
    """Names of files are for who sent them: one may tell of somebody."""

    def named(found: Import) -> str:
        return (found.file_name if found.by_id == user.pk else "") or str(found.label)

    return Listing(
        gettext_lazy("数据导入"),
        [
            Column("file", gettext_lazy("文件"), named, address=lambda i: reverse("desk:import", args=[i.pk])),
            Column("kind", gettext_lazy("内容"), lambda i: str(i.label), phone=Phone.MARK),
            Column("state", gettext_lazy("状态"), lambda i: i.get_state_display(), kind=Kind.CHIP, phone=Phone.KEY),
            Column("rows", gettext_lazy("行数"), lambda i: i.rows, ("rows",), kind=Kind.NUMBER),
            Column("added", gettext_lazy("新增"), lambda i: i.added, ("added",), kind=Kind.NUMBER),
            Column("changed", gettext_lazy("更正"), lambda i: i.changed, ("changed",), kind=Kind.NUMBER),
            Column("by", gettext_lazy("上传人"), lambda i: i.by.name, phone=Phone.MARK),
            Column("at", gettext_lazy("上传时间"), _when, ("at",), phone=Phone.MARK),
        ],
        {
            "kind": choice(gettext_lazy("内容"), [(k, v.label) for k, v in importing.KINDS.items()], by="kind"),
            "state": choice(
                gettext_lazy("状态"), [*ImportState.choices, (FAILED, gettext_lazy("没有做完"))], narrow=_in_state
            ),
        },
        gettext_lazy("选上面一种表格开始；导入过的会列在这里。"),
    )


def _in_state(rows: Any, state: str) -> Any:
    return rows.failed() if state == FAILED else rows.filter(state=state)


def _when(found: Import) -> str:
    return f"{timezone.localtime(found.at):%Y-%m-%d %H:%M}"
