"""Two turn out to be one by somebody's word: it holds whatever file comes after it, and is taken back without a trace."""

from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.actions import merges, people
from guihua.directory.actions.registers import Identity
from guihua.directory.models import Decision, Merge, Person, Resemblance
from guihua.directory.people_policy import numbered
from tests.directory.test_who_is_who import CHEN, HE, IDS, PHONES, files

pytestmark = pytest.mark.django_db
WHY = "本人到窗口核对"
deeds = st.lists(
    st.tuples(
        st.sampled_from(["merge", "wrong", "different", "apart", "file"]), st.integers(0, 99), st.integers(0, 99)
    ),
    max_size=12,
)
tried = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def enter(place, *whos):
    met = people.resolve_many(place, whos, by=audit.SYSTEM).met
    return [Person.objects.get(pk=pk) for pk in met]


def pointers():
    return dict(Person.objects.values_list("pk", "merged_into"))


def groups():
    found = {}
    for person in Person.objects.all():
        found.setdefault(person.merged_into_id or person.pk, []).append(person)
    return found


def do(place, portions, deed, n, m):
    """One deed on people that chance names; what is refused is not done."""
    roots = list(Person.objects.filter(merged_into=None).order_by("pk"))
    one, two = roots[n % len(roots)], roots[m % len(roots)]
    standing = list(Merge.objects.standing())
    try:
        with transaction.atomic():
            if deed == "merge":
                merges.merge(one, two, why=WHY, by=audit.SYSTEM)
                assert pointers()[two.pk] == one.pk
            elif deed == "wrong" and two.id_index is not None:
                merges.merge(one, two, why=WHY, by=audit.SYSTEM, wrong=two)
            elif deed == "different":
                anybody = list(Person.objects.order_by("pk"))
                merges.say_different(anybody[n % len(anybody)], anybody[m % len(anybody)], by=audit.SYSTEM)
            elif deed == "apart" and standing:
                merges.take_apart(standing[n % len(standing)], by=audit.SYSTEM, why=WHY)
            elif deed == "file":
                people.resolve_many(place, portions[n % len(portions)], by=audit.SYSTEM)
    except Refused:
        pass


def check_what_always_holds():
    into = pointers()
    assert [pk for pk, root in into.items() if root and into[root]] == [], "a pointer leads to one that points on"
    assert [rows for rows in groups().values() if len(numbered(rows)) > 1] == [], "two ID numbers are one person"
    apart = set(Resemblance.objects.filter(decision=Decision.DIFFERENT).values_list("person", "other"))
    joined = {tuple(sorted((a.pk, b.pk))) for rows in groups().values() for a, b in combinations(rows, 2)}
    assert apart & joined == set(), "two who were said to be different are one"


@given(portions=files, deeds=deeds)
@tried
def test_whatever_is_decided_and_imported_no_chain_no_two_numbers_and_none_said_different_are_one(
    guicheng, portions, deeds
):
    with transaction.atomic():
        people.resolve_many(guicheng, portions[0], by=audit.SYSTEM)
        for deed in deeds:
            do(guicheng, portions, *deed)
            check_what_always_holds()
        transaction.set_rollback(True)


@given(portions=files, deeds=deeds)
@tried
def test_the_same_files_again_change_nothing_that_was_decided(guicheng, portions, deeds):
    with transaction.atomic():
        for portion in portions:
            people.resolve_many(guicheng, portion, by=audit.SYSTEM)
        for deed in deeds:
            do(guicheng, portions, *deed)
        before = pointers()
        for portion in portions[::-1]:
            people.resolve_many(guicheng, portion, by=audit.SYSTEM)
        assert pointers() == before
        transaction.set_rollback(True)


@given(portions=files, deeds=deeds)
@tried
def test_all_decisions_taken_back_leave_what_the_files_say(guicheng, portions, deeds):
    with transaction.atomic():
        for portion in portions:
            people.resolve_many(guicheng, portion, by=audit.SYSTEM)
        before = pointers()
        for deed in deeds:
            do(guicheng, portions, *deed)
        for made in Merge.objects.standing():
            merges.take_apart(made, by=audit.SYSTEM, why=WHY)
        for pair in Resemblance.objects.filter(decision=Decision.DIFFERENT):
            merges.reopen(pair, by=audit.SYSTEM)
        assert pointers() == before
        transaction.set_rollback(True)


def refusal(verb, *args, **given):
    with pytest.raises(Refused) as refused:
        verb(*args, by=audit.SYSTEM, **given)
    return refused.value.sentence


def test_two_with_different_id_numbers_are_merged_only_if_one_number_is_declared_wrong(guicheng):
    he, other = enter(guicheng, Identity(HE, "", IDS[0]), Identity(HE, "", IDS[1]))
    said = refusal(merges.merge, he, other, why=WHY)
    assert said == "两条登记的证件号码不同，不会是同一人。如果其中一个号码登记错了，请先选出错的是哪一个。"
    merges.merge(he, other, why=WHY, by=audit.SYSTEM, wrong=other)
    assert pointers() == {he.pk: None, other.pk: he.pk}
    assert enter(guicheng, Identity(HE, "", IDS[1])) == [other]
    assert pointers() == {he.pk: None, other.pk: he.pk}


def test_nobody_is_merged_who_stands_for_nobody_any_more(guicheng):
    a, b, c = enter(guicheng, Identity(HE, PHONES[0], ""), Identity(HE, PHONES[1], ""), Identity(CHEN, PHONES[0], ""))
    merges.merge(a, b, why=WHY, by=audit.SYSTEM)
    assert refusal(merges.merge, b, c, why=WHY) == "「何敏」的登记已经并入「何敏」。请从那一条开始。"
    assert refusal(merges.merge, b, a, why=WHY) == "「何敏」的登记已经并入「何敏」。请从那一条开始。"
    assert refusal(merges.merge, a, a, why=WHY) == "请选两条不同的登记。"
    merges.merge(c, a, why=WHY, by=audit.SYSTEM)
    assert pointers() == {a.pk: c.pk, b.pk: c.pk, c.pk: None}


def test_an_inner_merge_taken_apart_leaves_the_outer_one(guicheng):
    a, b, c = enter(guicheng, Identity(HE, PHONES[0], ""), Identity(HE, PHONES[1], ""), Identity(CHEN, PHONES[0], ""))
    inner = merges.merge(a, b, why=WHY, by=audit.SYSTEM)
    merges.merge(c, a, why=WHY, by=audit.SYSTEM)
    merges.take_apart(inner, by=audit.SYSTEM, why=WHY)
    assert pointers() == {a.pk: c.pk, b.pk: None, c.pk: None}
    assert refusal(merges.take_apart, inner, why=WHY) == "这次合并已经拆开了。"


def test_a_later_file_that_gives_both_different_id_numbers_suspends_the_merge(guicheng):
    a, b = enter(guicheng, Identity(HE, PHONES[0], ""), Identity(HE, PHONES[1], ""))
    merges.merge(a, b, why=WHY, by=audit.SYSTEM)
    (first,) = enter(guicheng, Identity(HE, PHONES[0], IDS[0]))
    assert pointers() == {a.pk: None, b.pk: a.pk, first.pk: a.pk}
    (second,) = enter(guicheng, Identity(HE, PHONES[1], IDS[1]))
    assert pointers() == {a.pk: first.pk, b.pk: second.pk, first.pk: None, second.pk: None}


def test_two_whom_a_file_joined_are_told_apart_by_hand_and_stay_so(guicheng):
    bare, numbered_one = enter(guicheng, Identity(HE, PHONES[0], ""), Identity(HE, PHONES[0], IDS[0]))
    assert pointers()[bare.pk] == numbered_one.pk
    merges.say_different(bare, numbered_one, by=audit.SYSTEM)
    enter(guicheng, Identity(HE, PHONES[0], IDS[0]))
    assert pointers() == {bare.pk: None, numbered_one.pk: None}
    assert refusal(merges.merge, numbered_one, bare, why="") == "请写明凭什么认定，至少 4 个字。"
    merges.merge(numbered_one, bare, why=WHY, by=audit.SYSTEM)
    assert pointers()[bare.pk] == numbered_one.pk


def test_every_decision_is_audited(guicheng):
    a, b = enter(guicheng, Identity(HE, PHONES[0], ""), Identity(HE, PHONES[1], ""))
    made = merges.merge(a, b, why=WHY, by=audit.SYSTEM)
    merges.take_apart(made, by=audit.SYSTEM, why="认错了人")
    merges.say_different(a, b, by=audit.SYSTEM)
    told = AuditRow.objects.filter(kind="directory.person").order_by("pk").values_list("action", "object_id")
    assert list(told) == [(action, a.pk) for action in ("people.merged", "people.taken_apart", "people.told_apart")]
    assert AuditRow.objects.get(action="people.merged").details["why"] == WHY
