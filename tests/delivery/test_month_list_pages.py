"""The page on which a social worker puts a month's paper list on record, as it answers without a script."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guihua.core.models import AuditRow
from guihua.delivery.actions import closes
from guihua.delivery.models import Attendance, Codename, Session
from guihua.directory.models import Organisation, Person
from tests.delivery.test_entry_pages import desk, text
from tests.delivery.test_recording import counted, worker, works_on
from tests.factories import programmes
from tests.factories.accounts import account
from tests.factories.entries import project
from tests.factories.programmes import row, served

__all__ = ["account", "desk", "worker"]
pytestmark = pytest.mark.django_db
PAPER = '姓名\t"3月5日\n围炉茶话"\t3月12日\t手机\n张晓丽\t√\t\t\n李明辉\t\t到\t\n何敏\t1\t○\t137 0013 7001\n未具名人数\t30\t6\t\n'


def address(number="GC-1", month="2022-03"):
    return reverse("delivery:month_list", args=[project(number).pk, month])


def standing(answer):
    """What a browser would send of the page."""
    page = answer.content.decode()
    said = {}
    for tag in re.findall(r"<input [^>]*>", page):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" in given and (given.get("type") != "checkbox" or " checked" in tag):
            said.setdefault(given["name"], []).append(given.get("value", ""))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL):
        said[name] = re.findall(r'value="([^"]*)" selected', options)[:1] or [""]
    return said


def pasted(desk, block, **more):
    where = more.pop("where", address())
    return desk.post(where, standing(desk.get(where)) | {"pasted": block, "deed": "paste"} | more)


def save(desk, answer, **more):
    said = standing(answer) | {"deed": "save"} | more
    return desk.post(answer.request["PATH_INFO"], said, follow=True)


def a1():
    return Session.objects.get(code="A1", project=project())


def test_the_page_begins_with_the_months_sessions_and_whom_the_project_met(desk):
    answer = desk.get(address())
    listed = answer.context["listed"]
    assert {(one.name, one.starts_at) for one in listed.columns} == {("反诈进社区", "14:30"), ("围炉茶话", "14:30")}
    assert {one.name for one in listed.rows} == {"张晓丽", "李明辉"}
    assert standing(answer)["came"] == [f"{one.key}:s{a1().pk}" for one in listed.rows]


def test_a_pasted_list_is_checked_first_and_then_saved_whole(desk):
    people, attendances = Person.objects.count(), Attendance.objects.count()
    checked = pasted(desk, PAPER)
    assert (checked.status_code, Person.objects.count(), Attendance.objects.count()) == (200, people, attendances)
    assert "已保存：新登记 1 场，更正 1 场。" in text(save(desk, checked))
    assert counted(a1()) == [("何敏", "served", 1), ("张晓丽", "served", 1), (None, "served", 30)]
    second = Session.objects.get(code="20220312-1")
    assert counted(second) == [("何敏", "served", 1), ("李明辉", "volunteer", 1), (None, "served", 6)]
    assert (second.activity.name, second.minutes, second.community.name) == ("围炉茶话", 90, "桂一社区")


def test_who_saves_a_pasted_list_unseen_is_shown_it_first_and_loses_nothing(desk):
    attendances = Attendance.objects.count()
    unseen = pasted(desk, PAPER, deed="save")
    assert (unseen.status_code, Attendance.objects.count()) == (422, attendances)
    assert "粘贴的名单刚放进表格。请核对，再保存一次。" in text(unseen)
    assert "已保存：新登记 1 场，更正 1 场。" in text(save(desk, unseen))
    wrong = pasted(desk, PAPER.replace("3月12日", "13月1日"), deed="save")
    assert (wrong.status_code, wrong.context["page"].pasted.count("张晓丽")) == (422, 1)


def test_the_same_page_sent_twice_is_the_list_once(desk):
    checked = pasted(desk, PAPER)
    save(desk, checked)
    before = sorted(Attendance.objects.values_list("session", "person", "count"), key=str)
    assert "没有改动，和登记过的一样。" in text(save(desk, checked))
    assert sorted(Attendance.objects.values_list("session", "person", "count"), key=str) == before
    assert AuditRow.objects.filter(action="month_list.recorded").count() == 1


def test_a_cell_that_says_neither_is_marked_and_nothing_is_written_until_it_is_put_right(desk):
    checked = pasted(desk, "姓名\t3月12日\n张晓丽\t病\n李明辉\t√\n")
    said = "「病」看不出是来了还是没来。来了写 √，没有来就空着。"
    assert (checked.status_code, said in text(checked)) == (422, True)
    again = save(desk, checked)
    assert (again.status_code, said in text(again)) == (422, True)
    assert not Session.objects.filter(code="20220312-1").exists()
    cell = next(name for name in standing(again) if name.startswith("cell:"))
    save(desk, again, **{cell: "√"})
    assert counted(Session.objects.get(code="20220312-1")) == [("张晓丽", "served", 1), ("李明辉", "volunteer", 1)]


def test_somebody_unknown_is_asked_for_a_number_by_which_they_are_known(desk):
    checked = pasted(desk, "姓名\t3月12日\n何敏\t√\n")
    assert "名单里没有「何敏」。写上手机或证件号码，就作为新来的人登记。" in text(checked)
    wrong = save(desk, checked, **{"n0-contact": "1370013"})
    assert wrong.status_code == 422
    save(desk, wrong, **{"n0-contact": "137-0013-7001"})
    assert counted(Session.objects.get(code="20220312-1")) == [("何敏", "served", 1)]


@pytest.mark.parametrize("written", ["张小丽", "章晓丽"])
def test_a_name_that_sounds_like_somebodys_is_asked_about(desk, written):
    people = Person.objects.count()
    checked = pasted(desk, f"姓名\t3月12日\n{written}\t√\n")
    assert "有相像的人。请选是哪一位，或选「都不是」。" in text(checked)
    save(desk, checked, **{"n0-same": str(Person.objects.get(name="张晓丽").pk)})
    assert counted(Session.objects.get(code="20220312-1")) == [("张晓丽", "served", 1)]
    assert Person.objects.count() == people


def test_two_of_one_name_are_asked_about_and_not_guessed(desk, programme, tmp_path):
    programmes.attendance(programme, tmp_path, row(**served("张晓丽", "13900139009")))
    checked = pasted(desk, "姓名\t3月12日\n张晓丽\t√\n")
    assert (checked.status_code, len(checked.context["new_rows"][0].form.fields["same"].choices)) == (422, 4)


def test_somebody_who_is_known_from_another_project_is_asked_about_by_the_office_alone(
    desk, programme, tmp_path, account
):
    programmes.attendance(programme, tmp_path, row("GC-3", "C1", **served("林小雨", "13600136001")))
    block = "姓名\t3月12日\n林小雨\t√\n"
    assert "名单里没有「林小雨」" in text(pasted(desk, block))
    desk.force_login(account("suwan", "office"))
    assert "有相像的人" in text(pasted(desk, block))


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        ("张晓丽\t√", "请把名单连同上面写日期的那一行一起复制过来，再粘贴。"),
        ("姓名\t4月2日\n张晓丽\t√", "「4月2日」不在2022 年 3 月里。一次只登记一个月。"),
        ("姓名\t32\n张晓丽\t√", "2022 年 3 月没有 32 日。"),
        ("姓名\t来没来\n张晓丽\t√", "表头的第 2 格「来没来」看不出是哪一天。请写成 3月5日 这样，或去掉这一列。"),
        ("姓名\t备注\n张晓丽\t√", "表头里没有日期。第一行要写日期，例如 3月5日；第一列写姓名。"),
    ],
)
def test_what_is_no_list_is_said_at_the_text_and_stays_there(desk, block, sentence):
    answer = pasted(desk, block)
    assert (answer.status_code, sentence in text(answer)) == (422, True)
    assert block.split("\n")[0] in answer.content.decode()


def test_of_two_sessions_of_one_day_the_heading_says_which(desk):
    answer = pasted(desk, "姓名\t3月5日\n张晓丽\t√")
    assert "3/5有 2 场：" in text(answer)
    checked = pasted(desk, "姓名\t3月5日 反诈进社区\n张晓丽\t√")
    save(desk, checked)
    fraud = Session.objects.get(code="F1")
    assert counted(fraud) == [("张晓丽", "served", 1), (None, "served", 300)]


def test_a_block_of_marks_alone_goes_where_the_cell_was(desk):
    listed = desk.get(address()).context["listed"]
    at = f"{listed.rows[0].key}:{listed.columns[0].key}"
    answer = pasted(desk, "\t√\n√\t\n", at=at)
    ticked = set(standing(answer)["came"])
    rows, columns = [one.key for one in listed.rows], [one.key for one in listed.columns]
    assert ticked == {f"{rows[0]}:{columns[1]}", f"{rows[1]}:{columns[0]}"}
    assert "粘贴的内容比表格剩下的格子多" in text(pasted(desk, "√\n√\n√", at=at))


def test_a_new_session_lacks_what_is_not_typed_and_says_so_at_its_field(desk):
    answer = desk.post(address(), standing(desk.get(address())) | {"deed": "column"})
    assert (answer.status_code, "请写日期。" in text(answer)) == (200, False)
    wrong = save(desk, answer, **{"n0-day": "2022-04-01", "n0-minutes": "0"})
    form = wrong.context["new_columns"][0].form
    assert form.errors["day"] == ["这一天不在2022 年 3 月里。"]
    assert form.errors["minutes"] == ["时长要在 1 到 1440 分钟（24 小时）之间。"]


def test_whoever_is_added_and_left_out_again_is_not_written(desk):
    answer = desk.post(address(), standing(desk.get(address())) | {"deed": "person"})
    gone = desk.post(address(), standing(answer) | {"n0-name": "何敏", "deed": "drop-n0"})
    assert (len(answer.context["new_rows"]), gone.context["new_rows"]) == (1, [])


def test_an_untick_takes_somebody_off_the_session(desk):
    answer = desk.get(address())
    kept = [one for one in standing(answer)["came"] if one.startswith(f"p{Person.objects.get(name='张晓丽').pk}:")]
    save(desk, answer, came=kept)
    assert counted(a1()) == [("张晓丽", "served", 1), (None, "served", 30)]


def test_a_closed_month_says_so_and_asks_for_the_reason(desk, programme):
    closes.close(programme, 202203, Organisation.objects.get(credit_code=programmes.RONGSHENG), by=None)
    checked = pasted(desk, PAPER)
    assert "这个月已经结账" in text(checked)
    refused = save(desk, checked)
    assert (refused.status_code, "请写明原因。" in text(refused)) == (422, True)
    assert "已保存：新登记 1 场，更正 1 场。" in text(save(desk, refused, why="补交签到表"))


def test_a_confidential_projects_list_stands_under_codenames_and_takes_them(client, programme, account):
    client.force_login(works_on(account, "liuyang", "刘洋", "GC-2"))
    where = address("GC-2")
    page = client.get(where)
    assert ("匿0001" in text(page), "王保密" in text(page)) == (True, False)
    checked = pasted(client, "代号\t3月12日\n匿0001\t√\n", where=where)
    assert checked.status_code == 200
    save(client, checked)
    attendance = Attendance.objects.get(session__code="20220312-1")
    assert attendance.codename == Codename.objects.get(code="匿0001")
    unknown = pasted(client, "代号\t3月12日\n王保密\t√\n", where=where)
    assert "名单里没有「王保密」" in text(unknown)


def test_its_worker_opens_the_names_and_that_is_audited(client, account, programme):
    client.force_login(works_on(account, "liuyang", "刘洋", "GC-2"))
    page = client.post(address("GC-2"), standing(client.get(address("GC-2"))) | {"deed": "names"})
    assert "王保密" in text(page)
    assert AuditRow.objects.get(action="codenames.read").details == {"codes": ["匿0001"]}
    client.force_login(account("suwan", "office"))
    assert client.post(address("GC-2"), standing(page) | {"deed": "names"}).status_code == 403


@pytest.mark.parametrize("month", ["2022-13", "2022-3", "20220", "2100-01", "abcd-ef"])
def test_what_is_no_month_that_has_begun_is_not_there(desk, month):
    assert desk.get(address(month=month)).status_code == 404


def test_a_list_of_thirty_takes_as_many_queries_as_one_of_two(desk, programme, tmp_path):
    desk.get(address())
    with CaptureQueriesContext(
        connection,
    ) as few:
        desk.get(address())
    more = [row(**served(f"何敏{chr(0x4E00 + n)}", f"1370013{n:04d}")) for n in range(30)]
    programmes.attendance(programme, tmp_path, *more)
    with CaptureQueriesContext(connection) as many:
        assert len(desk.get(address()).context["listed"].rows) == 32
    assert len(many) == len(few)


def test_the_list_is_a_tap_away_from_the_project_the_form_the_choice_and_the_week(desk):
    months = reverse("delivery:months", args=[project().pk])
    pages = [
        reverse("desk:project", args=[project().pk]),
        f"{reverse('delivery:session_adding')}?project={project().pk}",
        reverse("delivery:record"),
    ]
    assert [f'href="{months}"' in desk.get(page).content.decode() for page in pages] == [True, True, True]
    assert f'href="{address()}"' in desk.get("/record/week/?day=2022-03-09").content.decode()
    assert desk.get(months).url == address(month="2022-04")  # the last month in which it held anything
