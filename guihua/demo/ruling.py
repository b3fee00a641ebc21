"""The invented management rules of a demonstration in two editions, drafted and published by the verbs that the office has."""

from __future__ import annotations

from datetime import date
from typing import Any

from guihua.commissioning import editions
from guihua.commissioning.actions import rules as verbs
from guihua.commissioning.editions import ArticleLine, ModeLine, StepLine
from guihua.commissioning.models import ManagementMode, ManagementRules
from guihua.core import audit, clock
from guihua.demo import texts
from guihua.directory.models import Subdistrict


def publish_both(place: Subdistrict) -> None:
    """The trial edition of the year before, and the one that followed it."""
    for told in (texts.load("rules")["before"], texts.load("rules")["now"]):
        _publish(verbs.draft(place, by=audit.SYSTEM), place, told)


def _publish(rules: ManagementRules, place: Subdistrict, told: dict[str, Any]) -> None:
    kept = {line.heading: line.key for line in editions.articles_of(rules)}
    articles = [
        ArticleLine(one["heading"], one["text"], one.get("sets", {}), kept.get(one["heading"]))
        for one in told["articles"]
    ]
    title = told["title"].format(programme=place.programme)
    rules = verbs.decide(rules, {}, seen=rules.revision, by=audit.SYSTEM)
    rules = verbs.write(rules, title=title, articles=articles, seen=rules.revision, by=audit.SYSTEM)
    rules = verbs.decide(rules, _modes(rules, place, told), seen=rules.revision, by=audit.SYSTEM)
    begins = told["in_force"]
    day = date(clock.today().year - begins["years_back"], begins["month"], begins["day"])
    verbs.publish(rules, on=day, seen=rules.revision, by=audit.SYSTEM)


def _modes(rules: ManagementRules, place: Subdistrict, told: dict[str, Any]) -> dict[int, ModeLine]:
    keys = {mode.name: mode.pk for mode in ManagementMode.objects.kept_by(place)}
    written = {line.heading: line.key or 0 for line in editions.articles_of(rules)}
    found = {}
    for article in told["articles"]:
        if "mode" in article:
            said = dict(article["mode"])
            name, steps = said.pop("name"), tuple(StepLine(**step) for step in said.pop("steps"))
            found[keys[name]] = ModeLine(written[article["heading"]], **said, steps=steps)
    return found
