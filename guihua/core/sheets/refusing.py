from __future__ import annotations

from django.utils.translation import gettext as _


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
