"""English is complete beside the Chinese: `./run python -m tests.locale.update` says what is missing, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel.messages.catalog import Message

from guihua.evaluation.importers import assessor_table, rubric_table
from tests.locale import catalogue, outside

ADVICE = "run ./run python -m tests.locale.update and fill in what it lists"
PLACEHOLDER = re.compile(r"%\(\w+\)[\d.]*[sdf]|%%|<[^>]+>|\{\w*\}")
CURLY = re.compile("[‘’“”]")  # a Chinese font draws them as wide as a character
IN_FILES = outside.names_of_columns() | {
    "公办",
    "民办",
    "小学",
    "初中",
    "九年一贯制",
    "高中",
    "服务对象",
    "街道主办",
    *rubric_table.HEADINGS,
    *assessor_table.HEADINGS,
    *assessor_table.KINDS,
}
"""Words that an English sentence repeats because a file has to bear them."""

WITHOUT_GETTEXT = {
    "cli.py": ("", "`guihua help` speaks both languages at once, before there are settings"),
    "config/formats/zh_Hans/formats.py": ("", "how Chinese writes a day"),
    "config/promises.py": (
        "",
        "read before there are settings, so both languages at once where it is not for operators alone",
    ),
    "config/settings.py": ("中文", "a language is named in itself"),
    "core/finding/spelling.py": ("", "surnames and how they are read"),
    "core/inplace/filling.py": ("", "how a Chinese form writes a day, and leaves room behind a label"),
    "core/inplace/opening.py": ("", "what one month's copy of a form has that another's has not"),
    "core/inplace/styles.py": ("", "how a spreadsheet says that a cell shows days"),
    "core/sheets/asides.py": ("", "how files write sums and remarks"),
    "core/sheets/headers.py": ("*＊", "marks of a column that must be filled"),
    "core/sheets/parsers/amounts.py": ("", "how files write money"),
    "core/sheets/parsers/moments.py": ("", "how files write days"),
    "core/sheets/parsers/words.py": ("", "how files separate words and names"),
    "core/sheets/reading.py": ("问题", "the column of problems, known again when the file comes back"),
    "core/templatetags/numbers.py": ("", "what is marked as Chinese on an English page"),
    "directory/calc/glyphs.py": ("", "characters that are taken for each other"),
    "core/ui/failures.py": ("", "the last words where no page can be made, in both languages"),
    "core/ui/samples.py": ("", "samples of records on the page of all pieces"),
    "commissioning/calc/editions.py": ("", "how Chinese documents number their articles"),
    "commissioning/actions/programmes.py": (
        "医患服务 矫正社会服务 非户籍常住人口服务 心理支援服务",
        "other names of a domain that files may bear",
    ),
    "delivery/calc/groups.py": ("", "how files number the parts of a group"),
    "delivery/actions/codenames.py": ("匿", "a codename is a code, the same for every reader"),
    "delivery/calc/paper.py": ("", "how lists on paper are written"),
    "commissioning/calc/ocds.py": ("", "a file for outside is in the language of the records, whoever makes it"),
    "commissioning/models/indicators.py": ("个 场", "units that the records keep"),
    "commissioning/open_contracting.py": ("", "the same"),
    "delivery/importers/shared.py": ("", "marks between several names in one cell"),
    "delivery/actions/sessions.py": ("（ ）", "a correction keeps the words of the records"),
    "commissioning/importers/projects.py": ("街道主办", "the word by which a file names the office's own sessions"),
    "directory/models/places.py": ("街道 镇", "what the name of a programme leaves out of a place's"),
    "evaluation/asked_for.py": ("", "by which words rubrics ask to see what records tell"),
    "evaluation/importers/assessor_table.py": ("", "how pools of assessors are headed and say what somebody knows"),
    "evaluation/importers/rubric_table.py": ("", "how tables of criteria are headed and write their points"),
    "reporting/templates/reporting/charts/map.html": ("", "what the name of a place on the map leaves out"),
    "reporting/templatetags/account.py": ("万", "a unit that only Chinese pages ask for"),
    "directory/subject.py": ("（已删除）", "what the records keep in place of a name that was deleted"),
    "reporting/calc/scales.py": ("", "a scale that only Chinese pages ask for"),
    "static/css/report.css": ("", "chapters are counted in Chinese, and beside it in English"),
}
"""Chinese that is no sentence of a screen: file, pieces (all where none is named) and why. The demonstration's invented
people and places are not looked at."""


def messages() -> list[Message]:
    return [one for one in catalogue.read(catalogue.ENGLISH.read_text(encoding="utf-8")) if one.id]


def pairs(message: Message) -> Iterator[tuple[str, str]]:
    """Each form of a sentence with its translation."""
    if message.pluralizable:
        yield from zip(message.id, message.string, strict=True)
    else:
        yield message.id, message.string


def every_pair() -> list[tuple[str, str]]:
    return [pair for message in messages() for pair in pairs(message)]


def test_the_catalogue_holds_the_sentences_of_the_sources_and_no_others():
    file = catalogue.ENGLISH.read_text(encoding="utf-8")
    assert catalogue.written(catalogue.merged(catalogue.read(file), catalogue.of_sources())) == file, ADVICE


def test_every_sentence_has_its_english():
    assert [source for source, english in every_pair() if not english] == [], ADVICE


def test_no_translation_is_a_guess():
    """Babel leaves a fuzzy one out without a word."""
    assert [message.id for message in messages() if message.fuzzy] == []


def test_placeholders_and_marks_are_the_same_in_both():
    def marks(text: str) -> list[str]:
        return sorted(PLACEHOLDER.findall(text))

    assert [(source, english) for source, english in every_pair() if marks(source) != marks(english)] == []


def test_source_sentences_are_chinese():
    written = [(source, PLACEHOLDER.sub("", source)) for source, _ in every_pair()]
    assert [
        source for source, words in written if re.search("[A-Za-z]", words) and not outside.CHINESE.search(words)
    ] == []


def test_english_has_no_chinese_but_the_words_that_files_must_bear():
    repeated = re.compile("|".join(sorted(IN_FILES, key=len, reverse=True)))
    assert [english for _, english in every_pair() if outside.CHINESE.search(repeated.sub("", english))] == []


def test_english_has_straight_quotation_marks():
    assert [english for _, english in every_pair() if CURLY.search(english)] == []


def test_nothing_on_a_screen_goes_round_gettext():
    kinds = {".py", ".html", ".js", ".css"}
    files = [path for path in sorted(catalogue.PRODUCT.rglob("*.*")) if path.suffix in kinds]
    places = {path: path.relative_to(catalogue.PRODUCT).as_posix() for path in files}
    looked_at = [p for p in files if "migrations" not in p.parts and not places[p].startswith("demo/")]
    found = {places[path]: set(pieces) for path in looked_at if (pieces := list(outside.found_in(path)))}
    allowed = {place: set(pieces.split()) or found[place] for place, (pieces, _) in WITHOUT_GETTEXT.items()}
    assert {place: pieces - allowed.get(place, set()) for place, pieces in found.items()} == {
        place: set() for place in found
    }
    assert {place: pieces - found[place] for place, pieces in allowed.items()} == {place: set() for place in allowed}
