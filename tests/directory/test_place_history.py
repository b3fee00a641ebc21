"""What organisations and communities said before, and imports of them that are taken back."""

import pytest

from guihua.core import audit, history
from guihua.core.history import Change
from guihua.core.refusal import Refused
from guihua.core.secrecy import DataClass
from guihua.directory.actions import places
from guihua.directory.models import Community, Organisation
from tests.factories import programmes
from tests.factories.accounts import account  # noqa: F401 - a fixture
from tests.factories.programmes import COMMUNITIES, ORGANISATIONS, RONGSHENG

pytestmark = pytest.mark.django_db
RENAMED = ["榕声社工中心", RONGSHENG, "社工机构", "苏婉清", "13800138999", "440605011004", "", ""]
NEWCOMER = ["向阳社会工作服务社", "52440605MJL0000056", "社工机构", "", "", "", "", ""]


@pytest.fixture
def guicheng(guicheng, tmp_path):
    programmes.load(guicheng, "communities", tmp_path, COMMUNITIES)
    programmes.load(guicheng, "organisations", tmp_path, ORGANISATIONS)
    return guicheng


@pytest.fixture
def bring(guicheng, tmp_path):
    """Imports organisations; the batch by which that can be taken back."""
    return lambda *rows: programmes.load(guicheng, "organisations", tmp_path, [ORGANISATIONS[0], *rows]).batch


def rongsheng():
    return Organisation.objects.get(credit_code=RONGSHENG)


def test_an_import_says_from_what_to_what_it_changed_an_organisation(bring):
    bring(RENAMED)
    (changed, added) = history.told(rongsheng(), reads=DataClass.SENSITIVE)
    assert (added.what, added.by, added.changes) == ("导入", "系统", [])
    assert (changed.what, changed.changes) == (
        "导入时更新",
        [
            Change("机构名称", "榕声社会工作服务中心", "榕声社工中心"),
            Change("联系电话", "13800138000", "13800138999"),
            Change("所在社区", "", "叠二社区"),
        ],
    )


def test_a_phone_is_masked_in_the_history_for_who_may_not_read_it(bring):
    bring(RENAMED)
    (changed, _added) = history.told(rongsheng(), reads=DataClass.PERSONAL)
    assert changed.changes[1] == Change("联系电话", "138****8000", "138****8999")


def test_the_same_file_again_adds_no_version(guicheng, bring):
    bring(*ORGANISATIONS[1:])
    assert [len(history.told(row, reads=DataClass.PUBLIC)) for row in Organisation.objects.all()] == [1, 1, 1]


def test_an_import_is_taken_back_whole(guicheng, bring):
    batch = bring(RENAMED, NEWCOMER)
    assert places.revert(guicheng, Organisation, batch, by=audit.SYSTEM) == 2
    assert rongsheng().name == "榕声社会工作服务中心"
    assert rongsheng().community is None
    assert not Organisation.objects.filter(name="向阳社会工作服务社").exists()
    undone = history.told(rongsheng(), reads=DataClass.PUBLIC)[0]
    assert (undone.what, undone.why) == ("修改", "撤销导入")


def test_an_import_is_not_taken_back_where_a_row_was_changed_since(guicheng, bring, account):  # noqa: F811 - a fixture
    batch = bring(RENAMED, NEWCOMER)
    line = {"credit_code": RONGSHENG, "name": "榕声社工"}
    places.record_organisations(guicheng, [line], by=account())
    with pytest.raises(Refused) as refused:
        places.revert(guicheng, Organisation, batch, by=audit.SYSTEM)
    assert refused.value.sentence.startswith("导入以后又改过 1 条，不能撤销：「榕声社工」（")
    assert refused.value.sentence.endswith("，苏婉清）。")
    assert Organisation.objects.filter(name="向阳社会工作服务社").exists()


def test_an_import_is_not_taken_back_where_something_uses_what_it_added(guicheng, bring, tmp_path):
    place = programmes.load(guicheng, "communities", tmp_path, [COMMUNITIES[0], ["440605011009", "平洲社区", "", ""]])
    bring(["知行中学", "12440605MJL0000047", "学校", "", "", "440605011009", "公办", "初中"])
    with pytest.raises(Refused) as refused:
        places.revert(guicheng, Community, place.batch, by=audit.SYSTEM)
    assert refused.value.sentence == "有 1 条已经用在别处，不能撤销：「平洲社区」。请先撤销或改掉用到它们的记录。"


def test_what_is_gone_is_still_called_by_its_name(guicheng, bring):
    batch = bring(NEWCOMER)
    pk = Organisation.objects.get(name="向阳社会工作服务社").pk
    places.revert(guicheng, Organisation, batch, by=audit.SYSTEM)
    assert history.telling.names_of(Organisation, [pk]) == {pk: "向阳社会工作服务社"}


def test_a_row_that_was_changed_behind_its_historys_back_is_named(guicheng):
    Organisation.objects.filter(credit_code=RONGSHENG).update(name="榕声")
    assert list(history.misfits()) == [("Organisation", rongsheng().pk)]
    history.record(Organisation, [rongsheng().pk], by=audit.SYSTEM)
    assert list(history.misfits()) == []
