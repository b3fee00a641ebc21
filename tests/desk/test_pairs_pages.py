"""Likely duplicates at the desk: found over the whole register, looked at side by side, decided once."""

from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.desk import attention
from guihua.directory.actions import details, merges, people, resemblances
from guihua.directory.actions.registers import Identity
from guihua.directory.models import Alike, Decision, Merge, Person, Resemblance
from tests.factories.accounts import account
from tests.factories.everybody import BACKEND

__all__ = ["account"]
pytestmark = pytest.mark.django_db
IDS = ["44060519800101001X", "440605198001010028"]
WHY = {"decision": "same", "why": "打电话核对过"}


@pytest.fixture
def office(client, account, guicheng):
    client.force_login(account(), backend=BACKEND)
    return client


def enter(place, *whos):
    met = people.resolve_many(place, [Identity(*who) for who in whos], by=audit.SYSTEM).met
    return [Person.objects.get(pk=pk) for pk in met]


def found(place):
    resemblances.look_for(place, by=audit.SYSTEM)
    rows = Resemblance.objects.select_related("person", "other").order_by("pk")
    return [(row.person.name, row.other.name, Alike(row.why)) for row in rows]


@pytest.mark.parametrize(
    ("one", "two", "why"),
    [
        (("何敏", "", IDS[0]), ("何敏", "", IDS[1]), Alike.BIRTHDAY),
        (("陈志强", "13700137001", ""), ("程志强", "13900137001", ""), Alike.SOUND),
        (("林小兰", "13700137001", ""), ("宁小兰", "13700137001", IDS[0]), Alike.SOUND),
        (("何敏", "13700137001", ""), ("何小敏", "13700137001", ""), Alike.NEAR),
        (("何敏", "13700137001", ""), ("陈志强", "13700137001", ""), Alike.PHONE),
        (("陈志强", "13700137001", ""), ("陈志明", "13700137001", ""), Alike.PHONE),  # brothers
        (("何敏", "13700137001", IDS[0]), ("何芳", "13700137001", ""), Alike.PHONE),
        (("王小兰", "13700137001", ""), ("黄小兰", "13700137001", ""), Alike.NEAR),
        (("阿卜杜拉·麦麦提", "13700137001", ""), ("阿卜杜拉", "13700137001", ""), Alike.NEAR),
        (("𠮷", "13700137001", ""), ("吉", "13700137001", ""), Alike.NEAR),
    ],
)
def test_two_who_may_be_one_are_found_by_what_is_alike(guicheng, one, two, why):
    enter(guicheng, one, two)
    assert found(guicheng) == [(one[0], two[0], why)]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (("何敏", "13700137001", IDS[0]), ("陈志强", "13700137001", IDS[1])),  # a household
        (("何敏", "13700137001", ""), ("何敏", "13700137002", "")),
        (("陈志强", "13700137001", ""), ("程志强", "13700137002", "")),
    ],
)
def test_who_is_alike_in_too_little_is_not_asked_about(guicheng, one, two):
    enter(guicheng, one, two)
    assert found(guicheng) == []


def test_two_of_nearly_one_name_whose_birthdays_differ_are_a_household(guicheng):
    mother, daughter = enter(guicheng, ("何敏", "13700137001", IDS[0]), ("何小敏", "13700137001", ""))
    said = replace(details.details(daughter), born_on=date(2016, 5, 1))
    details.correct(daughter, said, seen=details.version_of(daughter), by=audit.SYSTEM)
    assert (mother.name, found(guicheng)) == ("何敏", [("何敏", "何小敏", Alike.PHONE)])


def test_two_of_one_name_and_birthday_who_are_truly_two_stay_two_whatever_file_comes(guicheng):
    both = [("何敏", "13700137001", IDS[0]), ("何敏", "13700137002", IDS[1])]
    one, two = enter(guicheng, *both)
    assert found(guicheng) == [("何敏", "何敏", Alike.BIRTHDAY)]
    merges.say_different(one, two, by=audit.SYSTEM)
    enter(guicheng, *both, ("何敏", "13700137001", ""), ("何敏", "13700137002", ""))
    assert Person.objects.in_their_own_right().count() == 2
    assert Resemblance.objects.waiting().count() == 0


def test_households_stand_behind_those_who_may_be_one_person(office, guicheng):
    enter(guicheng, ("何敏", "13700137001", ""), ("何小敏", "13700137001", ""), ("陈志强", "13700137001", ""))
    found(guicheng)

    def pairs(query=""):
        shown = office.get(f"/people/pairs/{query}").context["shown"]
        return [(pair.person.name, pair.other.name) for pair in shown.page]

    assert pairs() == [("何敏", "何小敏")]
    assert pairs("?which=households") == [("何敏", "陈志强"), ("何小敏", "陈志强")]
    assert len(pairs("?which=")) == 3
    form = office.get("/people/pairs/").context["shown"].form
    assert [str(words) for _value, words in form.fields["which"].choices][1:] == ["更像同一人（1）", "更像一家人（2）"]


def test_each_way_of_being_alike_says_how_many_pairs_it_has(office, guicheng):
    enter(
        guicheng,
        ("何敏", "", IDS[0]),
        ("何敏", "", IDS[1]),
        ("陈志强", "13700137001", ""),
        ("程志强", "13900137001", ""),
    )
    found(guicheng)
    form = office.get("/people/pairs/").context["shown"].form
    assert [str(words) for _value, words in form.fields["why"].choices][1:] == [
        "姓名和生日相同（1）",
        "姓名读音相近，手机尾号相同（1）",
    ]


def test_a_phone_on_five_names_is_that_of_a_hall(guicheng):
    enter(guicheng, *((f"人{n}", "13700137001", "") for n in "甲乙丙丁戊"))
    assert found(guicheng) == []


def test_nobody_is_asked_twice_about_two_who_are_different(office, guicheng):
    enter(guicheng, ("何敏", "", IDS[0]), ("何敏", "", IDS[1]))
    (_pair,) = found(guicheng)
    pair = Resemblance.objects.get()
    office.post(reverse("desk:pair_decision", args=[pair.pk]), {"decision": "different"})
    office.post(reverse("desk:pairs_looking"))
    assert office.get("/people/pairs/").context["shown"].total == 0
    assert Resemblance.objects.get().decision == Decision.DIFFERENT


def test_the_two_stand_side_by_side_masked_with_what_differs_marked(office, guicheng):
    enter(guicheng, ("何敏", "13700137001", IDS[0]), ("何敏", "13700137001", ""), ("何小敏", "13700137001", ""))
    found(guicheng)
    pair = Resemblance.objects.get(why=Alike.NEAR)
    answer = office.get(reverse("desk:pair", args=[pair.pk]))
    differing = {str(line.label): line.values for line in answer.context["lines"] if line.differs}
    assert differing == {
        "姓名": ["何敏", "何小敏"],
        "证件号码": ["440605********001X", "–"],
        "生日": ["1980-01-01", "–"],
    }
    assert [one for one in ("13700137001", IDS[0]) if one in answer.content.decode()] == []


def test_the_office_merges_two_takes_them_apart_and_finds_the_question_open_again(office, guicheng):
    one, two = enter(guicheng, ("何敏", "13700137001", ""), ("何小敏", "13700137001", ""))
    found(guicheng)
    address = reverse("desk:pair_decision", args=[Resemblance.objects.get().pk])
    answer = office.post(address, WHY | {"kept": two.pk})
    assert answer["Location"] == reverse("desk:person", args=[two.pk])
    one.refresh_from_db()
    assert one.merged_into == two
    made = Merge.objects.get()
    office.post(reverse("desk:merge_undoing", args=[made.pk]), {"why": "认错了人"})
    one.refresh_from_db()
    assert (one.merged_into, Resemblance.objects.waiting().count()) == (None, 1)


def test_two_numbers_are_merged_from_the_page_only_with_one_declared_wrong(office, guicheng):
    one, two = enter(guicheng, ("何敏", "", IDS[0]), ("何敏", "", IDS[1]))
    found(guicheng)
    address = reverse("desk:pair_decision", args=[Resemblance.objects.get().pk])
    refused = office.post(address, WHY | {"kept": one.pk, "wrong": ""})
    assert (refused.status_code, "两条登记的证件号码不同" in refused.content.decode()) == (409, True)
    office.post(address, WHY | {"kept": one.pk, "wrong": two.pk})
    two.refresh_from_db()
    assert (two.merged_into, Merge.objects.get().wrong) == (one, two)


def test_whom_a_file_joined_the_office_parts_from_the_persons_page(office, guicheng):
    bare, numbered = enter(guicheng, ("何敏", "13700137001", ""), ("何敏", "13700137001", IDS[0]))
    assert "由文件认定" in office.get(reverse("desk:person", args=[numbered.pk])).content.decode()
    office.post(reverse("desk:person_parting", args=[bare.pk]))
    bare.refresh_from_db()
    assert bare.merged_into is None


def test_a_merge_that_a_person_page_shows_names_who_made_it_and_why(office, guicheng):
    one, two = enter(guicheng, ("何敏", "13700137001", ""), ("何小敏", "13700137001", ""))
    merges.merge(one, two, why="打电话核对过", by=audit.SYSTEM)
    text = office.get(reverse("desk:person", args=[one.pk])).content.decode()
    assert [words for words in ("打电话核对过", "何小敏", "系统") if words not in text] == []


@pytest.mark.parametrize(
    ("meanwhile", "sentence"),
    [
        ("same", "「何小敏」的登记已经并入「何敏」。请从那一条开始。"),
        ("different", "苏婉清 在 {today} 认定过他们不是同一人。要合并，请先撤回那个决定。"),
    ],
)
def test_who_decides_second_is_told_what_was_decided_meanwhile(office, guicheng, meanwhile, sentence):
    one, two = enter(guicheng, ("何敏", "13700137001", ""), ("何小敏", "13700137001", ""))
    found(guicheng)
    address = reverse("desk:pair_decision", args=[Resemblance.objects.get().pk])
    office.post(address, WHY | {"decision": meanwhile, "kept": one.pk})
    answer = office.post(address, WHY | {"kept": two.pk})
    sentence = sentence.format(today=timezone.localdate())
    assert (answer.status_code, answer.context["refused"], sentence in answer.content.decode()) == (409, sentence, True)


@pytest.mark.parametrize(("why", "sentence"), [("", "请写明为什么拆开。"), ("错了", "请写明为什么拆开，至少 4 个字。")])
def test_without_a_reason_two_stay_one_and_the_page_says_so_where_it_is_asked_for(office, guicheng, why, sentence):
    one, two = enter(guicheng, ("何敏", "13700137001", ""), ("何小敏", "13700137001", ""))
    made = merges.merge(one, two, why="打电话核对过", by=audit.SYSTEM)
    answer = office.post(reverse("desk:merge_undoing", args=[made.pk]), {"why": why})
    (joined,) = answer.context["merges"]
    assert (answer.status_code, joined["form"].errors) == (409, {"why": [sentence]})
    assert (joined["form"]["why"].value(), Merge.objects.get().undone_at) == (why, None)


def test_the_first_page_says_since_when_the_oldest_pair_waits(account, guicheng):
    enter(guicheng, ("何敏", "13700137001", ""), ("何小敏", "13700137001", ""))
    resemblances.look_for(guicheng, by=audit.SYSTEM)
    Resemblance.objects.update(noted_at=datetime(2022, 5, 4, 9, tzinfo=UTC))
    [line] = [one for one in attention.of(account()) if one.address == reverse("desk:pairs")]
    assert (line.count, line.since) == (1, date(2022, 5, 4))


def test_pairs_of_before_the_day_was_kept_were_there_when_the_register_was_last_looked_through(guicheng):
    enter(guicheng, ("何敏", "13700137001", ""), ("何小敏", "13700137001", ""), ("何大敏", "13700137001", ""))
    resemblances.look_for(guicheng, by=audit.SYSTEM)
    looked, decided = AuditRow.objects.get(action="resemblances.looked_for").at, datetime(2022, 5, 4, 9, tzinfo=UTC)
    first, *others = Resemblance.objects.order_by("pk")
    Resemblance.objects.update(noted_at=None)
    Resemblance.objects.filter(pk=first.pk).update(decision=Decision.DIFFERENT, decided_at=decided)
    import_module("guihua.directory.migrations.0009_since_when_pairs_wait").begin_to_know(apps, None)
    days = list(Resemblance.objects.order_by("pk").values_list("noted_at", flat=True))
    assert days == [decided, *[looked] * len(others)]
