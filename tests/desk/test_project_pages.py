"""A project's page and a session's page tell what the records say, and lead on."""

import pytest
from django.urls import reverse

from guihua.commissioning.models import Project
from guihua.delivery.models import Session
from guihua.desk.views.projects import stages_of
from tests.factories import programmes

pytestmark = pytest.mark.django_db


@pytest.fixture
def tea(programme):
    return Session.objects.get(project__number="GC-1", code="A1")


def page(client, name, pk):
    return client.get(reverse(f"desk:{name}", args=[pk]))


def test_a_projects_page_counts_what_was_done_by_form(office, tea):
    answer = page(office, "project", tea.project_id)
    forms = [(row["name"], row["sessions"], row["person_times"]) for row in answer.context["forms"]]
    assert forms == [("宣传", 1, 300), ("小组", 2, 31)]
    assert (answer.context["held"], answer.context["person_times"]) == (3, 331)


def test_all_sessions_of_a_project_are_one_click_away(office, tea):
    answer = page(office, "project", tea.project_id)
    assert f'href="/projects/{tea.project_id}/sessions/">全部 3 场' in answer.content.decode()


def test_a_projects_sessions_are_a_list_under_its_name_and_parts(office, tea):
    address = f"/projects/{tea.project_id}/sessions/"
    answer = office.get(address)
    shown, tabs = answer.context["shown"], answer.context["within"]
    assert (answer.context["project"].name, [tab.label for tab in tabs if tab.is_here]) == ("桂一同行", ["活动与场次"])
    assert (shown.total, [str(head.column.head) for head in shown.heads][:3]) == (3, ["活动", "日期", "形式"])
    assert office.get(f"{address}?form=group").context["shown"].total == 2
    assert office.get(f"{address}?export=xlsx")["Content-Type"].endswith("sheet")


@pytest.mark.parametrize(
    ("today", "said"), [("2022-12-01", "还有 30 天"), ("2022-12-31", "今天到期"), ("2023-01-02", "已到期")]
)
def test_a_running_project_says_how_many_days_are_left(programme, monkeypatch, today, said):
    from datetime import date

    monkeypatch.setattr("guihua.core.clock.today", lambda: date.fromisoformat(today))
    running = stages_of(Project.objects.get(number="GC-1"))[3]
    assert (str(running.name), running.state, running.fact) == ("执行", "now", said)


def test_a_session_tells_what_was_corrected_by_whom_and_why(office, programme, tea, tmp_path):
    programmes.attendance(programme, tmp_path, programmes.row(地点="桂一社区活动室", 未具名人数="30"))
    told = page(office, "session", tea.pk).context["corrections"]
    assert [(one.by, one.why, [(c.what, c.old, c.new) for c in one.changes]) for one in told] == [
        ("系统", "重新导入", [("地点", "", "桂一社区活动室")])
    ]


def test_a_session_shows_its_people_a_page_at_a_time(office, programme, tea, tmp_path):
    people = [programmes.row(**programmes.served(f"陈{n}", f"137001370{n:02}")) for n in range(60)]
    programmes.attendance(programme, tmp_path, *people)
    assert len(page(office, "session", tea.pk).context["people"]) == 50
    assert len(office.get(reverse("desk:session", args=[tea.pk]), {"page": "2"}).context["people"]) == 12


def test_a_reader_finds_the_money_and_the_papers_in_one_look_and_the_rest_beneath(office, tea):
    page = office.get(f"/projects/{tea.project_id}/history/").context
    groups = [(str(tab.label), tab.address.split("/")[3]) for tab in page["tabs"]]
    assert groups == [
        ("概况", ""),
        ("服务", "sessions"),
        ("资金", "money"),
        ("监督", "visits"),
        ("沟通", "messages"),
        ("资料", "files"),
    ]
    assert [str(tab.label) for tab in page["tabs"] if tab.is_here] == ["资料"]
    assert [str(tab.label) for tab in page["within"]] == ["文件", "岗位", "时间线", "变更记录"]
    assert office.get(f"/projects/{tea.project_id}/").context["within"] == []
