"""A workbook as it came, opened as far as its cells must be known."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from io import BytesIO

from django.utils.translation import gettext as _

from guihua.core.inplace import cells
from guihua.core.inplace.cells import Page, local, parse, placed
from guihua.core.inplace.styles import Styles

MOST_BYTES = 5 << 20  # of a form
MOST_UNPACKED = 60 << 20
MOST_PARTS = 1_000
MOST_CELLS = 60_000
DIGITS = re.compile(r"[\d\s　]+")
ENCODING = re.compile(rb"""<\?xml[^>]*\bencoding=["']([\w-]+)["']""")


class NotRead(Exception):
    """Why a workbook is not taken, in a sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Workbook:
    content: bytes
    parts: dict[str, bytes]  # those that must be known, by their names in the zip
    pages: dict[str, Page]  # by the worksheet's name, in the order of the tabs
    styles: Styles

    @cached_property
    def shape(self) -> str:
        """What makes the next copy of a form the same form: its words and its boxes, without numbers and dates."""
        told = [
            (
                _without_digits(page.name),
                sorted((one.left, one.top, one.right, one.bottom) for one in page.merged),
                [(cell.reference, _without_digits(cell.text)) for cell in _fixed(page)],
            )
            for page in self.pages.values()
        ]
        return sha256(repr(told).encode()).hexdigest()

    def why_not(self, sheet: str, reference: str) -> str:
        """Why this cell is not to be filled, in a sentence; empty where it may be."""
        page, at = self.pages.get(sheet), placed(reference)
        if page is None:
            return _("表里没有「%(sheet)s」这一页。") % {"sheet": sheet}
        if at is None or not page.has(reference):
            return _("表里没有 %(cell)s 这一格。请点表上的一个空格。") % {"cell": reference}
        merged = page.merged_at(*at)
        if merged and (merged.left, merged.top) != at:
            anchor = f"{cells.letters(merged.left)}{merged.top}"
            return _("%(cell)s 是合并的格子的一部分。请填它左上角的 %(anchor)s。") % {
                "cell": reference,
                "anchor": anchor,
            }
        if page.cell(reference).has_formula or any(one.holds(*at) for one in page.arrays):
            return _("%(cell)s 里是公式，它自己会算。请填公式用到的格子。") % {"cell": reference}
        return ""


def opened(content: bytes) -> Workbook:
    """Raises NotRead."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _look_at(archive)
            return _read(content, archive)
    except (zipfile.BadZipFile, cells.NotXml, KeyError, ValueError, OSError, EOFError, RuntimeError) as broken:
        raise NotRead(_("这份表读不出来，可能损坏了。请在表格软件里打开，另存为 xlsx，再上传。")) from broken


def _look_at(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise NotRead(_("这份表太大。只收要填的表，最多 %(n)d MB。") % {"n": MOST_BYTES >> 20})
    if len({entry.filename for entry in entries}) != len(entries):
        raise zipfile.BadZipFile
    if any(entry.filename.startswith("_xmlsignatures/") for entry in entries):
        raise NotRead(_("这份表有电子签名，填了就失效。请向上级要一份没有签名的。"))


def _read(content: bytes, archive: zipfile.ZipFile) -> Workbook:
    names = set(archive.namelist())

    def part(name: str) -> bytes:
        found = archive.read(name)
        encoding = ENCODING.match(found[:200].lstrip(b"\xef\xbb\xbf"))
        if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
            raise cells.NotXml(name)
        return found

    parts = {"xl/workbook.xml": part("xl/workbook.xml")}
    targets = _targets(part("xl/_rels/workbook.xml.rels"))
    strings = _strings(part("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else []
    styles = Styles.of(part("xl/styles.xml")) if "xl/styles.xml" in names else Styles(())
    pages = {}
    for name, key in _sheets(parts["xl/workbook.xml"]):
        if (target := targets.get(key)) in names and target is not None and "/worksheets/" in target:
            parts[target] = part(target)
            pages[name] = cells.read(name, target, parts[target], strings)
    if not pages:
        raise cells.NotXml("no worksheet")
    if sum(len(page.cells) for page in pages.values()) > MOST_CELLS:
        raise NotRead(_("这份表的格子太多，不像一张要填的表。"))
    return Workbook(content, parts, pages, styles)


def _fixed(page: Page) -> list[cells.Cell]:
    """The cells whose words are the form's own."""
    return [one for one in page.cells.values() if one.text and not one.has_formula and not one.is_number]


def _without_digits(words: str) -> str:
    return DIGITS.sub("", words)


def _targets(content: bytes) -> dict[str, str]:
    found: dict[str, str] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "Relationship":
            found[attributes["Id"]] = posixpath.normpath(posixpath.join("/xl", attributes["Target"])).lstrip("/")

    parse(content, start, None)
    return found


def _sheets(content: bytes) -> list[tuple[str, str]]:
    """Name and relation of each sheet that is not hidden, in order."""
    found: list[tuple[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if local(tag) == "sheet" and attributes.get("state", "visible") == "visible":
            key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            found.append((attributes["name"], key))

    parse(content, start, None)
    return found


def _strings(content: bytes) -> list[str]:
    found: list[str] = []
    inside = {"t": False, "rPh": False}

    def start(tag: str, _attributes: dict[str, str]) -> None:
        name = local(tag)
        if name == "si":
            found.append("")
        elif name in inside:
            inside[name] = True

    def end(tag: str) -> None:
        if local(tag) in inside:
            inside[local(tag)] = False

    def characters(words: str) -> None:
        if inside["t"] and not inside["rPh"] and found:
            found[-1] += words

    parse(content, start, end, characters)
    return found
