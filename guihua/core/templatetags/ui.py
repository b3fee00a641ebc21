"""The pieces that pages are made of: each has a template in templates/ui/ and stands, in its states, on /ui/."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from zlib import crc32

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from guihua.core.refusal import Refusal
from guihua.core.templatetags.numbers import as_written
from guihua.core.ui.preferences import PREFERENCES

register = template.Library()


def _piece(piece: str, /, **given: Any) -> SafeString:
    return render_to_string(f"ui/{piece}.html", given)


def _inside(content: str) -> SafeString:
    """What stood inside a tag, empty where that was only white space."""
    return mark_safe(content.strip())  # noqa: S308 - rendered by the template just now, so escaped already


def _identifier(words: Any) -> str:
    """An id for what bears these words, the same whenever the page is made."""
    return f"x{crc32(str(words).encode()):08x}"


@register.simple_block_tag
def part(content: str) -> str:
    """A piece of a page kept under a name, for a component that has more than one place: {% part as aside %}."""
    return _inside(content)


@register.simple_tag
def dotted(*facts: Any) -> SafeString:
    """Short facts in one line, each unbroken while it fits one, with · between; where the line breaks none is left at its end.
    What is empty is left out."""
    told = format_html_join(" ", "<span>{}</span>", ((as_written(fact),) for fact in facts if fact))
    return format_html('<span class="dotted">{}</span>', told)


@register.simple_block_tag(takes_context=True)
def page_header(
    context: Context,
    content: str,
    title: Any,
    line: Any = "",
    here: Any = "",
    via: Any = "",
    via_address: str = "",
    badge: Any = "",
) -> SafeString:
    """Breadcrumbs, the page's h1, one line of context, and inside the tag its actions.

    The breadcrumbs begin at the programme and the section that the navigation marks as current; `via` is a page
    between that and this one, `here` the short name of this page where its title is long.
    """
    shell = context.get("shell")
    section = shell.section if shell else None
    is_above = shell is not None and section is not None and section.address not in ("/", shell.path, via_address)
    return _piece(
        "page_header",
        title=title,
        line=line,
        here=here or title,
        via=via,
        via_address=via_address,
        badge=badge,
        programme=shell.programme if shell else "",
        section=section if is_above else None,
        actions=_inside(content),
    )


@register.simple_block_tag
def card(content: str, title: Any = "", note: Any = "", aside: Any = "", flush: bool = False) -> SafeString:
    """A named part of a page. `aside` stands opposite its title; `flush` lets a table reach the card's edges."""
    return _piece(
        "card", title=title, note=note, aside=aside, flush=flush, identifier=_identifier(title), content=content
    )


@register.simple_block_tag
def table(content: str, label: Any, kind: str = "") -> SafeString:
    """A table that scrolls inside its card; with kind="cards" its rows become cards on a phone.

    There `th` is the row's title, `.k` its key figure (unit in data-u), `.m` a mark below, and `.x` is left out.
    """
    return _piece("table", content=content, label=label, kind=kind)


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: Any = "") -> SafeString:
    """What one must know, above what it is about. kind: info, good, warn or bad."""
    return _piece("notice", kind=kind, title=title, content=_inside(content))


@register.simple_block_tag
def empty_state(content: str, title: Any, line: Any = "", level: int = 2) -> SafeString:
    """Nothing here, said kindly: what, why, and inside the tag the one thing to do. level: that of its heading."""
    return _piece("empty_state", title=title, line=line, level=level, action=_inside(content))


@register.simple_block_tag
def tile(
    content: str,
    name: Any,
    value: Any,
    unit: Any = "",
    line: Any = "",
    address: str = "",
    drill: Any = "",
    meaning: Any = "",
    aside: Any = "",
) -> SafeString:
    """One figure, and the way down to its rows. Inside the tag its small picture; `meaning` is its definition, `aside`
    what has to be known beside it, such as that it is being brought up to date."""
    return _piece(
        "tile",
        name=name,
        value=value,
        unit=unit,
        line=line,
        address=address,
        drill=drill,
        meaning=meaning,
        aside=aside,
        identifier=_identifier(name),
        picture=_inside(content),
    )


@register.simple_block_tag
def definition(content: str, name: Any) -> SafeString:
    """The small ⓘ that opens what a word means. It needs no script; keys.js lets Esc close it."""
    return _piece("definition", name=name, content=_inside(content))


@register.simple_tag
def chip(label: Any, kind: str = "") -> SafeString:
    """A tag. kind: leaf, gold, good, warn, bad or info."""
    return _piece("chip", label=label, kind=kind)


@register.simple_tag
def status(kind: str, label: Any) -> SafeString:
    """How something stands, by shape and word. kind: good, warn, bad or info."""
    return _piece("status", kind=kind, label=label)


@register.simple_tag
def steps(stages: Any, label: Any) -> SafeString:
    """Where something is on its way: an ordered list of `guihua.core.ui.steps.Step`."""
    return _piece("steps", stages=stages, label=label)


@register.simple_tag
def parts(tabs: Any, label: Any, within: Any = ()) -> SafeString:
    """The ways between the parts of a thing's page: a list of `guihua.core.ui.tabs.Tab`. Where they are groups, `within` are
    the ways inside the one that is open."""
    return _piece("parts", tabs=tabs, label=label, within=within)


@register.simple_tag
def history(deeds: Any) -> SafeString:
    """谁 何时 改了什么, 旧值 → 新值: a list of `guihua.core.history.Deed`, the newest first."""
    return _piece("history", deeds=deeds)


@register.simple_tag
def meter(part: Any, whole: Any, kind: str = "") -> SafeString:
    """A bar beside the number that it repeats, so that it is hidden from those who listen. kind: gold."""
    return _piece("meter", part=part, whole=whole, kind=kind)


@register.simple_tag
def progress(stage: Any, part: int = 0, whole: int = 0) -> SafeString:
    """How far something long is: the stage in words, and so much of the whole; a whole of 0 is not known."""
    return _piece("progress", stage=stage, part=part, whole=whole, label=stage or _("进度"))


@register.simple_tag
def verb(
    label: Any,
    refused: Refusal | str | None = None,
    kind: str = "primary",
    icon: str = "",
    name: str = "",
    value: str = "",
) -> SafeString:
    """The button of a form. Where the verb is refused it is off, and says why."""
    why = refused.sentence if isinstance(refused, Refusal) else refused or ""
    identifier = _identifier(f"{label}{why}")
    return _piece("verb", label=label, why=why, kind=kind, icon=icon, name=name, value=value, identifier=identifier)


@register.simple_tag
def way(label: Any, address: str, kind: str = "plain", icon: str = "") -> SafeString:
    """A link that looks like a button: it leads somewhere and changes nothing. kind: primary, plain or quiet."""
    return _piece("way", label=label, address=address, kind=kind, icon=icon)


@register.simple_tag
def field(bound: BoundField, hint: Any = "") -> SafeString:
    """A form's field: label above, control, hint, errors; the control is told where the latter two stand. Where two people
    edited it, also what they have to choose between."""
    hint = hint or bound.help_text
    told = [f"{bound.auto_id}_hint"] if hint else []
    told += [f"{bound.auto_id}_error"] if bound.errors else []
    is_group = bound.use_fieldset
    attributes: dict[str, str | bool] = {"class": "select" if hasattr(bound.field, "choices") else "input"}
    if told and not is_group:
        attributes["aria-describedby"] = " ".join(told)
    control = bound.as_widget(attrs={} if is_group else attributes)
    choice = bound.form.choice_of(bound.name) if hasattr(bound.form, "choice_of") else None
    given = {"bound": bound, "hint": hint, "control": control, "is_group": is_group}
    return _piece("field", **given, told=" ".join(told), choice=choice)


@register.simple_tag
def error_summary(form: BaseForm, title: Any = "") -> SafeString | str:
    """What is wrong with a form, each error leading to its field; errors.js moves the focus here."""
    return _piece("error_summary", form=form, title=title) if form.errors else ""


@register.simple_tag
def pager(page: Page[Any], query: Any, sizes: Sequence[int] = ()) -> SafeString:
    """How many rows, which page of them, and the ways to the others. query: the address's QueryDict; sizes: how many
    rows a page may have, asked for where the list is longer than the fewest."""
    kept = [(name, value) for name, values in query.lists() if name != "page" for value in values]
    offered = [(size, size) for size in sizes] if page.paginator.count > min(sizes, default=0) else []
    return _piece("pager", page=page, query=query, sizes=offered, kept=kept)


@register.simple_tag
def segmented(label: Any, choices: Any, current: Any, field: str, query: Any = None, form: str = "") -> SafeString:
    """One of a few, all in sight: buttons of a form (whose id is `form`), or with the address's `query` links."""
    listed = [
        {
            "value": value,
            "words": words,
            "is_current": str(value) == str(current),
            "address": "" if query is None else here_with(query, **{field: value, "page": None}),
        }
        for value, words in choices
    ]
    return _piece("segmented", label=label, choices=listed, field=field, form=form)


@register.simple_tag(takes_context=True)
def preference(context: Context, name: str, form: str = "") -> SafeString:
    """A preference's choices as buttons of the preferences form, whose id is `form` where they stand outside it."""
    one = PREFERENCES[name]
    return segmented(one.label, one.choices.items(), context["chosen"][name], field=name, form=form)


@register.simple_tag
def here_with(query: Any, **changes: Any) -> str:
    """The address of this page with some of its filters changed; None drops one."""
    changed = query.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"


@register.simple_tag
def shape(kind: str) -> SafeString:
    """The sign of a status: ● with a tick, ▲ with a bang, ■ with a cross; ○ with an i for what is only said."""
    return _piece("shape", kind=re.sub(r"[^a-z]", "", kind))
