"""The facts are written anew while others read them, and whoever is killed on the way leaves an account that stands."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from guihua.core import audit
from guihua.delivery.models import Attendance, Session
from guihua.delivery.signals import records_changed
from guihua.directory.actions import users
from guihua.directory.models import Person, Role
from guihua.reporting import figures, store
from guihua.reporting.actions import facts
from guihua.reporting.book import open_book
from guihua.reporting.models import DirtyMonth
from guihua.reporting.tables import Tables
from tests.factories import programmes
from tests.factories.programmes import row, served

pytestmark = pytest.mark.django_db
ID = "44060519800101001X"
SENTENCE = "汇总数据读不出来。请管理员运行 guihua facts refresh --full，从记录重新汇总。"


def total(place, code, book=None):
    book = book or open_book(place.code)
    return figures.of(book)[code].total(book, 2022)


def files(place):
    return {str(path.relative_to(store.folder(place.code))) for path in store.folder(place.code).glob("*/*.parquet")}


@pytest.fixture
def account(programme):
    facts.refresh(programme)
    return programme


@pytest.mark.parametrize("step", ["write", "swap"])
def test_a_writer_killed_before_the_swap_leaves_the_old_generation(account, tmp_path, monkeypatch, step):
    programmes.attendance(account, tmp_path, row(code="N1", 未具名人数="5"))
    with monkeypatch.context() as killed:
        killed.setattr(store, step, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            facts.refresh(account)
    assert total(account, "attendance.sessions") == 5
    facts.refresh(account)
    assert total(account, "attendance.sessions") == 6
    assert files(account) >= open_book(account.code).manifest.files


def test_a_writer_killed_after_the_swap_only_has_its_work_done_again(account, tmp_path, monkeypatch):
    programmes.attendance(account, tmp_path, row(code="N1", 未具名人数="5"))
    with monkeypatch.context() as killed:
        killed.setattr(store, "sweep", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            facts.refresh(account)
    assert total(account, "attendance.sessions") == 6
    assert facts.refresh(account) == 0


def test_who_opened_a_generation_reads_it_to_the_end_however_many_come_after(account, tmp_path):
    opened = open_book(account.code)
    for n in range(4):
        programmes.attendance(account, tmp_path, row(code=f"N{n}", 未具名人数="5"))
        facts.refresh(account)
    assert total(account, "attendance.sessions", opened) == 5
    assert total(account, "attendance.sessions") == 9


def test_after_a_while_only_the_last_two_generations_are_kept(account, tmp_path):
    for n in range(3):
        programmes.attendance(account, tmp_path, row(code=f"N{n}", 未具名人数="5"))
        facts.refresh(account)
    before = open_book(account.code)
    programmes.attendance(account, tmp_path, row(code="N9", 未具名人数="5"))
    facts.refresh(account)
    store.sweep(account.code, timezone.now() + store.KEPT_FOR + timedelta(seconds=1))
    assert total(account, "attendance.sessions", before) == 8
    assert files(account) == before.manifest.files | open_book(account.code).manifest.files


def test_only_the_months_that_changed_are_written_and_the_others_are_taken_over(account, tmp_path):
    before = open_book(account.code).manifest.parts["attendance"]
    programmes.attendance(account, tmp_path, row(code="N1", 日期="2022-04-09", 未具名人数="5"))
    assert facts.refresh(account) == 1
    after = open_book(account.code).manifest.parts["attendance"]
    assert (after["202203"], after["202204"] == before["202204"]) == (before["202203"], False)


def test_a_change_of_projects_alone_leaves_every_month_as_it_is(account, tmp_path):
    programmes.load(account, "projects", tmp_path, programmes.PROJECTS)
    assert DirtyMonth.objects.count() == 1
    assert facts.refresh(account) == 0
    assert (total(account, "attendance.sessions"), DirtyMonth.objects.count()) == (5, 0)


def test_a_session_that_moves_to_another_month_leaves_the_first_and_enters_the_second(account, tmp_path):
    programmes.attendance(account, tmp_path, row(code="F1", 活动名称="反诈进社区", 服务形式="宣传", 专项行动="反诈宣传",
                                                 日期="2022-07-01", 未具名人数="300"))  # fmt: skip
    facts.refresh(account)
    months = {r["month"]: r["person_times"] for r in Tables(open_book(account.code), 2022).by_month()}
    assert {month: count for month, count in months.items() if count} == {"2022-03": 69, "2022-07": 300}


def test_a_month_whose_records_are_gone_has_no_file_left(account):
    moved = Session.objects.filter(month=202204)
    Attendance.objects.filter(session__in=moved).delete()
    moved.delete()
    records_changed.send(Session, subdistrict=account, months={202204})
    facts.refresh(account)
    assert "202204" not in open_book(account.code).manifest.parts["session"]
    assert total(account, "attendance.sessions") == 4


def test_people_who_turn_out_to_be_one_are_counted_as_one_in_months_that_nobody_touched(account, tmp_path):
    programmes.attendance(account, tmp_path, row(code="N1", 日期="2022-05-01", **served("何敏", "13700137001")))
    programmes.attendance(account, tmp_path, row(code="N1", 日期="2022-05-01", **served("何敏", "13700137002", ID)))
    facts.refresh(account)
    before = total(account, "attendance.people_served"), total(account, "attendance.person_times")
    programmes.attendance(account, tmp_path, row(code="N2", 日期="2022-06-01", **served("何敏", "13700137001", ID)))
    facts.refresh(account)
    assert Person.objects.filter(name="何敏", merged_into=None).count() == 1
    after = total(account, "attendance.people_served"), total(account, "attendance.person_times")
    assert after == (before[0] - 1, before[1] - 1 + 1)  # once at N1, where both stood, and once at N2


def test_codenames_that_turn_out_to_be_one_are_counted_as_one(account, tmp_path):
    coded = {"project": "GC-2", "活动名称": "访谈", "服务形式": "个案"}
    programmes.attendance(
        account, tmp_path, row(code="N1", 日期="2022-05-01", **coded, **served("何敏", "13700137001"))
    )
    programmes.attendance(account, tmp_path, row(code="N2", 日期="2022-05-02", **coded, **served("何敏", "", ID)))
    facts.refresh(account)
    before = total(account, "attendance.people_served")
    programmes.attendance(
        account, tmp_path, row(code="N3", 日期="2022-06-01", **coded, **served("何敏", "13700137001", ID))
    )
    facts.refresh(account)
    assert total(account, "attendance.people_served") == before - 1


def break_one(place, how):
    part = next(iter(open_book(place.code).manifest.parts["attendance"].values()))
    file = store.folder(place.code) / part.file
    if how == "gone":
        file.unlink()
    elif how == "cut short":
        file.write_bytes(file.read_bytes()[:20])
    else:
        file.write_bytes(b"\x00" * part.size)


@pytest.mark.parametrize("how", ["gone", "cut short", "overwritten"])
def test_what_cannot_be_read_is_said_in_a_sentence_and_mended_by_writing_all_anew(account, how):
    break_one(account, how)
    with pytest.raises(store.Damaged) as damaged:
        total(account, "attendance.person_times")
    assert damaged.value.sentence == SENTENCE
    call_command("facts", "refresh", "--full")
    assert total(account, "attendance.person_times") == 369


@pytest.mark.parametrize("how", ["gone", "cut short"])
def test_the_worker_finds_a_missing_file_by_itself(account, how):
    break_one(account, how)
    facts.refresh(account)
    assert total(account, "attendance.person_times") == 369


@pytest.mark.parametrize("text", ["", "{", "[]", '{"generation": 3, "at": "2022-01-01", "files": {}}'])
def test_a_manifest_that_nobody_can_understand_is_written_anew(account, text):
    (store.folder(account.code) / "manifest.json").write_text(text)
    with pytest.raises(store.Damaged):
        open_book(account.code)
    facts.refresh(account)
    assert total(account, "attendance.person_times") == 369


def test_facts_of_another_version_are_not_read_and_are_written_anew(account, monkeypatch):
    monkeypatch.setattr(store, "SHAPE", "of a later version")
    with pytest.raises(store.Damaged):
        open_book(account.code)
    facts.refresh(account)
    assert total(account, "attendance.person_times") == 369


def test_pages_say_that_the_facts_are_damaged_and_how_they_are_mended(account, client):
    office = users.register("office", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
    users.appoint(office, Role.OFFICE, account, by=audit.SYSTEM)
    client.force_login(office, backend="guihua.directory.signing_in.UsernameOrPhone")
    break_one(account, "overwritten")
    for address in ("/", "/reports/2022/", "/reports/2022/figures/attendance.person_times/"):
        answer = client.get(address)
        assert (answer.status_code, SENTENCE in answer.content.decode()) == (503, True), address
