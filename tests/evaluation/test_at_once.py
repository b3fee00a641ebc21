"""Somebody marks a sheet while it is submitted, two give one assessor two seats at once, on PostgreSQL; and what would be without
the locks."""

from decimal import Decimal

import pytest

from guihua.core import audit
from guihua.core.refusal import Refused
from guihua.evaluation import said
from guihua.evaluation.actions import panels, results, sheets
from guihua.evaluation.models import Panel, Round, ScoreSheet
from guihua.evaluation.said import MarkSaid, MeetingSaid
from tests.factories import judged as made
from tests.factories import judging, moderated
from tests.factories.meeting import both

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.usefixtures("audit_may_be_cleared"),
]


def submit_and_mark(monkeypatch):
    """What was raised in each, and what the submitted sheet gives for its first criterion."""
    one = judging.marked(judging.sheet(judging.opened()), "60", "40")
    first = next(iter(said.marks_of(one)))
    less = {first: MarkSaid(Decimal(30), comment="再想想")}
    raised = both(
        lambda: sheets.submit(one, by=audit.SYSTEM),
        lambda: sheets.mark(one, less, seen=one.revision, by=audit.SYSTEM),
        pausing=(audit, "record"),
        monkeypatch=monkeypatch,
    )
    done = ScoreSheet.objects.get()
    return [[type(wrong) for wrong in one] for one in raised], done.state, said.marks_of(done)[first].points


def test_a_mark_that_comes_while_the_sheet_is_submitted_is_refused(programme, monkeypatch):
    assert submit_and_mark(monkeypatch) == ([[], [Refused]], "submitted", Decimal(60))


def test_without_the_lock_it_would_change_a_submitted_sheet(programme, monkeypatch):
    rows = ScoreSheet.objects.select_related("entered__round__liaison_rubric", "entered__project")
    monkeypatch.setattr(sheets, "_locked", lambda sheet: rows.get(pk=sheet.pk))
    assert submit_and_mark(monkeypatch) == ([[], []], "submitted", Decimal(30))


def draft_and_reopen(monkeypatch):
    """What was raised in each, and how the round and the sheet stand."""
    one = made.whole()
    sheet = made.entered_of(one).sheets.get(source="liaison")
    raised = both(
        lambda: results.draft(one, by=audit.SYSTEM),
        lambda: sheets.reopen(sheet, why="再看看", by=audit.SYSTEM),
        pausing=(results.lifecycle, "move"),
        monkeypatch=monkeypatch,
    )
    one.refresh_from_db()
    sheet.refresh_from_db()
    return [[type(wrong) for wrong in each] for each in raised], one.state, sheet.state


def test_a_sheet_is_not_opened_again_while_the_draft_is_made(programme, monkeypatch):
    assert draft_and_reopen(monkeypatch) == ([[], [Refused]], "drafted", "submitted")


def test_without_the_lock_a_closed_round_would_have_an_open_sheet(programme, monkeypatch):
    rows = Round.objects.select_related("rubric", "liaison_rubric", "year")
    monkeypatch.setattr(results, "closed_to_all", lambda one: rows.get(pk=one.pk))
    assert draft_and_reopen(monkeypatch) == ([[], []], "drafted", "draft")


def submit_and_draft(monkeypatch):
    """A late sheet comes first, and the draft waits for it."""
    one = made.whole()
    sheet = sheets.reopen(made.entered_of(one).sheets.get(source="liaison"), why="再看看", by=audit.SYSTEM)
    raised = both(
        lambda: sheets.submit(sheet, by=audit.SYSTEM),
        lambda: results.draft(one, by=audit.SYSTEM),
        pausing=(audit, "record"),
        monkeypatch=monkeypatch,
    )
    one.refresh_from_db()
    return [[type(wrong) for wrong in each] for each in raised], one.state


def test_a_late_sheet_that_was_first_is_in_the_draft(programme, monkeypatch):
    assert submit_and_draft(monkeypatch) == ([[], []], "drafted")


def seat_twice(monkeypatch):
    """实甲 is given a seat on two panels that meet at the same time; what was raised in each, and who sits where."""
    one = judging.opened("末期", "GC-1", "GC-2", **judging.SMALL)
    panels.set_ways(one, {each.project_id: "on_site" for each in one.projects.all()}, by=audit.SYSTEM)
    for panel in Panel.objects.all():
        panels.meet(panel, MeetingSaid(one.visits_from, "am"), seen=panel.revision, by=audit.SYSTEM)
    (person,) = judging.experts("", "甲")
    first, second = Panel.objects.order_by("entered__project__number")
    raised = both(
        lambda: panels.seat(first, person, seen=first.revision, by=audit.SYSTEM),
        lambda: panels.seat(second, person, seen=second.revision, by=audit.SYSTEM),
        pausing=(audit, "record"),
        monkeypatch=monkeypatch,
    )
    return [[type(wrong) for wrong in each] for each in raised], judging.seated(one)


def test_two_who_give_one_assessor_two_seats_at_the_same_time_give_one(programme, monkeypatch):
    assert seat_twice(monkeypatch) == ([[], [Refused]], {"GC-1": ["实甲"]})


def test_without_the_lock_somebody_would_sit_in_two_places_at_once(programme, monkeypatch):
    rows = Panel.objects.select_related("entered__round", "entered__project")
    monkeypatch.setattr(panels, "_locked", lambda pk: rows.get(pk=pk))
    assert seat_twice(monkeypatch) == ([[], []], {"GC-1": ["实甲"], "GC-2": ["实甲"]})


def draft_and_change(monkeypatch):
    """What was raised in each, how the round stands, and what the mark is."""
    one = moderated.apart()
    moderated.noted(one)
    raised = both(
        lambda: results.draft(one, by=audit.SYSTEM),
        lambda: moderated.changed(one, "乙", "45"),
        pausing=(results.lifecycle, "move"),
        monkeypatch=monkeypatch,
    )
    one.refresh_from_db()
    mark = moderated.sheet(one, "乙").marks.get(criterion__name="目标达成")
    return [[type(wrong) for wrong in each] for each in raised], one.state, mark.points


def test_a_mark_is_not_changed_in_a_talk_while_the_draft_is_made(programme, monkeypatch):
    assert draft_and_change(monkeypatch) == ([[], [Refused]], "drafted", Decimal(30))


def test_without_the_lock_the_draft_would_not_be_what_its_sheets_say(programme, monkeypatch):
    rows = Round.objects.select_related("rubric", "liaison_rubric", "year")
    monkeypatch.setattr(results, "closed_to_all", lambda one: rows.get(pk=one.pk))
    assert draft_and_change(monkeypatch) == ([[], []], "drafted", Decimal(45))
