"""What an edition of the management rules says, before it is written, and as it is laid beside another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from guihua.commissioning import models as commissioning
from guihua.commissioning.calc import editions as calc
from guihua.commissioning.models import rules as limits


@dataclass(frozen=True)
class ArticleLine:
    """An article of a draft in its place. `key` is that of its row, none where it is new."""

    heading: str
    text: str
    settings: Mapping[str, int] = field(default_factory=dict)
    key: int | None = None


@dataclass(frozen=True)
class StepLine:
    percent: int
    waits_for: str
    least_grade: str = ""


@dataclass(frozen=True)
class ModeLine:
    """What a draft decides of a mode, by the key of the article that says so."""

    article: int
    least_staff: int | None = None
    rhythm: str = ""
    steps: tuple[StepLine, ...] = ()


def whole(rules: commissioning.ManagementRules) -> list[commissioning.Article]:
    """Its articles with all that each sets, in a fixed number of questions."""
    decided = ("mode_rules__mode", "mode_rules__steps")
    return list(rules.articles.prefetch_related("settings", *decided))


def articles_of(rules: commissioning.ManagementRules) -> tuple[ArticleLine, ...]:
    rows = rules.articles.prefetch_related("settings")
    return tuple(
        ArticleLine(one.heading, one.text, {each.code: each.value for each in one.settings.all()}, one.pk)
        for one in rows
    )


def modes_of(rules: commissioning.ManagementRules) -> dict[int, ModeLine]:
    """By the key of the mode."""
    return {
        one.mode_id: ModeLine(one.article_id, one.least_staff, one.rhythm, steps_of(one))
        for one in rules.mode_rules.prefetch_related("steps")
    }


def steps_of(rule: commissioning.ModeRule) -> tuple[StepLine, ...]:
    return tuple(StepLine(one.percent, one.waits_for, one.least_grade) for one in rule.steps.all())


def said(rules: commissioning.ManagementRules) -> list[calc.Said]:
    """Its articles as they are compared."""
    return [calc.Said(one.origin_id or one.pk, one.position, one.heading, one.text, _sets(one)) for one in whole(rules)]


def _sets(article: commissioning.Article) -> tuple[str, ...]:
    numbers = tuple(str(one) for one in article.settings.all())
    modes = (f"{rule.mode} · {fact}" for rule in article.mode_rules.all() for fact in rule.decisions)
    return (*numbers, *modes)


def typed(lines: tuple[ArticleLine, ...], rules: commissioning.ManagementRules) -> list[calc.Said]:
    """What was typed as articles, to be compared with what the draft says now."""
    rows = {one.pk: one for one in whole(rules)}
    return [_typed(n, line, rows.get(line.key or 0)) for n, line in enumerate(lines, start=1)]


def _typed(n: int, line: ArticleLine, row: commissioning.Article | None) -> calc.Said:
    sets = tuple(limits.said(code, value) for code, value in line.settings.items())
    if row is None:
        return calc.Said(f"new {n}", n, line.heading, line.text, sets)
    modes = tuple(fact for fact in _sets(row) if fact not in {str(one) for one in row.settings.all()})
    return calc.Said(row.origin_id or row.pk, n, line.heading, line.text, (*sets, *modes))


def digest(rules: commissioning.ManagementRules) -> str:
    """Of all that it says: whatever is changed afterwards gives another one."""
    told: dict[str, Any] = {
        "edition": rules.edition,
        "title": rules.title,
        "from": rules.in_force_from.isoformat() if rules.in_force_from else "",
        "articles": [
            [one.position, one.heading, one.text, sorted((each.code, each.value) for each in one.settings.all())]
            for one in rules.articles.prefetch_related("settings")
        ],
        "modes": [
            [one.mode_id, one.article.position, one.least_staff, one.rhythm, [vars(step) for step in steps_of(one)]]
            for one in rules.mode_rules.select_related("article").prefetch_related("steps")
        ],
    }
    return calc.digest(told)
