"""The office calls a word of its list by another name, and files of before are still understood."""

import pytest

from guihua.commissioning import buying_rules, naming
from guihua.commissioning.actions import naming as verbs
from guihua.commissioning.models import Campaign, Domain, ManagementMode, ProcurementMethod
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.models import Role
from tests.factories import programmes
from tests.factories.accounts import account

__all__ = ["account"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def office(account, client):
    client.force_login(account(), backend=BACKEND)
    return client


def rename(word, name, *also):
    seen = buying_rules.mark_of(word, naming.COLUMNS)
    return verbs.rename(word, {"name": name, "also_called": list(also)}, seen=seen, by=audit.SYSTEM)


def refused(word, name, *also):
    with pytest.raises(Refused) as refusal:
        rename(word, name, *also)
    return refusal.value.refusal.code, refusal.value.sentence


def typed(client, address, **changes):
    shown = client.get(address).context["form"]
    return {name: shown[name].value() or "" for name in shown.fields} | changes


def test_a_campaign_gets_another_name_and_files_of_both_names_are_read(office, programme, tmp_path):
    campaign = Campaign.objects.get(name="反诈宣传")
    address = f"/programme/words/campaign/{campaign.pk}/name/"
    answer = office.post(address, typed(office, address, name="全民反诈"))
    assert answer["Location"] == "/programme/words/"
    campaign.refresh_from_db()
    assert (campaign.name, campaign.also_called) == ("全民反诈", ["反诈宣传"])
    rows = [
        programmes.row(code=code, 专项行动=name, 未具名人数="20")
        for code, name in (("D1", "反诈宣传"), ("D2", "全民反诈"))
    ]
    done = programmes.attendance(programme, tmp_path, *rows)
    assert (done.counted.added, campaign.activities.count()) == (2, 2)
    deed = AuditRow.objects.get(action="campaign.renamed")
    assert (deed.details["before"], deed.details["name"]) == ("反诈宣传", "全民反诈")


def test_what_a_domain_is_called_in_files_beside_its_name_is_the_offices_to_say(office, programme):
    medical = Domain.objects.get(code="medical")
    address = f"/programme/words/domain/{medical.pk}/name/"
    assert 'value="医患服务"' in office.get(address).content.decode()
    office.post(address, typed(office, address, name="健康服务", also_called="医患服务，医疗社工"))
    medical.refresh_from_db()
    assert (medical.name, medical.also_called) == ("健康服务", ["医患服务", "医疗社工", "医务服务"])
    office.post(address, typed(office, address, also_called="医务服务"))
    assert Domain.objects.kept_by(programme).by_name().keys() >= {"健康服务", "医务服务"}
    assert "医患服务" not in Domain.objects.kept_by(programme).by_name()


def test_no_name_leads_to_two_words(programme):
    modes = ManagementMode.objects.kept_by(programme)
    posts, whole = modes.get(name="岗位制"), modes.get(name="整体外包")
    assert refused(posts, "整体外包") == ("name", "已经有「整体外包」了。")
    rename(posts, "驻点制")
    said = "导入文件时，「岗位制」认作「驻点制」。先在「驻点制」那里去掉它。"
    assert refused(whole, "岗位制") == ("name", said)
    assert refused(whole, "整体外包", "岗位制") == ("also_called", said)
    assert rename(modes.get(name="驻点制"), "岗位制").also_called == ["驻点制"]


def test_a_new_word_takes_no_name_of_before(office, programme):
    rename(ManagementMode.objects.get(name="岗位制"), "驻点制")
    answer = office.post("/programme/words/", {"kind": "mode", "mode-name": "岗位制"})
    assert answer.status_code == 422
    assert "导入文件时，「岗位制」认作「驻点制」。" in answer.content.decode()


def test_the_laws_own_ways_keep_their_names_and_may_be_called_otherwise_in_files(programme):
    tender = ProcurementMethod.objects.get(subdistrict=programme, code="open")
    assert refused(tender, "公招") == ("name", "「公开招标」是法律里的名称，不能改；别的叫法可以填在下面。")
    assert rename(tender, "公开招标", "公招").also_called == ["公招"]


def test_whoever_saves_second_is_told_and_nobody_but_the_office_renames(account, client, office):
    mode = ManagementMode.objects.get(name="岗位制")
    address = f"/programme/words/mode/{mode.pk}/name/"
    mine = typed(office, address, name="派驻制")
    rename(mode, "驻点制")
    answer = office.post(address, mine)
    assert (answer.status_code, "刚刚被别人改过" in answer.content.decode()) == (409, True)
    assert office.post(address, mine | {"name": " "}).status_code == 422
    assert office.get(f"/programme/words/nonsense/{mode.pk}/name/").status_code == 404
    client.force_login(account("auditor", Role.AUDITOR, phone=""), backend=BACKEND)
    assert client.post(address, mine).status_code == 404


def test_the_way_back_to_the_list_stands_once_above_a_word(office):
    mode = ManagementMode.objects.get(name="岗位制")
    page = office.get(f"/programme/words/mode/{mode.pk}/name/").content.decode()
    crumbs = page.partition('<ol class="crumbs">')[2].partition("</ol>")[0]
    assert crumbs.count("项目设置") == 1
