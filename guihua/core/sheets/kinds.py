"""What a file is, told by its content and never by its name."""

from __future__ import annotations

import zipfile
from io import BytesIO

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core.sheets.refusing import SheetRefused, broken, locked, too_big

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOT_TABLES = {
    b"%PDF": gettext_lazy("PDF 文件"),
    b"\x89PNG": gettext_lazy("PNG 图片"),
    b"\xff\xd8\xff": gettext_lazy("JPG 图片"),
    b"GIF8": gettext_lazy("GIF 图片"),
    b"II*\x00": gettext_lazy("TIFF 图片"),
    b"MM\x00*": gettext_lazy("TIFF 图片"),
    b"Rar!": gettext_lazy("RAR 压缩包"),
    b"7z\xbc\xaf": gettext_lazy("7z 压缩包"),
    b"\x1f\x8b": gettext_lazy("GZ 压缩包"),
    b"{\\rtf": gettext_lazy("RTF 文档"),
    b"SQLite format 3": gettext_lazy("数据库文件"),
}
NOT_TABLES_INSIDE = {  # a container: what stands a little further in tells
    (b"RIFF", b"WEBP"): gettext_lazy("WebP 图片"),
    (b"", b"ftypheic"): gettext_lazy("HEIC 图片"),
    (b"BM", b"\x00\x00"): gettext_lazy("BMP 图片"),
}
WEB_PAGES = (b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<?xml", b"<mht")
OLD_EXCEL = gettext_lazy("旧版 Excel（.xls）文件")
UNSURE = gettext_lazy("旧版 Excel（.xls）或别的旧版 Office 文件")
OLE_STREAMS = {  # the order matters: a locked workbook holds nothing else
    "Workbook": OLD_EXCEL,
    "Book": OLD_EXCEL,
    "WordDocument": gettext_lazy("旧版 Word（.doc）文档"),
    "PowerPoint Document": gettext_lazy("旧版 PowerPoint（.ppt）文档"),
}
IN_ARCHIVES = {
    "xl/workbook.bin": gettext_lazy("二进制 Excel（.xlsb）文件"),
    "word/": gettext_lazy("Word（.docx）文档"),
    "ppt/": gettext_lazy("PowerPoint（.pptx）文档"),
    "index/": gettext_lazy("Numbers 或 Pages 文档"),
    "ofd.xml": gettext_lazy("OFD 文档"),
    "content.xml": gettext_lazy("OpenDocument（.ods、.odt）文档"),
}
MOST_RATIO = 400  # a spreadsheet compresses 10 to 60 times; a bomb a thousand times
SMALL = 20_000_000  # unzipped bytes that harm nobody, whatever the ratio


def is_workbook(content: bytes, most_unzipped: int) -> bool:
    """Whether this is an XLSX (True) or text to be read as CSV (False). Raises SheetRefused for everything else."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _refuse_archives(content, most_unzipped)
        return True
    if content.startswith(OLE[:4]):
        _refuse_ole(content)
    for start, kind in NOT_TABLES.items():
        if content.startswith(start):
            raise _no_table(kind)
    for (start, inside), kind in NOT_TABLES_INSIDE.items():
        if content.startswith(start) and inside in content[4:16]:
            raise _no_table(kind)
    if content[:256].removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(WEB_PAGES):
        raise SheetRefused(_("这是网页（HTML 或 XML），只是名字像表格。请用表格软件打开，另存为 .xlsx。"))
    _refuse_wide_text(content)
    return False


def _no_table(kind: str | Promise) -> SheetRefused:
    return SheetRefused(_("这是 %(kind)s，不是表格。请用 .xlsx 或 CSV。") % {"kind": kind})


def _refuse_ole(content: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise locked()
    kind = next((kind for name, kind in OLE_STREAMS.items() if name.encode("utf-16-le") in content), UNSURE)
    if kind in (OLD_EXCEL, UNSURE):
        raise SheetRefused(_("这是%(kind)s。请用表格软件打开，另存为 .xlsx 或 CSV。") % {"kind": kind})
    raise _no_table(kind)


def _refuse_wide_text(content: bytes) -> None:
    """Text with NUL bytes: every second one where each character takes two bytes."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    start = content[:2000]
    zeros = [half.count(0) for half in (start[::2], start[1::2])]
    if marked or (max(zeros) and not min(zeros)):
        raise SheetRefused(_("这份文件的编码是 UTF-16。请另存为 UTF-8 的 CSV，或直接用 .xlsx。"))
    if b"\x00" in content:
        raise SheetRefused(_("这不是 CSV 或 .xlsx 表格。"))


def _refuse_archives(content: bytes, most_unzipped: int) -> None:
    try:
        entries = zipfile.ZipFile(BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as bad:
        raise broken() from bad
    if any(entry.flag_bits & 1 for entry in entries):
        raise locked()
    names = [entry.filename.replace("\\", "/").lstrip("/").lower() for entry in entries]
    if not any(name.startswith("xl/") and name.endswith(".xml") for name in names):
        kind = next((kind for start, kind in IN_ARCHIVES.items() if any(n.startswith(start) for n in names)), None)
        raise _no_table(kind) if kind else _plain_archive()
    size = sum(entry.file_size for entry in entries)
    if size > most_unzipped or size > max(SMALL, MOST_RATIO * len(content)):
        raise too_big()


def _plain_archive() -> SheetRefused:
    return SheetRefused(_("这是压缩包或别的文档，不是 .xlsx 表格。压缩包请先解开，再导入里面的表格。"))
