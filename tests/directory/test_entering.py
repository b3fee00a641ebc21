"""Organisations and communities that somebody enters and edits by hand."""

import pytest

from guihua.core import audit, history
from guihua.core.history import Clashed
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.actions import communities, organisations
from guihua.directory.models import Community, Organisation, Role
from tests.factories.accounts import account  # noqa: F401 - a fixture
from tests.factories.programmes import RONGSHENG, SCHOOL

pytestmark = pytest.mark.django_db
NEWCOMER = "52440605MJL0000056"


@pytest.fixture
def rongsheng(programme):
    return Organisation.objects.get(credit_code=RONGSHENG)


@pytest.fixture
def office(programme, account):  # noqa: F811 - a fixture
    return account()


@pytest.fixture
def manager(account, rongsheng):  # noqa: F811 - a fixture
    return account("linzhiyuan", Role.MANAGER, name="林志远", phone="13800138112", organisation=rongsheng)


def seen(row):
    return history.latest(row).history_id


def sentence_of(refused):
    return refused.value.sentence


def test_the_office_enters_an_organisation(programme, office):
    values = {"name": "向阳社会工作服务社", "credit_code": NEWCOMER, "kind": "provider"}
    added = organisations.add(programme, values, by=office)
    assert Organisation.objects.get(credit_code=NEWCOMER) == added
    assert AuditRow.objects.get(action="organisation.added").actor == office
    assert history.latest(added).history_user == office


def test_a_credit_code_is_one_organisations_alone(programme, office, rongsheng):
    values = {"name": "另一个榕声", "credit_code": RONGSHENG, "kind": "provider"}
    with pytest.raises(Refused) as refused:
        organisations.add(programme, values, by=office)
    assert sentence_of(refused) == "「榕声社会工作服务中心」已经用了这个统一社会信用代码。"
    with pytest.raises(Refused) as refused:
        organisations.edit(rongsheng, {"credit_code": SCHOOL}, seen=seen(rongsheng), by=office)
    assert sentence_of(refused) == "「怡水小学」已经用了这个统一社会信用代码。"


def test_the_office_edits_an_organisation(office, rongsheng):
    assert organisations.edit(rongsheng, {"name": "榕声社工中心"}, seen=seen(rongsheng), by=office) is True
    rongsheng.refresh_from_db()
    assert rongsheng.name == "榕声社工中心"
    assert organisations.edit(rongsheng, {"name": "榕声社工中心"}, seen=seen(rongsheng), by=office) is False


def test_its_manager_edits_how_to_reach_it_and_nothing_else(manager, rongsheng):
    organisations.edit(rongsheng, {"contact_name": "林志远"}, seen=seen(rongsheng), by=manager)
    rongsheng.refresh_from_db()
    assert rongsheng.contact_name == "林志远"
    with pytest.raises(Refused) as refused:
        organisations.edit(rongsheng, {"name": "林氏社工"}, seen=seen(rongsheng), by=manager)
    assert sentence_of(refused) == "机构负责人可以改联系人和联系电话，其他内容由街道办公室改。"


def test_a_manager_does_not_edit_another_organisation(manager):
    school = Organisation.objects.get(credit_code=SCHOOL)
    with pytest.raises(Refused) as refused:
        organisations.edit(school, {"contact_name": "林志远"}, seen=seen(school), by=manager)
    assert sentence_of(refused) == "只有街道办公室和这个机构的负责人能改。"


def test_whoever_saves_second_is_told_of_what_both_changed(office, manager, rongsheng):
    both_saw = seen(rongsheng)
    organisations.edit(rongsheng, {"contact_name": "林志远"}, seen=both_saw, by=manager)
    with pytest.raises(Clashed) as clashed:
        organisations.edit(rongsheng, {"contact_name": "苏婉清", "name": "榕声"}, seen=both_saw, by=office)
    assert clashed.value.fields == ["contact_name"]
    assert clashed.value.sentence.startswith("你打开以后，林志远在 ")
    rongsheng.refresh_from_db()
    assert (rongsheng.name, rongsheng.contact_name) == ("榕声社会工作服务中心", "林志远")


def test_two_who_change_different_things_both_have_their_way(office, manager, rongsheng):
    both_saw = seen(rongsheng)
    organisations.edit(rongsheng, {"contact_name": "林志远"}, seen=both_saw, by=manager)
    organisations.edit(rongsheng, {"name": "榕声"}, seen=both_saw, by=office)
    rongsheng.refresh_from_db()
    assert (rongsheng.name, rongsheng.contact_name) == ("榕声", "林志远")


def test_two_who_change_the_same_in_the_same_way_do_not_clash(office, manager, rongsheng):
    both_saw = seen(rongsheng)
    organisations.edit(rongsheng, {"contact_name": "林志远"}, seen=both_saw, by=manager)
    assert organisations.edit(rongsheng, {"contact_name": "林志远"}, seen=both_saw, by=office) is False


def test_a_form_of_another_row_is_refused(office, rongsheng):
    school = Organisation.objects.get(credit_code=SCHOOL)
    with pytest.raises(Refused) as refused:
        organisations.edit(rongsheng, {"name": "榕声"}, seen=seen(school), by=office)
    assert sentence_of(refused) == "这张表单和这条记录对不上。请重新打开再改。"


def test_the_office_renames_a_community_and_nobody_else_does(programme, office, manager):
    guiyi = Community.objects.get(code="440605011001")
    communities.edit(guiyi, {"name": "桂一"}, seen=seen(guiyi), by=office)
    guiyi.refresh_from_db()
    assert guiyi.name == "桂一"
    with pytest.raises(Refused) as refused:
        communities.edit(guiyi, {"name": "桂二"}, seen=seen(guiyi), by=manager)
    assert sentence_of(refused) == "只有街道办公室能改名录。需要时请联系办公室。"


def test_the_servers_own_commands_edit_as_the_office_does(rongsheng):
    assert organisations.edit(rongsheng, {"name": "榕声"}, seen=seen(rongsheng), by=audit.SYSTEM) is True
