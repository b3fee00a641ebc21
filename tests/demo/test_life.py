"""The invented year is one that could have been: people and gatherings as they are in a community."""

import re
from collections import Counter, defaultdict
from datetime import timedelta
from itertools import combinations, pairwise

import pytest

from guihua.demo import texts
from guihua.demo.almanac import is_festive, weekday
from guihua.demo.sessions import ORGANISER, SERVED, VOLUNTEER

NUMBERED = re.compile(r"^(.+)（第 (\d+) [节次]）$")


def age(told, person):
    return told.plan.year - person.born


def with_part(sessions, part):
    return [(s, person) for s in sessions for person, played in s.named.items() if played == part]


@pytest.fixture(scope="session")
def runs(told):
    """Numbered sessions that belong together."""
    found = defaultdict(list)
    for session in told.sessions:
        if NUMBERED.match(session.name):
            found[session.project, session.code.rpartition("-")[0]].append(session)
    return [sorted(run, key=lambda s: s.day) for run in found.values()]


def served(session):
    return {person for person, part in session.named.items() if part == SERVED}


def test_a_group_meets_six_to_eight_times_with_nearly_the_same_people(runs):
    groups = [run for run in runs if run[0].form == "小组"]
    assert groups
    assert {len(run) for run in groups} <= {6, 7, 8}
    for run in groups:
        roster = Counter(person for session in run for person in served(session))
        faithful = [person for person, times in roster.items() if times >= len(run) / 2]
        assert len(faithful) >= len(roster) / 2, run[0].name


def test_the_sessions_of_a_run_are_numbered_in_the_order_of_their_days(runs):
    for run in runs:
        assert [int(NUMBERED.match(session.name)[2]) for session in run] == list(range(1, len(run) + 1))


def test_casework_is_a_row_of_meetings_with_one_person(runs):
    cases = [run for run in runs if run[0].form == "个案"]
    assert {len(set().union(*(served(session) for session in run))) for run in cases} == {1}


def named_for(*whos):
    kinds = texts.load("activities")["kinds"]
    return {
        name if isinstance(name, str) else name[0] for kind in kinds if kind["who"] in whos for name in kind["names"]
    }


def called(session):
    return re.split("（第|第[二三四五六七八]期|[二三四五六七八]班", session.name)[0]


@pytest.mark.parametrize(
    ("who", "youngest", "oldest"), [("elders", 59, 99), ("pupils", 5, 16), ("patients", 49, 99), ("workers", 17, 51)]
)
def test_people_are_of_the_age_for_which_something_is_meant(told, who, youngest, oldest):
    others = named_for(*({kind["who"] for kind in texts.load("activities")["kinds"]} - {who}))
    meant = [session for session in told.sessions if called(session) in named_for(who) - others]
    assert meant
    ages = {age(told, person) for session in meant for person in served(session)}
    assert (min(ages) >= youngest, max(ages) <= oldest) == (True, True)


def test_what_is_meant_for_women_is_attended_by_women(told):
    meant = [session for session in told.sessions if called(session) in named_for("women")]
    assert meant
    assert {person.is_woman for session in meant for person in served(session)} == {True}


def test_children_come_to_family_groups_with_whoever_cares_for_them(told):
    meant = [s for s in told.sessions if called(s) in named_for("families") and s.form == "小组"]
    assert meant
    for session in meant:
        children = [person for person in served(session) if age(told, person) < 18]
        assert len(children) < len(served(session)), session.name


def test_what_belongs_to_a_day_of_the_year_is_held_about_then(told):
    months = {"世界糖尿病日义诊": {11}, "开学第一课：认识驻校社工": {2, 3, 9}, "返乡前义剪义修": {1}}
    held = [(called(s), s.day.month) for s in told.sessions if called(s) in months]
    assert [(name, month) for name, month in held if month not in months[name]] == []


def test_no_room_is_used_twice_at_a_time(told):
    def minute(session):
        return int(session.start[:2]) * 60 + int(session.start[3:])

    by_room = defaultdict(list)
    for session in told.sessions:
        if not session.campaign and session.place not in {
            place[0] for place in texts.load("places")["elsewhere"].values()
        }:
            by_room[session.place, session.day].append(session)
    for held in by_room.values():
        held.sort(key=minute)
        for before, after in pairwise(held):
            assert minute(before) + before.minutes <= minute(after), (before.name, after.name, after.day)


def test_numbers_of_sessions_go_with_the_days(told):
    by_letters = defaultdict(list)
    for session in told.sessions:
        by_letters[session.project, session.code[:2]].append(session)
    for held in by_letters.values():
        firsts = [s for s in sorted(held, key=lambda s: s.code) if "-" not in s.code or s.code.endswith("-1")]
        assert [s.day for s in firsts] == sorted(s.day for s in firsts)


def test_nobody_helps_or_leads_before_they_are_grown_up(told):
    young = [p.name for part in (VOLUNTEER, ORGANISER) for _s, p in with_part(told.sessions, part) if age(told, p) < 18]
    assert young == []


def test_no_gathering_is_larger_than_its_room(told):
    rooms = [room for kind in texts.load("places")["rooms"].values() for room in kind]
    for session in told.sessions:
        holds = [room[1] for room in rooms if session.place.endswith(room[0])]
        assert not holds or session.heads + len(session.named) <= max(holds), session


def test_a_lecture_has_at_most_120_people_and_a_livestream_only_those_who_signed_up(told):
    assert max(s.person_times for s in told.sessions if s.form == "讲座") <= 120
    assert {s.heads for s in told.sessions if s.form == "直播"} == {0}


def test_schools_rest_on_weekends_and_in_the_holidays(told):
    at_school = [s for s in told.sessions if re.search("小学|中学|学校|一中", s.place)]
    assert [s for s in at_school if weekday(s.day) > 4 and not s.campaign and s.form in ("小组", "个案")] == []
    assert [s for s in at_school if s.day.month == 8] == []


def test_little_is_held_on_sundays_and_hardly_anything_on_holidays(told):
    by_day = Counter(session.day.weekday() for session in told.sessions)
    assert by_day[6] < min(by_day[n] for n in range(5)) / 1.5
    assert sum(is_festive(s.day) for s in told.sessions) < len(told.sessions) / 25


def test_one_project_does_nothing_for_two_months_twice(told):
    messy = next(project for project in told.projects if project.is_messy)
    months = {s.day.month for s in told.sessions if s.project == messy.number and not s.campaign}
    assert months & {4, 5, 9, 10} == set()


def test_a_family_shares_a_phone_under_different_names(invented):
    names = defaultdict(set)
    for person in invented.ground.people:
        names[person.phone].add(person.name)
    names.pop("")
    assert sum(len(who) > 1 for who in names.values()) > len(names) / 5


def test_who_has_no_phone_has_an_id_number_and_both_ways_tell_people_apart(invented):
    people = invented.ground.people
    assert [p.name for p in people if not p.phone and not p.id_number] == []
    handles = Counter((p.phone, p.name) for p in people if p.phone)
    ids = Counter(p.id_number for p in people if p.id_number)
    assert [who for who, n in (handles + ids).items() if n > 1] == []


def test_most_come_seldom_and_some_nearly_always(told):
    times = Counter(person for session in told.sessions for person in served(session))
    often = sorted(times.values(), reverse=True)
    assert often[0] >= 15
    assert often[len(often) // 2] <= 3


def test_an_officer_looks_after_four_to_six_projects(told):
    assert {n in range(4, 7) for n in Counter(p.layout.liaison for p in told.projects).values()} == {True}


def test_a_school_project_names_and_sits_at_several_schools(told):
    youth = [p.layout for p in told.projects if p.layout.domain == "青少年服务"]
    assert {len(layout.organisations) >= 5 for layout in youth} == {True}
    assert {layout.name.startswith(layout.sites[0].name) for layout in youth} == {True}


def test_the_campaign_reaches_every_month_and_peaks_in_its_own(told):
    months = Counter(s.day.month for s in told.sessions if s.campaign)
    assert max(months, key=months.get) == 6


def test_day_tours_are_on_saturdays_with_everybody_named(told):
    tours = [s for s in told.sessions if s.form == "一日游"]
    assert {s.day.weekday() for s in tours} == {5}
    assert {s.heads for s in tours} == {0}


def test_nobody_has_two_shifts_a_day_and_each_lasts_two_to_six_hours(told):
    shifts = Counter((shift.person, shift.day) for shift in told.shifts)
    assert max(shifts.values()) == 1
    assert {100 <= shift.minutes <= 360 for shift in told.shifts} == {True}


def test_staff_are_called_up_most_in_the_months_of_outbreak(told):
    months = Counter(shift.day.month for shift in told.shifts)
    assert {month for month, _n in months.most_common(2)} == {3, 12}


def test_the_year_before_is_about_85_percent_of_the_year(both_years):
    before, year = (sum(s.person_times for s in told.sessions) for told in both_years)
    assert round(before / year, 2) == 0.85


def test_regulars_of_the_year_before_come_again(both_years):
    before, year = ({p for s in told.sessions for p in served(s)} for told in both_years)
    assert len(before & year) > len(year) / 4


def test_two_runs_of_a_group_in_one_project_have_different_names(runs):
    names = Counter((run[0].project, NUMBERED.match(run[0].name)[1]) for run in runs if run[0].form == "小组")
    assert [name for name, n in names.items() if n > 1] == []


def test_a_round_goes_to_the_same_homes_again(told):
    rounds = defaultdict(list)
    for session in told.sessions:
        if session.form == "探访" and "-" in session.code:
            rounds[session.project, session.code.rpartition("-")[0]].append(session)
    again = [served(a) & served(b) for run in rounds.values() for a, b in combinations(run, 2)]
    assert sum(map(bool, again)) > len(again) / 5


def test_those_who_lead_helped_at_least_a_month_before(both_years):
    first = {}
    for told in both_years:
        for session in sorted(told.sessions, key=lambda s: s.day):
            for person, part in session.named.items():
                first.setdefault((person, part), session.day)
    leaders = [person for person, part in first if part == ORGANISER]
    assert leaders
    assert {first[p, ORGANISER] - first[p, VOLUNTEER] >= timedelta(days=30) for p in leaders} == {True}
