"""A form in a page is filled again with what was typed into it before. Knows HTML and nothing else.

Only what somebody types or ticks is filled: hidden fields, passwords and files stay as the page has them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

Typed = Mapping[str, Sequence[str]]  # values by field name, in the order of the page
Attributes = dict[str, str | None]
NEVER = {"hidden", "password", "file", "submit", "button", "image", "reset"}
TICKED = {"checkbox", "radio"}


@dataclass(frozen=True)
class Edit:
    """Characters of the page, and what stands in their place."""

    start: int
    end: int
    text: str


@dataclass
class Form:
    """A form that is sent by POST: where it starts, what it holds, and what filling it would change in the page."""

    start: int
    action: str
    left: dict[str, list[str]]
    names: set[str] = field(default_factory=set)
    hidden: dict[str, list[str]] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)

    def next(self, name: str) -> str:
        """The typed values of one name go to its fields in their order."""
        values = self.left[name]
        return values.pop(0) if values else ""


@dataclass(frozen=True)
class Tag:
    start: int
    text: str
    given: Attributes

    def with_(self, given: Attributes) -> Edit:
        name = self.text[1:].split(maxsplit=1)[0].rstrip("/>")
        words = [name, *(key if text is None else f'{key}="{escape(text)}"' for key, text in given.items())]
        return Edit(self.start, self.start + len(self.text), f"<{' '.join(words)}>")

    def ticked(self, mark: str, *, is_typed: bool) -> Edit:
        """A box or an option: `checked` or `selected` where it is among what was typed, and else not."""
        kept = {key: text for key, text in self.given.items() if key != mark}
        return self.with_(kept | ({mark: None} if is_typed else {}))


class Reader(HTMLParser):
    """Finds the forms of a page, and for each the edits that fill it."""

    def __init__(self, page: str, path: str, typed: Typed) -> None:
        super().__init__(convert_charrefs=True)
        self.path, self.typed = path, typed
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.area: tuple[int, str] | None = None  # of an open textarea: where its text starts, and its name
        self.select = ""  # the name of an open one that was typed
        self.option: Tag | None = None  # one whose value is its text
        self.line_starts = [0]
        for line in page.split("\n"):
            self.line_starts.append(self.line_starts[-1] + len(line) + 1)
        self.feed(page)
        self.close()

    def _here(self) -> int:
        line, column = self.getpos()
        return self.line_starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Tag(self._here(), self.get_starttag_text() or "", dict(attrs))
        if tag == "form":
            self._open(found)
        elif self.form is not None and (name := found.given.get("name")):
            self._control(self.form, tag, name, found)
        elif self.form is not None and tag == "option" and self.select:
            self._option(self.form, found)

    def handle_data(self, data: str) -> None:
        if self.form is not None and self.option is not None:
            is_typed = data.strip() in self.typed[self.select]
            self.form.edits.append(self.option.ticked("selected", is_typed=is_typed))
            self.option = None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea" and self.form is not None and self.area is not None:
            start, name = self.area
            self.form.edits.append(Edit(start, self._here(), "\n" + escape(self.form.next(name))))
            self.area = None

    def _open(self, tag: Tag) -> None:
        self.form = None
        if (tag.given.get("method") or "get").lower() == "post":
            action = urlsplit(urljoin(self.path, tag.given.get("action") or self.path)).path
            self.form = Form(tag.start, action, {name: list(values) for name, values in self.typed.items()})
            self.forms.append(self.form)

    def _control(self, form: Form, tag: str, name: str, found: Tag) -> None:
        form.names.add(name)
        kind = (found.given.get("type") or "text").lower()
        if tag == "select":
            self.select = name if name in self.typed else ""
        elif tag == "textarea" and name in self.typed:
            self.area = (found.start + len(found.text), name)
        elif tag == "input" and kind == "hidden":
            form.hidden.setdefault(name, []).append(found.given.get("value") or "")
        elif tag == "input" and kind in TICKED:
            is_typed = (found.given.get("value") or "on") in self.typed.get(name, ())
            form.edits.append(found.ticked("checked", is_typed=is_typed))
        elif tag == "input" and kind not in NEVER and name in self.typed:
            form.edits.append(found.with_(found.given | {"value": form.next(name)}))

    def _option(self, form: Form, found: Tag) -> None:
        if "value" in found.given:
            is_typed = (found.given["value"] or "") in self.typed[self.select]
            form.edits.append(found.ticked("selected", is_typed=is_typed))
        else:
            self.option = found


def _the_one(forms: Sequence[Form], typed: Typed) -> Form | None:
    """The form that was typed into. Of several alike, the one whose hidden values are those that were sent."""
    alike = [form for form in forms if typed.keys() <= form.names]
    same = [form for form in alike if all(typed.get(name, values) == values for name, values in form.hidden.items())]
    return same[0] if same else alike[0] if len(alike) == 1 else None


def refilled(page: str, *, path: str, action: str, typed: Typed, notice: str) -> str | None:
    """The page with the form that posts to `action` filled, and the notice above it. None where it has no such form.

    path: the page's own, from which relative actions count. notice: HTML.
    """
    form = _the_one([form for form in Reader(page, path, typed).forms if form.action == action], typed)
    if form is None:
        return None
    for edit in sorted([*form.edits, Edit(form.start, form.start, notice)], key=lambda one: one.start, reverse=True):
        page = page[: edit.start] + edit.text + page[edit.end :]
    return page
