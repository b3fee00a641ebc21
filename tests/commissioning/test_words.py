import pytest

from guihua.commissioning.models import Campaign
from guihua.core import audit
from guihua.directory.actions import users
from guihua.directory.models import Role
from tests.factories import programmes

pytestmark = pytest.mark.django_db
ADDRESS = "/programme/words/"


@pytest.fixture
def signed_in(client, programme):
    def enter(role):
        user = users.register("somebody", name="苏婉清", password="osmanthus-2022", by=audit.SYSTEM)
        users.appoint(user, role, programme, by=audit.SYSTEM)
        client.force_login(user, backend="guihua.directory.signing_in.UsernameOrPhone")
        return client

    return enter


def test_a_campaign_that_the_office_adds_can_be_imported_at_once(signed_in, programme, tmp_path):
    answer = signed_in(Role.OFFICE).post(ADDRESS, {"name": "禁毒宣传", "code": "anti_drug"})
    assert answer["Location"] == ADDRESS
    done = programmes.attendance(programme, tmp_path, programmes.row(code="D1", 专项行动="禁毒宣传", 未具名人数="20"))
    assert done.counted.added == 1


def test_a_name_that_is_taken_is_refused_and_what_was_typed_stays(signed_in):
    office = signed_in(Role.OFFICE)
    answer = office.post(ADDRESS, {"name": "反诈宣传", "code": "again"})
    assert answer.status_code == 422
    assert "已经有「反诈宣传」了。" in answer.content.decode()
    assert 'value="again"' in answer.content.decode()
    answer = office.post(ADDRESS, {"name": "全民反诈", "code": "anti_fraud"})
    assert "已经有代码为 anti_fraud 的专项行动。" in answer.content.decode()


def test_an_auditor_changes_nothing(signed_in):
    assert signed_in(Role.AUDITOR).post(ADDRESS, {"name": "禁毒宣传", "code": "anti_drug"}).status_code == 404
    assert list(Campaign.objects.values_list("name", flat=True)) == ["反诈宣传"]


@pytest.mark.parametrize(("kind", "name", "column"), [("method", "比选", "采购方式"), ("mode", "社区自管", "管理模式")])
def test_a_method_or_mode_that_the_office_adds_can_be_imported_at_once(
    signed_in, programme, tmp_path, kind, name, column
):
    client = signed_in(Role.OFFICE)
    assert client.post(ADDRESS, {"kind": kind, f"{kind}-name": name})["Location"] == ADDRESS
    rows = [list(line) for line in programmes.PROJECTS]
    rows[1][programmes.PROJECT_COLUMNS.index(column)] = name
    assert programmes.load(programme, "projects", tmp_path, rows).counted.changed == 1
    again = client.post(ADDRESS, {"kind": kind, f"{kind}-name": name})
    assert (again.status_code, f"已经有「{name}」了。" in again.content.decode()) == (422, True)
    assert client.post(ADDRESS, {"kind": kind, f"{kind}-name": " "}).status_code == 422
    assert client.post(ADDRESS, {"kind": "nonsense"}).status_code == 200
