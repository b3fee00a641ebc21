"""The board of a demonstration: marked as its records have it, with what is being done about some of it."""

from __future__ import annotations

from guihua.commissioning.actions import board
from guihua.commissioning.models import BoardRule, Light
from guihua.core import audit
from guihua.demo import texts
from guihua.demo.hands import of as hands_of
from guihua.directory.models import Subdistrict


def mark(place: Subdistrict, share: float) -> None:
    """A demonstration with a part of the records has as much longer silences: its office waits longer, too."""
    told = texts.load("promised")
    if share < 1:
        for rule in BoardRule.objects.filter(subdistrict=place, kind="silent"):
            rule.limit = told["sparse"][rule.colour]
            rule.save(update_fields=["limit"])
    board.mark(place, by=audit.SYSTEM)
    office = hands_of(place).office
    lights = Light.objects.filter(subdistrict=place).on().select_related("rule")
    first = {light.rule.kind: light for light in reversed(lights)}
    for kind, said in told["notes"].items():
        if light := first.get(kind):
            board.note(light, said, by=office)
