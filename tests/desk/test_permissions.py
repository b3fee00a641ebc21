"""The table of who may open what, as a page and as a command."""

import json
from collections import defaultdict

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from guihua.desk import permission_rows

pytestmark = pytest.mark.django_db


def told(capsys, *words):
    call_command("permission_matrix", *words)
    return capsys.readouterr().out


def test_the_command_tells_what_each_role_meets_at_each_address(capsys):
    found = {(one["method"], one["route"], one["of"]): one for one in json.loads(told(capsys, "--json"))}
    names = found["POST", "desk:names", "confidential"]
    assert names["path"] == "/sessions/<int:pk>/names/"
    met = defaultdict(set)
    for who, answer in names["answers"].items():
        met[answer].add(who)
    assert met == {
        "allowed": {"worker"},
        "denied": {"office", "leader", "finance", "auditor", "committee", "liaison", "manager"},
        "hidden": {"partner", "secretary", "assessor", "system", "security", "audit", "nobody"},
        "sign-in": {"anonymous"},
    }


def test_without_json_it_is_a_line_for_each(capsys):
    assert "GET  /healthz  office=allowed leader=allowed finance=allowed" in told(capsys)


def test_the_command_names_the_route_of_which_nobody_said_anything(monkeypatch):
    rest = [row for row in permission_rows.rows() if row.route != "desk:names"]
    monkeypatch.setattr(permission_rows, "rows", lambda: rest)
    with pytest.raises(CommandError, match="differ in: desk:names"):
        call_command("permission_matrix")


def test_the_page_shows_the_same_table_to_the_office(office):
    page = " ".join(office.get(reverse("desk:permissions"), {"role": "all"}).content.decode().split())
    line = page[page.index("看保密领域一个场次的姓名") :].partition("</tr>")[0]
    assert line.count("不可以，说明原因") == 7
    assert line.count("可以</span>") == 1


def test_one_role_is_told_what_it_may_do_what_is_denied_and_what_it_does_not_see(office):
    answer = office.get(reverse("desk:permissions"), {"role": "worker"})
    parts = {str(part["words"]): [str(one.words) for one in part["rows"]] for part in answer.context["parts"]}
    assert list(parts) == ["可以", "不可以，说明原因", "看不到"]
    assert ("看保密领域一个场次的姓名" in parts["可以"], "修改项目" in parts["不可以，说明原因"]) == (True, True)
    assert "审计记录" in parts["看不到"]


def test_a_role_that_there_is_not_is_told_as_the_offices(office):
    assert office.get(reverse("desk:permissions"), {"role": "king"}).context["who"] == "office"
