"""What the board lights up for: an incident that is grave, and one that is late."""

from datetime import timedelta

import pytest

from guihua.commissioning.actions import board, incidents
from guihua.commissioning.models import BoardRule, Incident, Light, Project
from guihua.core import audit, clock
from tests.factories.incidents import fell
from tests.factories.told import hand, people

__all__ = ["hand", "people"]
pytestmark = pytest.mark.django_db


def test_the_board_lights_up_for_what_is_grave_and_for_what_is_overdue_until_it_is_closed(people):
    project = Project.objects.get(number="GC-1")
    Project.objects.update(state="running", ends_on=clock.today() + timedelta(days=90))
    grave, minor = fell(), fell(grade="minor")

    def lit():
        board.mark(project.subdistrict, by=audit.SYSTEM)
        on = Light.objects.filter(project=project, rule__kind__in=["grave", "incident"]).on()
        return sorted(on.values_list("rule__kind", flat=True))

    assert lit() == ["grave"]
    incidents.take_up(grave, by=people["suwanqing"])
    incidents.close(grave, "settled", "好了", "无", by=people["suwanqing"])
    assert lit() == []
    Incident.objects.filter(pk=minor.pk).update(close_by=clock.now() - timedelta(days=2))
    assert lit() == ["incident"]


def test_what_is_grave_and_late_has_the_light_of_what_is_grave_alone(people):
    project = Project.objects.get(number="GC-1")
    Project.objects.update(state="running", ends_on=clock.today() + timedelta(days=90))
    late = clock.now() - timedelta(days=2)
    Incident.objects.filter(pk=fell().pk).update(close_by=late)

    def lit():
        board.mark(project.subdistrict, by=audit.SYSTEM)
        on = Light.objects.filter(project=project, rule__kind__in=["grave", "incident"]).on()
        return {light.rule.kind: light.facts["n"] for light in on.select_related("rule")}

    alone = lit()
    Incident.objects.filter(pk=fell(grade="minor").pk).update(close_by=late)
    with_another = lit()
    BoardRule.objects.filter(kind="grave").update(is_on=False)
    assert (alone, with_another, lit()) == ({"grave": 1}, {"grave": 1, "incident": 1}, {"incident": 2})
