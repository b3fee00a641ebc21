"""What the law asks of each of its seven ways of buying. The office may be stricter, and never looser; a way of its own, below
the limits of the law, has no such floor. What stood in a text is a floor; what was only usual (`methods.USUAL`) is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from guihua.commissioning import methods
from guihua.commissioning.calc import clocks
from guihua.core.refusal import Refusal

TENDERS = gettext_noop("《政府采购法》第三十六条")
NEGOTIATED = gettext_noop("《政府采购法》第三十八条")
COMPARED = gettext_noop("《政府采购法》第四十条")
CONSULTED = gettext_noop("财库〔2014〕214号")
ARCHIVE = gettext_noop("《政府采购法》第四十二条")
LIMITS = gettext_noop("《政府采购法》第二十七条")

# by way and number, where the least is written; how much it is stands in the line of the way
NUMBERS: dict[str, dict[str, str]] = {
    "open": {"valid": TENDERS},
    "invited": {"invited": gettext_noop("《政府采购法》第三十四条"), "valid": TENDERS},
    "negotiation": dict.fromkeys(("invited", "valid", "panel", "experts"), NEGOTIATED),
    "consultation": dict.fromkeys(("invited", "valid", "panel", "experts"), CONSULTED),
    "inquiry": dict.fromkeys(("invited", "valid", "panel", "experts"), COMPARED),
    "framework": {"valid": gettext_noop("财政部令第110号")},
}
WAYS = {line.code: line for line in methods.METHODS}
STEPS = {line.code: {step.code: step for step in line.steps} for line in methods.METHODS}


class Timed(Protocol):
    """A step as the office wants it."""

    @property
    def after(self) -> str: ...
    @property
    def least(self) -> int | None: ...
    @property
    def most(self) -> int | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def paper(self) -> str: ...


@dataclass(frozen=True)
class Floor:
    """The least that must be, and where that is written."""

    least: int
    source: str


def of_numbers(way: str) -> dict[str, Floor]:
    """By number, the least that the law asks of a way; nothing of the office's own."""
    return {name: Floor(getattr(WAYS[way], name), source) for name, source in NUMBERS.get(way, {}).items()}


def of_step(way: str, code: str) -> methods.StepLine | None:
    """The step as the law has it, where it gives it a time."""
    step = STEPS.get(way, {}).get(code)
    return step if step and step.source != methods.USUAL and (step.least or step.most) else None


def said_of_step(way: str, code: str) -> str:
    """What the law asks of its time, for whoever is to type another one."""
    step = of_step(way, code)
    if step is None:
        return ""
    words = _("%(source)s：从「%(after)s」算起，%(time)s")
    after = _(STEPS[way][step.after].name)
    return words % {"source": _(step.source), "after": after, "time": _time(step)}


def _time(step: methods.StepLine) -> str:
    """The law sets a least or a most, never both."""
    unit = _("个工作日") if step.unit == clocks.Unit.WORKDAYS else _("天")
    if step.least:
        return _("至少 %(n)s %(unit)s") % {"n": step.least, "unit": unit}
    return _("至多 %(n)s %(unit)s") % {"n": step.most, "unit": unit}


def why_not_numbers(way: str, values: Mapping[str, Any]) -> Refusal | None:
    for name, floor in of_numbers(way).items():
        if values[name] < floor.least:
            words = _("%(source)s规定至少 %(n)s，不能放宽。")
            return Refusal(name, words % {"source": _(floor.source), "n": floor.least})
    return None


def why_not_time(way: str, code: str, wanted: Timed) -> Refusal | None:
    """Counted from the same step, no shorter where somebody must have time, and no longer where somebody must hurry. A working
    day lasts at least as long as a day, so that either may stand for the other where that is stricter."""
    law = of_step(way, code)
    if law is None:
        return None
    said = said_of_step(way, code)
    if wanted.after != law.after:
        return Refusal("after", _("%(law)s，不能放宽。") % {"law": said})
    if field := _looser(law, wanted):
        return Refusal(field, _("%(law)s，不能放宽。") % {"law": said})
    return None


def _looser(law: methods.StepLine, wanted: Timed) -> str:
    """The field that lets go of what the law asks; "" where none does."""
    if law.least and (wanted.least or 0) < law.least:
        return "least"
    if law.most and (wanted.most is None or wanted.most > law.most):
        return "most"
    workdays = clocks.Unit.WORKDAYS
    is_shorter = law.least and law.unit == workdays and wanted.unit != workdays
    is_longer = law.most and law.unit != workdays and wanted.unit == workdays
    return "unit" if is_shorter or is_longer else ""


def why_not_drop(way: str, code: str, paper: str) -> Refusal | None:
    """What the law wants in the archive of a purchase stays asked for at its step."""
    step = STEPS.get(way, {}).get(code)
    if paper or step is None or not step.paper:
        return None
    return Refusal("paper", _("%(source)s规定要存档，不能不要。") % {"source": _(ARCHIVE)})


def of_paper(way: str, code: str) -> methods.PaperLine | None:
    """The paper beside the steps as the law has it."""
    return next((line for line in methods.PAPERS if line.code == code and way in WAYS), None)


def why_not_limit(limit_fen: int | None, before: int | None) -> Refusal | None:
    """The limit above which there must be a tender is the province's; a category's own may be lower, and is not let go."""
    most = settings.GUIHUA_TENDER_LIMIT_YUAN
    said = {"source": _(LIMITS), "most": f"{most:,}"}
    if limit_fen is not None and limit_fen > most * 100:
        words = _("%(source)s：本省规定 %(most)s 元以上要公开招标，限额不能更高。")
        return Refusal("tender_limit_fen", words % said)
    if limit_fen is None and before is not None:
        words = _("%(source)s：本省规定 %(most)s 元以上要公开招标，定了限额就不能空着。")
        return Refusal("tender_limit_fen", words % said)
    return None
