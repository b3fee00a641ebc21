"""What files of communities and organisations may say."""

import pytest

from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.actions import places
from guihua.directory.actions.places import Counted
from guihua.directory.models import Community, Organisation, Role
from tests.factories import programmes
from tests.factories.programmes import COMMUNITIES, ORGANISATIONS, RONGSHENG, refused

pytestmark = pytest.mark.django_db
PLACE, BODY = COMMUNITIES[0], ORGANISATIONS[0]


@pytest.fixture
def guicheng(guicheng, tmp_path):
    programmes.load(guicheng, "communities", tmp_path, COMMUNITIES)
    programmes.load(guicheng, "organisations", tmp_path, ORGANISATIONS)
    return guicheng


def body(code=RONGSHENG, **given):
    usual = {"机构名称": "榕声", "统一社会信用代码": code, "机构类型": "社工机构"}
    return [(usual | given).get(column, "") for column in BODY]


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        (["44060501100", "桂一", "", ""], "社区代码", "社区代码要有 12 位数字。"),
        (
            ["4.40605E+11", "桂一", "", ""],
            "社区代码",
            "社区代码被表格软件改成了近似数，末几位已经丢失。请把这一列设为文本，再重新填写原号码。",
        ),
        (["440605011002", "", "", ""], "社区名称", "这里不能空着。"),
        (
            ["440605011002", "桂二", "东经", "23"],
            "经度",
            "「东经」不是经纬度。请写成小数，例如 113.1432；不知道可以空着。",
        ),
        (["440605011002", "桂二", "113", "123"], "纬度", "纬度在 -90 到 90 之间。"),
        (["440605011002", "桂二", "113.1", ""], "纬度", "写了经度，就也要写纬度；不知道就都空着。"),
    ],
)
def test_a_community_is_refused_at_the_cell(guicheng, tmp_path, row, column, words):
    assert refused(guicheng, "communities", tmp_path, [PLACE, row]) == [(2, column, words)]


def test_the_office_of_the_subdistrict_alone_enters_places(guicheng, account):
    beside = programmes.prepared("440605012", "狮山镇")
    finance = account("oujingwen", Role.FINANCE, name="区静雯", phone="")
    stranger = account("stranger", Role.OFFICE, phone="13800138113", place=beside)
    for somebody in (finance, stranger):
        for verb in (places.record_communities, places.record_organisations):
            with pytest.raises(Refused) as refused:
                verb(guicheng, [], by=somebody)
            assert refused.value.sentence == "只有街道办公室能改名录。需要时请联系办公室。"
    assert places.record_communities(guicheng, [], by=account()) == Counted(0, 0, 0)


def test_a_community_of_another_sub_districts_code_is_doubtful(guicheng, tmp_path):
    done = programmes.load(guicheng, "communities", tmp_path, [PLACE, ["440605121001", "九江", "", ""]])
    assert [mark.sentence for mark in done.doubtful] == ["这个代码不以街道代码 440605011 开头，请核对。"]


def test_a_key_that_stands_twice_is_refused(guicheng, tmp_path):
    rows = [["440605011002", "桂二", "", ""], ["４４０６０５０１１００２", "桂贰", "", ""]]
    assert refused(guicheng, "communities", tmp_path, [PLACE, *rows]) == [
        (3, "社区代码", "和第 2 行的社区代码重复了。")
    ]


@pytest.mark.parametrize(
    ("given", "column", "words"),
    [
        (
            {"code": RONGSHENG[:-1] + "X"},
            "统一社会信用代码",
            f"「{RONGSHENG[:-1]}X」不是有效的统一社会信用代码（18 位，含校验位）。",
        ),
        ({"机构类型": "学校"}, "学校性质", "学校要写明公办还是民办。"),
        ({"学段": "小学"}, "学段", "只有学校才填学校性质和学段，这一行请空着。"),
        (
            {"联系电话": "12345"},
            "联系电话",
            "这不是电话号码。手机有 11 位，以 13 到 19 开头；座机请写上区号，例如 0757-12345678。",
        ),
        (
            {"所在社区代码": "440605011999"},
            "所在社区代码",
            "没有代码为 440605011999 的社区。请先导入社区，或改正代码。",
        ),
    ],
)
def test_an_organisation_is_refused_at_the_cell(guicheng, tmp_path, given, column, words):
    assert refused(guicheng, "organisations", tmp_path, [BODY, body(**given)]) == [(2, column, words)]


def test_every_kind_of_organisation_that_is_promised_is_known(guicheng, tmp_path):
    found = refused(guicheng, "organisations", tmp_path, [BODY, body(机构类型="公司")])
    assert found[0][2] == (
        "没有「公司」这一项。可以填：社工机构、企业、学校、医院、社区卫生服务中心、社会组织、商协会、群团组织、"
        "事业单位、产业园区、政府部门、居委会。"
    )


def test_organisations_without_schools_need_no_columns_for_schools(guicheng, tmp_path):
    rows = [BODY[:6], body(机构名称="榕声社会工作服务中心", 联系人="苏婉清", 联系电话="0757-86331234")[:6]]
    assert programmes.load(guicheng, "organisations", tmp_path, rows).counted.changed == 1
    assert Organisation.objects.get(credit_code=RONGSHENG).contact_phone == "075786331234"


@pytest.mark.parametrize("kind", ["communities", "organisations"])
def test_the_same_file_twice_adds_nothing(guicheng, tmp_path, kind):
    rows = {"communities": [*COMMUNITIES, ["440605011028", "叠北社区", "113.1432", "23.05"]]}.get(kind, ORGANISATIONS)
    programmes.load(guicheng, kind, tmp_path, rows)
    again = programmes.load(guicheng, kind, tmp_path, rows[:1] + rows[:0:-1]).counted
    assert (again.added, again.changed, again.skipped) == (0, 0, len(rows) - 1)


def test_a_file_without_degrees_or_schools_leaves_those_on_file_as_they_are(guicheng, tmp_path):
    programmes.load(guicheng, "communities", tmp_path, [PLACE, ["440605011001", "桂一社区", "113.1432", "23.05"]])
    places = [line[:2] for line in COMMUNITIES]
    bodies = [line[:6] for line in ORGANISATIONS[:2]]
    for kind, rows in (("communities", places), ("organisations", bodies)):
        done = programmes.load(guicheng, kind, tmp_path, rows).counted
        assert (done.added, done.changed, done.skipped) == (0, 0, len(rows) - 1)


def test_what_a_community_said_before_stays_in_the_trail(guicheng, tmp_path):
    done = programmes.load(
        guicheng, "communities", tmp_path, [PLACE, ["440605011001", "桂一新社区", "113.1432", "23.05"]]
    )
    assert (done.counted.added, done.counted.changed) == (0, 1)
    row = AuditRow.objects.get(action="community.changed")
    assert row.object_id == Community.objects.get(code="440605011001").pk
    assert row.details == {
        "changes": {
            "name": ["桂一社区", "桂一新社区"],
            "longitude": [None, "113.143200"],
            "latitude": [None, "23.050000"],
        }
    }


def test_the_trail_masks_how_somebody_is_reached(guicheng, tmp_path):
    programmes.load(
        guicheng,
        "organisations",
        tmp_path,
        [BODY, body(机构名称="榕声社会工作服务中心", 联系人="何敏", 联系电话="13800138005")],
    )
    assert AuditRow.objects.get(action="organisation.changed").details == {
        "changes": {"contact_name": ["苏**", "何*"], "contact_phone": ["138****8000", "138****8005"]}
    }
