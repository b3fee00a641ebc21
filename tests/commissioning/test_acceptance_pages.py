"""The pages of acceptances: the paper, the link by which people are heard, and what anybody may read."""

import pytest
from django.test import Client

from guihua.commissioning.actions import acceptances, opinions
from guihua.commissioning.models import Acceptance, AcceptanceVersion, UserOpinion
from guihua.commissioning.opinion_links import code_of
from guihua.commissioning.views import opinions as views
from guihua.core import audit
from guihua.directory.models import Role
from tests.factories.acceptances import WORDS, failed, heard, opinion, paper
from tests.factories.accounts import account
from tests.factories.contracts import contract
from tests.factories.forms import opened

__all__ = ["account", "contract"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"


@pytest.fixture
def office(account, client):
    client.force_login(account(), backend=BACKEND)
    return client


def typed(**changes):
    said = {
        "held_on": "2022年12月20日",
        "members": "黎景行，桂城街道公共服务办\n冯书瑶 桂一社区居委会\n",
        "conclusion": "passed",
        "i1_what": "每周探访独居长者两次",
        "i1_fit": "fits",
    }
    return said | changes


def link(found):
    return f"/opinions/{code_of(found)}/"


def test_an_acceptance_is_written_signed_and_read_by_anybody(office, contract):
    answer = office.post(f"/projects/{contract.project_id}/acceptances/new/", typed())
    found = Acceptance.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/acceptances/{found.pk}/")
    assert [(one.name, one.unit) for one in found.members.all()] == [
        ("黎景行", "桂城街道公共服务办"),
        ("冯书瑶", "桂一社区居委会"),
    ]
    said = {"satisfaction": "4", "words": "", "where": "visit", "given_on": "2022-12-15", "name": "何敏", "once": "a"}
    office.post(f"/acceptances/{found.pk}/opinions/new/", said)
    page = office.get(f"/acceptances/{found.pk}/").content.decode()
    assert "收到 1 份意见，平均 4.0 分（满分 5 分）。" in page
    assert "这份验收书是您写的，要由别人签字。" in page
    acceptances.sign(found, by=audit.SYSTEM)
    office.post(f"/acceptances/{found.pk}/publishing/")
    assert Client().get(f"/published/acceptances/{found.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"members": "黎景行"}, "members", "「黎景行」里没有写单位。一行一个人：姓名，单位。"),
        ({"members": ""}, "members", "请填写验收小组。"),
        ({"conclusion": ""}, "conclusion", "请选择结论。"),
        ({"conclusion": "failed"}, "mend_by", "不合格要写明整改期限。"),
        ({"i1_fit": ""}, "i1_fit", "请选择第 1 项是否符合。"),
        ({"i1_what": ""}, "i1_what", "请填写第 1 项合同怎么写。"),
        ({"i1_fit": "not"}, "conclusion", "有 1 项不符合，结论不能是合格。"),
        ({"held_on": "2021-12-27"}, "held_on", "验收日期早于合同签订的日期。"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(office, contract, changes, field, sentence):
    answer = office.post(f"/projects/{contract.project_id}/acceptances/new/", typed(**changes))
    assert (answer.status_code, answer.context["form"].errors.get(field)) == (422, [sentence])
    assert Acceptance.objects.count() == 0


def test_what_anybody_reads_names_nobody_and_has_no_remark(contract):
    found = heard(contract)
    acceptances.mark(found, [found.opinions.get().pk], by=audit.SYSTEM)
    opinions.hear(found, opinion(2, words="不想公开的话"))
    acceptances.publish(acceptances.sign(found, by=audit.SYSTEM), by=audit.SYSTEM)
    page = Client().get(f"/published/acceptances/{found.pk}/").content.decode()
    for told in ("桂一同行", "合格", "桂城街道公共服务办", "每周探访独居长者两次", WORDS, "GC-HT-1"):
        assert told in page
    for kept in ("黎景行", "冯书瑶", "何敏", "八月台风", "不想公开", "上门"):
        assert kept not in page
    assert set(AcceptanceVersion.objects.get().told) == {
        *("project", "provider", "contract", "number", "held_on", "conclusion", "text", "mend_by"),
        *("units", "items", "opinions", "satisfaction", "words"),
    }


def test_what_is_being_corrected_stays_public_as_it_was_and_then_says_why_it_changed(contract):
    found = acceptances.publish(acceptances.sign(heard(contract), by=audit.SYSTEM), by=audit.SYSTEM)
    acceptances.correct(found, why="漏写一项", by=audit.SYSTEM)
    page = f"/published/acceptances/{found.pk}/"
    assert "漏写一项" not in Client().get(page).content.decode()
    acceptances.publish(acceptances.sign(found, by=audit.SYSTEM), by=audit.SYSTEM)
    assert "漏写一项" in Client().get(page).content.decode()


def test_all_results_stand_in_one_list_each_as_it_was_published_last(contract):
    nothing = Client().get("/published/acceptances/").content.decode()
    found = acceptances.publish(acceptances.sign(heard(contract, failed()), by=audit.SYSTEM), by=audit.SYSTEM)
    found = acceptances.correct(found, why="漏写一项", by=audit.SYSTEM)
    acceptances.write(found, paper(), seen=found.revision, by=audit.SYSTEM)
    address = "/published/acceptances/"
    before = Client().get(f"{address}?conclusion=failed").content.decode()
    acceptances.publish(acceptances.sign(found, by=audit.SYSTEM), by=audit.SYSTEM)
    after, found, other = (
        Client().get(f"{address}?{q}").content.decode() for q in ("conclusion=failed", "q=GC-HT", "q=别处")
    )
    assert "街道公布以后，会列在这里。" in nothing
    assert ["桂一同行" in page for page in (before, after, found, other)] == [True, False, True, False]


def test_of_two_who_write_at_once_the_second_chooses_and_what_only_the_first_changed_stays(office, contract):
    found = acceptances.add(contract, paper(), by=audit.SYSTEM)
    address = f"/acceptances/{found.pk}/writing/"
    came = {name: value.replace("\n", "\r\n") for name, value in opened(office.get(address).context["form"]).items()}
    office.post(address, came | {"members": "黎景行，桂城街道公共服务办", "text": "甲写的"})
    second = office.post(address, came | {"text": "乙写的"})
    form = second.context["form"]
    assert (second.status_code, [name for name in form.edited if form.choice_of(name)]) == (409, ["text"])
    assert form["members"].value() == "黎景行, 桂城街道公共服务办"
    again = opened(form) | {name: form.data[name] for name in ("initial-text", "before-text")}
    assert office.post(address, again | {"keep-text": "mine"}).status_code == 302
    found.refresh_from_db()
    assert (found.text, [one.name for one in found.members.all()]) == ("乙写的", ["黎景行"])


def test_somebody_says_what_they_think_by_the_link_without_an_account(contract):
    found = heard(contract)
    phone = Client()
    assert phone.get(link(found)).status_code == 200
    assert UserOpinion.objects.count() == 1  # opening the link says nothing
    answer = phone.post(link(found), {"satisfaction": "5", "words": "好", "once": "mine"})
    assert (answer.status_code, answer["Location"]) == (302, f"{link(found)}?said=1")
    phone.post(link(found), {"satisfaction": "5", "words": "好", "once": "mine"})  # the finger slipped
    said = found.opinions.get(once="mine")
    assert (UserOpinion.objects.count(), said.where, said.by, bytes(said.name)) == (2, "code", None, b"")
    assert "意见收到了，谢谢您！" in phone.get(answer["Location"]).content.decode()


def test_without_a_tap_the_form_says_so_and_keeps_the_words(contract):
    answer = Client().post(link(heard(contract)), {"words": "多来几次"})
    page = answer.content.decode()
    assert (answer.status_code, "请点一个满意程度。" in page, "多来几次" in page) == (422, True, True)


def test_a_link_is_good_until_the_acceptance_is_signed_or_another_was_made(contract):
    found = heard(contract)
    old = link(found)
    found = acceptances.renew_link(found, by=audit.SYSTEM)
    assert [Client().get(page).status_code for page in (old, link(found))] == [404, 200]
    acceptances.sign(found, by=audit.SYSTEM)
    answer = Client().post(link(found), {"satisfaction": "1"})
    assert (answer.status_code, "验收已经签字，不再收集意见。谢谢您。" in answer.content.decode()) == (410, True)


@pytest.mark.parametrize("code", ["1-guessed", "x", "-", "٣-a", "99999999999999999999-a"])
def test_a_link_that_was_never_made_opens_nothing(contract, code):
    assert Client().get(f"/opinions/{code}/").status_code == 404


def test_from_one_place_so_many_are_heard_and_no_more(contract, monkeypatch):
    monkeypatch.setattr(views, "MOST_SAID", 2)
    found = heard(contract)
    answers = [Client().post(link(found), {"satisfaction": "5", "once": str(n)}).status_code for n in range(3)]
    assert (answers, UserOpinion.objects.count()) == ([302, 302, 429], 3)


def test_the_provider_reads_what_is_published_of_the_words_and_no_more(account, contract):
    found = heard(contract)
    opinions.hear(found, opinion(2, words="希望换一位社工"))
    acceptances.mark(found, [found.opinions.order_by("pk")[0].pk], by=audit.SYSTEM)
    acceptances.sign(found, by=audit.SYSTEM)
    client = Client()
    client.force_login(account("manager", Role.MANAGER, organisation=contract.project.provider), backend=BACKEND)
    page = client.get(f"/acceptances/{found.pk}/").content.decode()
    assert (WORDS in page, "希望换一位社工" in page, "何敏" in page) == (True, False, False)
