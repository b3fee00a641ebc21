"""Every sentence of the sources, and what the English catalogue makes of it.

Babel reads Python. Templates go through Django's own `templatize`, which makes the calls of gettext out of them that
Babel reads: neither msgfmt nor xgettext is needed anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ROOT / "guihua"
ENGLISH = PRODUCT / "locale/en/LC_MESSAGES/django.po"
SOURCES = [path for path in sorted(PRODUCT.rglob("*.*")) if path.suffix in {".py", ".html"}]
LAZY = {f"{name}_lazy": places for name, places in DEFAULT_KEYWORDS.items() if name.endswith("gettext")}
KEYWORDS = {**DEFAULT_KEYWORDS, **LAZY, "gettext_noop": None}
HEADER = """\
# English beside the Chinese sentences of the sources; kept by: ./run python -m tests.locale.update
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

type Key = tuple[str | tuple[str, ...], str | None]


def sentences(path: Path) -> Iterator[tuple[int, Key]]:
    """Line and key (words, context) of every sentence that a Python file or a template gives to gettext."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # what stood between the sentences is blanked, and its indentation means nothing to Python
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
    found = extract("python", BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"})
    return ((line, (words, context)) for line, words, _, context in found)


def of_sources() -> dict[Key, str]:
    """Every sentence, with the first place that says it. A word counted somewhere and plain elsewhere is one sentence."""
    places: dict[Key, str] = {}
    for path in SOURCES:
        for line, key in sentences(path):
            places.setdefault(key, f"{path.relative_to(ROOT).as_posix()}:{line}")
    counted = {(words[0], context) for words, context in places if isinstance(words, tuple)}
    return {key: place for key, place in places.items() if key not in counted}


def read(text: str) -> Catalog:
    return read_po(BytesIO(text.encode()), locale="en")


def merged(known: Catalog, places: dict[Key, str]) -> Catalog:
    """The sentences of the sources with the translations that are known, and no others."""
    catalog = Catalog(locale="en")
    for words, context in places:
        old = known.get(words if isinstance(words, str) else words[0], context)
        fits = old is not None and old.pluralizable == isinstance(words, tuple)
        string = old.string if old is not None and fits else ""
        catalog.add(words, string, context=context, user_comments=old.user_comments if old is not None else [])
    return catalog


def written(catalog: Catalog) -> str:
    """As it stands in the file: by sentence, without places or dates, so that a change shows as what it is."""
    file = BytesIO()
    write_po(file, catalog, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return HEADER + file.getvalue().decode().rstrip("\n") + "\n"
