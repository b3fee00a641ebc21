"""The board marks a project by rules that the office keeps as data, says which rule fired and why, and since when."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guihua.commissioning.actions import board, indicators, progress, readings
from guihua.commissioning.actions.progress import Line
from guihua.commissioning.calc import progress as calc
from guihua.commissioning.calc import rests
from guihua.commissioning.calc.board import RULES, Facts, Promise, Spent
from guihua.commissioning.models import BoardRule, Indicator, Light, Measure, Progress, Project, Turn, coloured
from guihua.commissioning.terms import IndicatorLine
from guihua.core import audit, clock
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from tests.factories.contracts import contract

__all__ = ["contract"]
TERM = {"starts_on": date(2022, 1, 1), "ends_on": date(2022, 12, 31), "share": Fraction(1, 2)}
TODAY = date(2022, 7, 1)
DAYS = ["silent", "unvisited", "task", "report", "unpaid", "unaccepted", "incident"]


@pytest.fixture
def on_day(monkeypatch):
    return lambda day: monkeypatch.setattr(clock, "today", lambda: day)


@pytest.mark.parametrize(
    ("kind", "limit", "facts", "fired"),
    [
        ("behind", 67, {"promises": (Promise("个案", 30, 60), Promise("小组", 45, 90))}, True),
        ("behind", 60, {"promises": (Promise("个案", 30, 60),)}, False),
        ("behind", 67, {"promises": (Promise("满意度", 0, None),)}, False),
        ("behind", 67, {"promises": (Promise("个案", 0, 0),), "share": Fraction(1, 11)}, False),
        ("spent_fast", 95, {"budget": (Spent("项目活动费", 96, 100),), "promises": (Promise("个案", 80, 90),)}, True),
        ("spent_fast", 95, {"budget": (Spent("项目活动费", 96, 100),), "promises": (Promise("个案", 120, 90),)}, False),
        ("spent_slow", 30, {"budget": (Spent("人员费用", 20, 100),)}, True),
        ("spent_slow", 31, {"budget": (Spent("人员费用", 20, 100),)}, False),
        ("silent", 30, {"last_on": date(2022, 6, 1)}, True),
        ("silent", 30, {"last_on": date(2022, 6, 2)}, False),
        ("silent", 181, {}, True),
        ("unvisited", 60, {"visits": (date(2022, 5, 2),)}, True),
        ("unvisited", 60, {"visits": None}, False),
        ("unrecorded", 3, {"unrecorded": 3}, True),
        ("unrecorded", 3, {"unrecorded": 2}, False),
        ("task", 7, {"tasks_due": (date(2022, 6, 24), date(2022, 6, 30))}, True),
        ("report", 8, {"reports_due": (date(2022, 6, 24),)}, False),
        ("unpaid", 30, {"unpaid_since": date(2022, 6, 1)}, True),
        ("unaccepted", 1, {"ends_on": date(2022, 6, 30)}, True),
        ("unaccepted", 1, {"ends_on": date(2022, 6, 30), "accepted": True}, False),
        ("incident", 1, {"incidents": (date(2022, 6, 30),)}, True),
    ],
)
def test_a_rule_fires_from_its_limit_on(kind, limit, facts, fired):
    assert bool(RULES[kind].look(Facts(**(TERM | facts)), limit, TODAY)) == fired


@given(st.sampled_from(DAYS), st.integers(1, 300), st.integers(0, 300))
def test_a_stricter_limit_never_leaves_off_a_light_that_a_looser_one_puts_on(kind, limit, days):
    day = TODAY - timedelta(days=days)
    facts = Facts(
        **(TERM | {"ends_on": day if kind == "unaccepted" else TERM["ends_on"]}),
        last_on=day,
        visits=(day,),
        tasks_due=(day,),
        reports_due=(day,),
        unpaid_since=day,
        incidents=(day,),
    )
    look = RULES[kind].look
    if look(facts, limit, TODAY):
        assert all(look(facts, stricter, TODAY) for stricter in range(1, limit))


@given(st.integers(0, 400), st.integers(1, 500), st.integers(0, 800))
def test_where_it_should_be_follows_the_term(done, target, days):
    share = rests.share_of_term(date(2022, 1, 1), date(2022, 12, 31), date(2021, 12, 31) + timedelta(days=days))
    assert share == Fraction(min(days, 365), 365)
    due = calc.where_it_should_be(Decimal(done), target, share)
    assert due is None if int(target * share) == 0 else due == done * 100 // int(target * share)


@pytest.mark.django_db
def test_a_light_says_rule_fact_and_since_when_and_goes_out_when_the_fact_does(contract, on_day):
    on_day(date(2022, 7, 1))
    indicators.promise(contract, [IndicatorLine("events", "社区活动", 20, "场")], seen=1, by=audit.SYSTEM)
    place, project = contract.project.subdistrict, contract.project
    report(project, 3)
    board.mark(place, by=audit.SYSTEM)
    light = Light.objects.on().get(project=project, rule__kind="behind", colour="red")
    assert (light.facts, light.since) == ({"what": "社区活动", "percent": 15, "share": 49}, date(2022, 7, 1))
    assert coloured(Project.objects.filter(pk=project.pk)).get().colour == "red"
    on_day(date(2022, 7, 9))
    report(project, 8)
    marked = board.mark(place, by=audit.SYSTEM)
    light.refresh_from_db()
    assert (light.ended_on, [(turn.was, turn.now) for turn in marked.turned if turn.project == project]) == (
        date(2022, 7, 9),
        [("red", "amber")],
    )


@pytest.mark.django_db
def test_marked_twice_nothing_changes_and_nothing_is_told_twice(contract, on_day):
    on_day(date(2022, 7, 1))
    place = contract.project.subdistrict
    first = board.mark(place, by=audit.SYSTEM)
    again = board.mark(place, by=audit.SYSTEM)
    assert (first.on > 0, again.on, again.off, again.changed, again.turned) == (True, 0, 0, 0, [])
    assert AuditRow.objects.filter(action="board.marked").count() == 1
    assert Turn.objects.count() == len(first.turned)


@pytest.mark.django_db
def test_a_rule_of_one_domain_says_nothing_of_the_others(contract, on_day):
    on_day(date(2022, 12, 1))
    place = contract.project.subdistrict
    rules = BoardRule.objects.kept_by(place)
    rules.exclude(kind="silent", colour="red").update(is_on=False)
    rules.filter(kind="silent").update(domain=Project.objects.exclude(domain=contract.project.domain).first().domain)
    board.mark(place, by=audit.SYSTEM)
    assert not Light.objects.on().filter(project=contract.project).exists()


@pytest.mark.django_db
def test_what_is_reported_twice_counts_once(contract):
    report(contract.project, 3)
    report(contract.project, 3)
    assert Progress.objects.of([contract.project.pk]).totals() == {contract.project.pk: {"events": 3}}


@pytest.mark.django_db
def test_what_no_record_tells_is_counted_by_hand_and_a_correction_never_overwrites(contract, on_day):
    on_day(date(2022, 7, 1))
    line = IndicatorLine("other", "骨干志愿者", 40, "人")
    indicators.promise(contract, [line], seen=1, by=audit.SYSTEM)
    one = Indicator.objects.get()
    wrong = readings.enter(one, as_of=date(2022, 6, 30), value=Decimal(72), proof="花名册", by=audit.SYSTEM)
    right = readings.correct(
        wrong, as_of=date(2022, 6, 30), value=Decimal(27), proof="花名册", why="两位数写反了", by=audit.SYSTEM
    )
    assert one.readings.newest() == {one.pk: right}
    assert sorted(one.readings.values_list("value", "why")) == [(27, "两位数写反了"), (72, "")]
    with pytest.raises(Refused, match="已经更正过"):
        readings.correct(wrong, as_of=date(2022, 6, 30), value=Decimal(28), proof="花名册", why="再改", by=audit.SYSTEM)
    contract.refresh_from_db()
    with pytest.raises(Refused, match="已经登记过完成数"):
        indicators.promise(contract, [], why="不要了", seen=contract.revision, by=audit.SYSTEM)


@pytest.mark.django_db
def test_what_records_tell_nobody_counts_by_hand(contract, on_day):
    on_day(date(2022, 7, 1))
    indicators.promise(contract, [IndicatorLine("events", "社区活动", 20, "场")], seen=1, by=audit.SYSTEM)
    with pytest.raises(Refused, match="按记录自动计算"):
        readings.enter(
            Indicator.objects.get(), as_of=date(2022, 6, 30), value=Decimal(3), proof="签到表", by=audit.SYSTEM
        )


def report(project, events):
    progress.report([project.pk], [Line(project.pk, 202206, Measure.EVENTS, events, date(2022, 6, 30))])
