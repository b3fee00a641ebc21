"""Editions of the management rules, written and published by the verbs that the office has."""

from __future__ import annotations

from datetime import date

from guihua.commissioning import editions
from guihua.commissioning.actions import rules as verbs
from guihua.commissioning.editions import ArticleLine, ModeLine, StepLine
from guihua.commissioning.models import ManagementMode, ManagementRules
from guihua.core import audit

FIRST = (
    ArticleLine("目的", "为了把服务办好，定这些规矩。"),
    ArticleLine("合同期", "合同期最长两年。\n超过一年的写明理由。", {"term_months": 24}),
    ArticleLine("岗位", "岗位制的项目按岗位配人，分三期付款。"),
)
STEPS = (StepLine(30, "signing"), StepLine(40, "midterm", "good"), StepLine(30, "final", "pass"))
SINCE = date(2020, 1, 1)


def mode(place, name="岗位制") -> ManagementMode:
    return ManagementMode.objects.get(subdistrict=place, name=name)


def written(place, articles=FIRST, steps=STEPS, by=audit.SYSTEM) -> ManagementRules:
    """A draft with these articles, the last of which decides of 岗位制."""
    draft = verbs.draft(place, by=by)
    draft = verbs.write(draft, title=draft.title, articles=articles, seen=draft.revision, by=by)
    line = ModeLine(draft.articles.last().pk, 3, "quarterly", steps)
    return verbs.decide(draft, {mode(place).pk: line}, seen=draft.revision, by=by)


def published(place, on=SINCE, **given) -> ManagementRules:
    draft = written(place, **given)
    return verbs.publish(draft, on=on, seen=draft.revision, by=audit.SYSTEM)


def rewritten(draft, by=audit.SYSTEM, **changes) -> ManagementRules:
    """The draft with other words or numbers in some articles: `目的={"text": …}`."""
    lines = [ArticleLine(**vars(line) | changes.get(line.heading, {})) for line in editions.articles_of(draft)]
    return verbs.write(draft, title=draft.title, articles=lines, seen=draft.revision, by=by)


def stand(place) -> None:
    """One edition in force and a draft of the next."""
    published(place)
    verbs.draft(place, by=audit.SYSTEM)


def by_name() -> dict[str, int]:
    """What the tables of the tests call them."""
    return {
        f"{'edition' if one.published_at else 'draft'}-{one.edition}": one.pk for one in ManagementRules.objects.all()
    }
