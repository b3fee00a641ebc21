"""Who is who, against an oracle that knows no face, handle or index: it looks at all rows at once, two by two."""

from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guihua.core import audit
from guihua.directory.actions import people
from guihua.directory.actions.registers import Identity
from guihua.directory.models import Person, Resemblance

pytestmark = pytest.mark.django_db

HE, CHEN = "何敏", "陈志强"
IDS = ["44060519800101001X", "440605198001010028", "440605199203040010"]
PHONES = ["13700137001", "13700137002"]

identities = st.builds(
    Identity, st.sampled_from([HE, CHEN]), st.sampled_from(["", *PHONES]), st.sampled_from(["", *IDS])
).filter(lambda who: who.phone or who.id_number)
files = st.lists(st.lists(identities, min_size=1, max_size=6), min_size=1, max_size=4)
tried = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def are_one(a, b, rows):
    """Two rows as the promise has it: one ID number, or one phone and name that no second ID number bears."""
    if a.id_number and b.id_number:
        return a.id_number == b.id_number
    same = bool(a.phone) and (a.phone, a.name) == (b.phone, b.name)
    numbers = {row.id_number for row in rows if (row.phone, row.name) == (a.phone, a.name)} - {""}
    return same and (len(numbers) <= 1 or not (a.id_number or b.id_number))


def groups(rows):
    """The rows of one person each."""
    rest, found = set(rows), set()
    while rest:
        group = {rest.pop()}
        while joining := {row for row in rest if any(are_one(row, other, rows) for other in group)}:
            group |= joining
            rest -= joining
        found.add(frozenset(group))
    return found


def entered(place, portions):
    met = {}
    for rows in portions:
        met |= dict(zip(rows, people.resolve_many(place, rows, by=audit.SYSTEM).met, strict=True))
    into = dict(Person.objects.exclude(merged_into=None).values_list("pk", "merged_into"))
    by_person = {}
    for row, person in met.items():
        by_person.setdefault(into.get(person, person), set()).add(row)
    return {frozenset(rows) for rows in by_person.values()}


@given(portions=files, chance=st.randoms(use_true_random=False))
@tried
def test_the_same_rows_are_the_same_people_in_whatever_order_and_however_many_files(guicheng, portions, chance):
    rows = [row for portion in portions for row in portion]
    expected = groups(rows)
    shuffled = chance.sample(rows, len(rows))
    for way in (portions, portions[::-1], [rows], [shuffled], [[row] for row in shuffled]):
        with transaction.atomic():
            assert entered(guicheng, way) == expected
            transaction.set_rollback(True)


@given(portions=files)
@tried
def test_two_with_different_id_numbers_are_never_one(guicheng, portions):
    with transaction.atomic():
        for group in entered(guicheng, portions):
            assert len({row.id_number for row in group} - {""}) <= 1
        transaction.set_rollback(True)


@given(portions=files)
@tried
def test_who_fits_two_waits_for_review_with_both(guicheng, portions):
    rows = [row for portion in portions for row in portion]
    bare = {row for row in rows if not row.id_number}
    fits = {
        (row, other.id_number)
        for row in bare
        for a, b in combinations(rows, 2)
        for other in (a, b)
        if {(a.name, a.phone), (b.name, b.phone)} == {(row.name, row.phone)}
        and len({"", a.id_number, b.id_number}) == 3
    }
    with transaction.atomic():
        entered(guicheng, portions)
        assert Resemblance.objects.count() == len(fits)
        transaction.set_rollback(True)


def test_the_name_on_file_does_not_depend_on_the_order_of_rows(guicheng):
    rows = [Identity("何敏", PHONES[0], IDS[0]), Identity("何小敏", "", IDS[0]), Identity("何小敏", PHONES[1], IDS[0])]
    names = set()
    for order in (rows, rows[::-1]):
        with transaction.atomic():
            people.resolve_many(guicheng, order, by=audit.SYSTEM)
            names.add(Person.objects.get(merged_into=None).name)
            transaction.set_rollback(True)
    assert names == {"何小敏"}
