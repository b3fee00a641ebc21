"""The forms by which records are edited: what they show, forgive, refuse, and make of two who edit at once."""

import re

import pytest
from django.urls import reverse

from guihua.commissioning.actions import projects
from guihua.commissioning.models import Project
from guihua.core import audit, history
from guihua.core.secrecy import DataClass
from guihua.directory.models import Community, Organisation
from tests.factories.programmes import RONGSHENG

pytestmark = pytest.mark.django_db


@pytest.fixture
def neighbourly(programme):
    return Project.objects.get(number="GC-1")


@pytest.fixture
def form_of(office):
    """What the edit form of a thing sends when nothing is typed."""

    def read(name, pk):
        page = office.get(reverse(name, args=[pk])).content.decode()
        return sent(page)

    return read


def sent(page):
    """What a browser would send of the page's form about a record."""
    form = re.search(r'<form [^>]*class="stack record">.*?</form>', page, re.DOTALL)[0]
    given = {}
    for field in re.findall(r"<input[^>]*>", form):
        name, value = (re.search(rf'{key}="([^"]*)"', field) for key in ("name", "value"))
        if not name or (("checkbox" in field or "radio" in field) and "checked" not in field):
            continue
        given.setdefault(name[1], []).append(value[1] if value else "")
    for name, options in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        given[name] = [chosen[1] if chosen else ""]
    return given


def test_a_form_that_is_sent_as_it_came_changes_nothing(office, form_of, neighbourly):
    address = reverse("commissioning:project_editing", args=[neighbourly.pk])
    answer = office.post(address, form_of("commissioning:project_editing", neighbourly.pk))
    assert answer["Location"] == reverse("desk:project", args=[neighbourly.pk])
    assert [deed.changes for deed in history.told(neighbourly, reads=DataClass.PERSONAL)] == [[]]


def test_what_is_typed_is_forgiven_as_in_files(office, form_of, neighbourly):
    typed = form_of("commissioning:project_editing", neighbourly.pk)
    typed |= {"amount_fen": "３００，０００元", "ends_on": "2023年3月31日", "name": " 桂一同行 "}
    office.post(reverse("commissioning:project_editing", args=[neighbourly.pk]), typed)
    neighbourly.refresh_from_db()
    assert (neighbourly.amount_fen, neighbourly.ends_on.isoformat()) == (30_000_000, "2023-03-31")


def test_what_cannot_be_understood_is_told_at_the_field_and_kept(office, form_of, neighbourly):
    typed = form_of("commissioning:project_editing", neighbourly.pk)
    typed |= {"ends_on": "年底", "amount_fen": ""}
    answer = office.post(reverse("commissioning:project_editing", args=[neighbourly.pk]), typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "ends_on": ["「年底」看不出是哪一天。请写成 2022-03-05 这样。"],
        "amount_fen": ["请填写合同金额。"],
    }
    assert 'value="年底"' in answer.content.decode()


def test_stations_and_liaison_are_edited_too(office, form_of, neighbourly):
    dieer = Community.objects.get(name="叠二社区")
    typed = form_of("commissioning:project_editing", neighbourly.pk)
    typed |= {"communities": [dieer.pk], "liaison_name": "suwanqing"}
    office.post(reverse("commissioning:project_editing", args=[neighbourly.pk]), typed)
    neighbourly.refresh_from_db()
    assert list(neighbourly.communities.all()) == [dieer]
    assert (neighbourly.liaison.username, neighbourly.liaison_name) == ("suwanqing", "苏婉清")


@pytest.fixture
def clashing(office, form_of, neighbourly):
    """The page that the office gets after it and the server both changed a project's end, and the server its name."""
    typed = form_of("commissioning:project_editing", neighbourly.pk)
    saw = history.latest(neighbourly).history_id
    theirs = {"ends_on": neighbourly.ends_on.replace(month=11, day=30), "name": "桂一同心"}
    projects.edit(neighbourly, theirs, seen=saw, by=audit.SYSTEM)
    typed |= {"ends_on": "2023-03-31", "amount_fen": "300000"}
    return office.post(reverse("commissioning:project_editing", args=[neighbourly.pk]), typed)


def test_the_second_sees_before_theirs_and_mine_and_nothing_typed_is_lost(clashing, neighbourly):
    assert clashing.status_code == 409
    choice = clashing.context["form"].choice_of("ends_on")
    assert (choice.before, choice.theirs, choice.mine) == ("2022-12-31", "2022-11-30", "2023-03-31")
    page = sent(clashing.content.decode())
    assert page["ends_on"] == ["2023-03-31"]
    assert page["amount_fen"] == ["300000"]
    assert page["name"] == ["桂一同心"]
    neighbourly.refresh_from_db()
    assert neighbourly.ends_on.isoformat() == "2022-11-30"


@pytest.mark.parametrize(("kept", "ends"), [("mine", "2023-03-31"), ("theirs", "2022-11-30")])
def test_the_second_chooses(office, clashing, neighbourly, kept, ends):
    chosen = sent(clashing.content.decode()) | {"keep-ends_on": kept}
    answer = office.post(reverse("commissioning:project_editing", args=[neighbourly.pk]), chosen)
    assert answer.status_code == 302
    neighbourly.refresh_from_db()
    assert (neighbourly.ends_on.isoformat(), neighbourly.amount_fen) == (ends, 30_000_000)
    assert neighbourly.name == "桂一同心"


def test_who_does_not_choose_is_asked_again(office, clashing, neighbourly):
    answer = office.post(
        reverse("commissioning:project_editing", args=[neighbourly.pk]), sent(clashing.content.decode())
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"ends_on": ["「结束日期」两边都改了，请选择留下哪一个。"]}


def test_an_organisation_is_entered_and_the_way_leads_to_its_page(office, programme):
    typed = {"name": "向阳社会工作服务社", "credit_code": "52440605mjl0000056", "kind": "provider"}
    answer = office.post(reverse("directory:organisation_adding"), typed)
    added = Organisation.objects.get(name="向阳社会工作服务社")
    assert answer["Location"] == reverse("desk:organisation", args=[added.pk])
    assert added.credit_code == "52440605MJL0000056"


def test_a_school_says_its_nature_and_nobody_else_does(office, programme):
    typed = {"name": "平洲小学", "credit_code": "12440605MJL0000047", "kind": "school", "contact_phone": "12"}
    errors = office.post(reverse("directory:organisation_adding"), typed).context["form"].errors
    assert errors["school_nature"] == ["学校要写明公办还是民办。"]
    assert "contact_phone" in errors


def test_a_code_that_is_taken_is_told_in_the_form(office, programme):
    typed = {"name": "另一个榕声", "credit_code": RONGSHENG, "kind": "provider"}
    answer = office.post(reverse("directory:organisation_adding"), typed)
    assert answer.context["form"].non_field_errors() == ["「榕声社会工作服务中心」已经用了这个统一社会信用代码。"]
    assert 'value="另一个榕声"' in answer.content.decode()
