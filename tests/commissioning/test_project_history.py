"""What projects said before, their stations too, and imports of projects that are taken back."""

import pytest

from guihua.commissioning.actions import projects
from guihua.commissioning.models import Project, ProjectState
from guihua.core import audit, history
from guihua.core.history import Change
from guihua.core.refusal import Refused
from guihua.core.secrecy import DataClass
from guihua.directory.actions import users
from guihua.directory.models import Community, Grant, Organisation, Role
from tests.factories import programmes
from tests.factories.programmes import PROJECTS, RONGSHENG, TERM

pytestmark = pytest.mark.django_db
LONGER = ["2022-01-01", "2023-03-31"]


def line(number="GC-1", name="桂一同行", term=TERM, stations="440605011001", liaison="梁慧敏"):
    money, how = "286,000.00", ["询价", "项目制"]
    return ["2022", number, name, "社区服务", RONGSHENG, money, *term, stations, "", *how, liaison]


@pytest.fixture
def bring(programme, tmp_path):
    """Imports projects; the batch by which that can be taken back."""
    return lambda *rows: programmes.load(programme, "projects", tmp_path, [PROJECTS[0], *rows]).batch


def neighbourly():
    return Project.objects.get(number="GC-1")


def told():
    return history.told(neighbourly(), reads=DataClass.PERSONAL)


def test_every_row_of_a_programme_has_a_version_and_says_what_the_newest_says(programme):
    kept = [model for model in history.tracked() if model in (Community, Organisation, Project)]
    assert [model.objects.exclude(pk__in=model.history.values("id")).count() for model in kept] == [0, 0, 0]
    assert list(history.misfits()) == []


def test_a_project_that_is_entered_with_its_stations_has_one_version(programme):
    assert [(deed.what, deed.changes) for deed in told()] == [("导入", [])]
    assert history.values_of(history.latest(neighbourly()))["communities"] == {
        place.pk for place in neighbourly().communities.all()
    }


def test_a_change_of_term_and_stations_is_told_in_words(bring):
    bring(line(term=LONGER, stations="440605011001、440605011004"))
    assert told()[0].changes == [
        Change("结束日期", "2022-12-31", "2023-03-31"),
        Change("驻点社区", "桂一社区", "叠二社区、桂一社区"),
    ]


def test_a_step_of_its_lifecycle_is_told_with_who_took_it(programme):
    office = users.register("suwanqing", name="苏婉清", password="three quiet trees", by=audit.SYSTEM)
    users.appoint(office, Role.OFFICE, programme, by=audit.SYSTEM)
    projects.evaluate(neighbourly(), by=office)
    assert (told()[0].by, told()[0].changes) == ("苏婉清", [Change("状态", "执行", "评估")])


def test_an_import_of_projects_is_taken_back_whole(programme, bring):
    batch = bring(line(name="桂一同心", stations="440605011004"), line("GC-9", "平洲同行"))
    assert projects.revert(programme, batch, by=audit.SYSTEM) == 2
    assert neighbourly().name == "桂一同行"
    assert [place.name for place in neighbourly().communities.all()] == ["桂一社区"]
    assert not Project.objects.filter(number="GC-9").exists()


def test_the_sight_that_a_taken_back_import_gave_is_gone_with_it(programme, bring):
    officer = users.register("heming", name="何敏", password="three quiet trees", by=audit.SYSTEM)
    users.appoint(officer, Role.LIAISON, programme, by=audit.SYSTEM)
    batch = bring(line(liaison="何敏"), line("GC-9", "平洲同行", liaison="何敏"))
    assert Grant.objects.filter(user=officer, until=None).count() == 2
    projects.revert(programme, batch, by=audit.SYSTEM)
    assert Grant.objects.filter(user=officer, until=None).count() == 0


def test_an_import_that_made_projects_start_is_not_taken_back_after_their_next_step(programme, bring):
    batch = bring(line("GC-9", "平洲同行"))
    later = Project.objects.get(number="GC-9")
    assert later.state == ProjectState.RUNNING
    projects.evaluate(later, by=audit.SYSTEM)
    with pytest.raises(Refused) as refused:
        projects.revert(programme, batch, by=audit.SYSTEM)
    assert refused.value.sentence.startswith("导入以后又改过 1 条，不能撤销：「平洲同行」（")
