from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from guihua.core.wording import listed


class SheetRefused(Exception):
    """The file as a whole cannot be read; the sentence says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def empty() -> SheetRefused:
    return SheetRefused(_("这份文件是空的。"))


def broken() -> SheetRefused:
    return SheetRefused(_("这份 .xlsx 文件坏了，打不开。请在表格软件里打开后另存一份。"))


def locked() -> SheetRefused:
    return SheetRefused(_("这份文件加了密码。请在表格软件里去掉密码，另存为 .xlsx 后再导入。"))


def too_big() -> SheetRefused:
    return SheetRefused(_("这份文件解开后太大，没有读取。请只留需要的内容，另存一份。"))


def too_many_rows(most: int) -> SheetRefused:
    return SheetRefused(_("一次最多导入 %(most)s 行，这份文件不止这些。请分成几份。") % {"most": most})


def several(names: Sequence[str]) -> SheetRefused:
    words = _("这些工作表都有要导入的内容：%(names)s。一次只能导入一张，请各存成一份文件，再分别导入。")
    return SheetRefused(words % {"names": listed(names)})


def unreadable(path: Path) -> SheetRefused:
    return SheetRefused(_("读不了这份文件：%(path)s。请看看它是不是还开着，或者有没有读取的权限。") % {"path": path})


def longer(row: int, column: int) -> SheetRefused:
    """`column` counted from 0."""
    words = _("第 %(row)d 行比表头长：%(letter)s 列有内容，却没有列名。请补上列名，或删掉多出来的内容。")
    return SheetRefused(words % {"row": row, "letter": xl_col_to_name(column)})
