"""Two people of one file who may be one are told before anybody enters the register; one tap makes them one, another two."""

import pytest
from django.test import Client

from guihua.commissioning.models import Project
from guihua.core import jobs
from guihua.core.inbox import Notice
from guihua.delivery.models import Attendance
from guihua.directory.actions import merges
from guihua.directory.models import Alike, Decision, Person, Resemblance, Role
from tests.factories import programmes
from tests.factories.accounts import account
from tests.factories.imports import checked, does, marks, page
from tests.factories.programmes import row, served

__all__ = ["account"]
pytestmark = pytest.mark.django_db
PHONE = "13700137001"
BORN_ALIKE = "44060519800101001X", "440605198001010087"


def told(office, *people, project="GC-1"):
    found = checked(office, *(row(project, f"N{n}", **served(*one)) for n, one in enumerate(people)))
    return [(number, sentence) for number, column, sentence in marks(office, found) if column == "姓名"]


def test_a_name_written_another_way_at_the_same_phone_is_doubtful_where_it_comes_the_second_time(office):
    people = [("陈未", PHONE), ("何敏", "13700137002"), ("陈末", PHONE), ("陈末", PHONE)]
    assert told(office, *people) == [(4, "和第 2 行像同一人：手机相同，姓名只差一个字。")]


def test_a_name_that_sounds_alike_and_one_birthday_are_told_too(office):
    assert told(office, ("陈志强", PHONE), ("程志强", PHONE)) == [
        (3, "和第 2 行像同一人：姓名读音相近，手机尾号相同。")
    ]
    assert told(office, ("何敏", "", BORN_ALIKE[0]), ("何敏", "", BORN_ALIKE[1])) == [
        (3, "和第 2 行像同一人：姓名和生日相同。")
    ]


def test_a_household_two_id_numbers_and_one_person_without_theirs_are_not_told(office):
    assert told(office, ("陈志强", PHONE), ("陈志明", PHONE)) == []
    assert told(office, ("陈未", PHONE, BORN_ALIKE[0]), ("陈末", PHONE, "440605199003070022")) == []
    assert told(office, ("何敏", PHONE, BORN_ALIKE[0]), ("何敏", PHONE)) == []


def test_the_vault_of_a_confidential_domain_is_compared_with_itself_alone(office):
    rows = [row(project, f"N{n}", **served(name, PHONE)) for n, (project, name) in enumerate(SPREAD)]
    found = checked(office, *rows)
    assert [where[0] for where in marks(office, found)] == [4]


SPREAD = [("GC-1", "陈未"), ("GC-2", "陈末"), ("GC-2", "陈未")]


def test_one_tap_writes_the_later_one_as_the_first_in_every_row_and_is_taken_back(office):
    people = [("陈未", PHONE), ("陈末", "137-0013-7001"), ("陈末", PHONE)]
    found = checked(office, *(row(code=f"N{n}", **served(*one)) for n, one in enumerate(people)))
    assert "是同一人，照第 2 行写" in page(office, found).content.decode()
    does(office, found, "joining", row=3)
    assert marks(office, found) == []
    does(office, found, "taking_back")
    assert [where[0] for where in marks(office, found)] == [3]
    does(office, found, "joining", row=3)
    does(office, found, "recording")
    assert [one.name for one in Person.objects.filter(name__startswith="陈").exclude(name="陈志强")] == ["陈未"]
    assert Attendance.objects.filter(person__name="陈未").count() == 3


def test_an_id_number_that_only_the_later_one_gives_stays(office):
    people = [("陈未", PHONE), ("陈末", PHONE, BORN_ALIKE[0])]
    found = checked(office, *(row(code=f"N{n}", **served(*one)) for n, one in enumerate(people)))
    does(office, found, "joining", row=3)
    does(office, found, "recording")
    assert Person.objects.get(name="陈未", id_index__isnull=True).merged_into.id_index is not None


def test_another_tap_says_that_they_are_two_and_both_come_in(office):
    found = checked(office, row(code="N1", **served("陈未", PHONE)), row(code="N2", **served("陈末", PHONE)))
    assert "还有请确认的地方没有看过。" in does(office, found, "recording").content.decode()
    does(office, found, "confirming", row=3, column="姓名")
    does(office, found, "recording")
    assert Person.objects.filter(name__in=["陈未", "陈末"]).count() == 2


TWO = [row(code="N1", **served("陈未", PHONE)), row(code="N2", **served("陈末", PHONE))]


def waiting():
    return [(pair.person.name, pair.other.name) for pair in Resemblance.objects.waiting().order_by("pk")]


def came_in(client, found):
    does(client, found, "recording")
    jobs.do_waiting()


def test_whom_somebody_called_two_people_nobody_is_asked_about_again(office):
    found = checked(office, *TWO)
    does(office, found, "confirming", row=3, column="姓名")
    came_in(office, found)
    pair = Resemblance.objects.get(person__name="陈未", other__name="陈末")
    assert (pair.decision, pair.decided_by.name, pair.why) == (Decision.DIFFERENT, "苏婉清", Alike.NEAR)
    assert (waiting(), Notice.objects.filter(kind="pairs.found").count()) == ([], 0)


def test_what_is_let_in_all_at_once_was_said_of_no_pair_and_waits(office):
    found = checked(office, *TWO)
    does(office, found, "confirming")
    came_in(office, found)
    assert waiting() == [("陈未", "陈末")]


def test_that_they_are_two_is_no_word_any_more_once_the_row_names_somebody_else(office):
    found = checked(office, *TWO)
    does(office, found, "confirming", row=3, column="姓名")
    does(office, found, "mending", row=3, column="姓名", new="何敏")
    came_in(office, found)
    assert Resemblance.objects.filter(decision=Decision.DIFFERENT).count() == 0


def managing(account):
    """A browser of the manager of 榕声."""
    client = Client()
    user = account("lizhiyuan", Role.MANAGER, name="李志远", organisation=Project.objects.get(number="GC-1").provider)
    client.force_login(user, backend="guihua.directory.signing_in.UsernameOrPhone")
    return client


def test_of_two_who_were_there_before_the_office_decides_and_no_manager(office, account):
    came_in(office, confirmed(office, *TWO))
    again = [row(code="N3", **served("陈未", PHONE)), row(code="N4", **served("陈末", PHONE))]
    manager = managing(account)
    came_in(manager, confirmed(manager, *again, row=3))
    assert waiting() == [("陈未", "陈末")]
    came_in(office, confirmed(office, *(row(code=f"N{n}", **served(*one)) for n, one in enumerate(BOTH, 5)), row=3))
    assert waiting() == []


BOTH = ("陈未", PHONE), ("陈末", PHONE)


def test_a_manager_says_it_of_whom_their_file_brings(office, account):
    manager = managing(account)
    came_in(manager, confirmed(manager, *TWO, row=3))
    assert waiting() == []


def test_a_file_that_is_undone_takes_them_with_it_though_somebody_told_them_apart(office):
    found = confirmed(office, *TWO, row=3)
    came_in(office, found)
    does(office, found, "undoing")
    assert Person.objects.filter(name__in=["陈未", "陈末"]).count() == 0


def test_a_word_that_the_office_gave_again_later_keeps_them(office):
    found = confirmed(office, *TWO, row=3)
    came_in(office, found)
    pair = Resemblance.objects.get(person__name="陈未")
    merges.say_different(pair.person, pair.other, by=found.by)
    does(office, found, "undoing")
    assert Person.objects.filter(name__in=["陈未", "陈末"]).count() == 2


def confirmed(client, *rows, **said):
    found = checked(client, *rows)
    does(client, found, "confirming", **(said and said | {"column": "姓名"}))
    return found


def test_two_of_a_vault_are_told_apart_by_nobody(office):
    people = [row("GC-2", f"N{n}", **served(*one)) for n, one in enumerate(BOTH)]
    came_in(office, confirmed(office, *people, row=3))
    assert Resemblance.objects.count() == 0


def test_nobody_is_joined_whom_nothing_likens(office):
    found = checked(office, row(code="N1", **served("陈未", PHONE)), row(code="N2", **served("何敏", "13700137002")))
    does(office, found, "joining", row=3)
    assert page(office, found).context["edits"] == 0


def test_two_on_duty_are_told_as_well(programme, tmp_path):
    shift = ["GC-1", "核酸采样点秩序维护"]
    when = ["2022-03-05", "08:00", "12:00"]
    rows = [programmes.DUTY_COLUMNS, [*shift, "陈未", PHONE, *when], [*shift, "陈末", PHONE, *when]]
    done = programmes.load(programme, "duty", tmp_path, rows)
    assert [(mark.row, mark.sentence) for mark in done.doubtful] == [
        (3, "和第 2 行像同一人：手机相同，姓名只差一个字。")
    ]
