"""Brings the English catalogue up to the sources: `./run python -m tests.locale.update`.

Adds what is new, drops what is gone, keeps every translation, and says what is left to do, with exit code 1.
"""

from __future__ import annotations

import sys

from tests.locale import catalogue


def main() -> int:
    places = catalogue.of_sources()
    known = catalogue.read(catalogue.ENGLISH.read_text(encoding="utf-8") if catalogue.ENGLISH.exists() else "")
    now = catalogue.merged(known, places)
    catalogue.ENGLISH.write_text(catalogue.written(now), encoding="utf-8")
    for message in known:
        if message.id and now.get(message.id, message.context) is None:
            print(f"gone      {message.id!r} = {message.string!r}")
    open_ = [key for key in places if not all(_strings(now.get(_first(key[0]), key[1]).string))]
    for key in open_:
        print(f"to do     {places[key]}  {key[0]!r}")
    print(f"{len(places)} sentences, {len(open_)} to translate in {catalogue.ENGLISH.relative_to(catalogue.ROOT)}")
    return 1 if open_ else 0


def _first(words: str | tuple[str, ...]) -> str:
    return words if isinstance(words, str) else words[0]


def _strings(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else string


if __name__ == "__main__":
    sys.exit(main())
