"""What everybody may read of a purchase: published by the office as the step that it is, corrected and never erased."""

from datetime import date

import pytest

from guihua.commissioning.actions import files, procurements, publicity, signing
from guihua.commissioning.models import Procurement, Project, PublicNotice, StepTaken
from guihua.commissioning.terms import InstalmentLine
from guihua.core import audit, clock
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.models import Organisation
from tests.factories.accounts import account
from tests.factories.contracts import headings, terms
from tests.factories.purchases import YUAN, begun, bidders, take

__all__ = ["account"]
pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
QUOTE = 215_000 * YUAN
INTERNAL = ["金额在限额以下", "综合得分最高", "综合服务中心请假", "周主任", "南海区专家库"]


@pytest.fixture
def on_day(monkeypatch):
    def on(day):
        monkeypatch.setattr(clock, "today", lambda: day)

    return on


@pytest.fixture
def awarded(programme, on_day):
    """A tender that 榕声 won on 4 March against two others, by a panel of four experts and one of the office."""
    on_day(date(2022, 3, 4))
    purchase = begun(programme)
    take(purchase, ("budget", date(2022, 1, 4)), ("release", date(2022, 2, 4)))
    bids = [
        procurements.submit(purchase, one, quote_fen=QUOTE + n * 100_000, on=date(2022, 2, 10), by=audit.SYSTEM)
        for n, one in enumerate(bidders(programme)[:3])
    ]
    take(purchase, ("deadline", date(2022, 2, 24)))
    for name in ("李敏", "陈立", "何勇", "黄慧"):
        procurements.seat(purchase, name=name, unit="南海区专家库", is_expert=True, by=audit.SYSTEM)
    procurements.seat(purchase, name="周主任", unit="街道办", is_expert=False, by=audit.SYSTEM)
    take(purchase, ("review", date(2022, 3, 1)), ("report", date(2022, 3, 2)))
    procurements.award(bids[0], reason="综合得分最高", on=date(2022, 3, 4), by=audit.SYSTEM)
    return purchase


def publish(purchase, kind="award", **more):
    return publicity.publish(purchase, kind, by=audit.SYSTEM, **more)


def sign(awarded):
    key, project = headings(awarded.subdistrict)["人员费用"], Project.objects.get(pk=awarded.project_id)
    said = {"number": "HT-9", "amount_fen": QUOTE, "signed_on": date(2022, 3, 21), "starts_on": date(2022, 4, 1)}
    signed = terms(
        project, **said, ends_on=date(2023, 3, 31), budget={key: QUOTE}, instalments=(InstalmentLine(QUOTE, "signing"),)
    )
    signing.sign(project, signed, by=audit.SYSTEM)


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.refusal.code, refusal.value.sentence


def test_whoever_has_no_account_reads_who_won_at_which_price_and_nothing_that_is_internal(awarded, client):
    publish(awarded)
    winner, *losers = bidders(awarded.subdistrict)[:3]
    pages = [client.get(address).content.decode() for address in ("/published/", f"/published/{awarded.pk}/")]
    for text in pages:
        assert [word for word in [*INTERNAL, *(one.name for one in losers), "216,000", "217,000"] if word in text] == []
        assert (winner.name in text, "215,000" in text, "公开招标" in text, "中标公告" in text) == (True,) * 4
    assert "李敏、陈立、何勇、黄慧" in pages[1]


def test_publishing_is_the_step_that_it_is_and_after_its_time_says_why_within_the_office(awarded, on_day):
    on_day(date(2022, 3, 9))
    code, sentence = refused(lambda: publish(awarded))
    assert code == "after-its-day"
    assert sentence.startswith("「发出通知书并公告结果」最迟在 2022-03-08（2 个工作日，")
    notice = publish(awarded, why="综合服务中心请假")
    step = StepTaken.objects.get(procurement=awarded, code="notice")
    assert (notice.on, step.on, step.why) == (date(2022, 3, 9), date(2022, 3, 9), "综合服务中心请假")
    assert AuditRow.objects.filter(action="publicnotice.published").count() == 1


def test_what_was_published_elsewhere_before_is_published_here_without_a_second_step(awarded, on_day):
    take(awarded, ("notice", date(2022, 3, 4)))
    on_day(date(2022, 3, 20))
    publish(awarded)
    assert StepTaken.objects.filter(procurement=awarded, code="notice").count() == 1


def test_a_correction_has_a_reason_and_what_stood_there_before_can_still_be_read(awarded, client):
    publish(awarded, remark="电话 0757-1234567")
    assert refused(lambda: publish(awarded, remark="电话 0757-1234567"))[0] == "same"
    assert refused(lambda: publish(awarded, remark="电话 0757-7654321")) == ("correction", "更正要写明原因。")
    publish(awarded, remark="电话 0757-7654321", correction="电话写错了")
    text = client.get(f"/published/{awarded.pk}/").content.decode()
    assert [word in text for word in ("0757-7654321", "更正过：电话写错了", "更正前", "0757-1234567")] == [True] * 4
    assert list(PublicNotice.objects.values_list("edition", flat=True).order_by("edition")) == [1, 2]


def test_a_published_notice_says_what_it_said_whatever_is_renamed_later(awarded, client):
    publish(awarded)
    Project.objects.filter(pk=awarded.project_id).update(name="改过的名称")
    Organisation.objects.update(name="改过的机构")
    text = client.get(f"/published/{awarded.pk}/").content.decode()
    assert ("邻里相伴" in text, "改过的" in text) == (True, False)


def test_a_contract_is_published_with_its_number_and_term_within_two_working_days(awarded, on_day, client):
    publish(awarded)
    assert refused(lambda: publish(awarded, "contract"))[0] == "not-yet"
    on_day(date(2022, 3, 22))
    sign(awarded)
    publish(awarded, "contract")
    text = client.get(f"/published/{awarded.pk}/").content.decode()
    assert [word in text for word in ("合同公告", "HT-9", "2022-04-01", "2023-03-31")] == [True] * 4
    assert Procurement.objects.get(pk=awarded.pk).done["contract_published"] == date(2022, 3, 22)


def test_a_single_source_is_made_public_with_its_supplier_and_a_reason_five_working_days_before(programme, on_day):
    purchase = begun(programme, "单一来源")
    on_day(date(2022, 2, 7))
    take(purchase, ("budget", date(2022, 1, 4)))
    assert refused(lambda: publish(purchase, "single", remark="专利")) == (
        "one-supplier",
        "单一来源公示要写明供应商：先邀请一家，也只能是一家。",
    )
    procurements.invite(purchase, bidders(programme)[0], by=audit.SYSTEM)
    assert refused(lambda: publish(purchase, "single"))[0] == "remark"
    publish(purchase, "single", remark="只有这一家有资质")
    on_day(date(2022, 2, 11))
    early = refused(lambda: take(purchase, ("deadline", date(2022, 2, 11))))
    assert early[1] == "「提交响应文件截止」最早在 2022-02-14（5 个工作日，《政府采购法实施条例》第三十八条）。"


def test_a_failed_purchase_is_published_with_the_reason_that_the_office_writes_for_it(programme, client):
    purchase = begun(programme)
    procurements.fail(purchase, why="两家串标，内部核查中", by=audit.SYSTEM)
    publish(purchase, "failed", remark="有效投标不足三家")
    text = client.get(f"/published/{purchase.pk}/").content.decode()
    assert ("有效投标不足三家" in text, "串标" in text) == (True, False)


def test_whoever_has_no_account_changes_nothing_there(awarded, client):
    publish(awarded)
    assert [
        client.post(page, {"view": "mine"}).status_code for page in ("/published/", f"/published/{awarded.pk}/")
    ] == [405] * 2


def test_what_was_not_published_is_not_there(awarded, client):
    assert client.get(f"/published/{awarded.pk}/").status_code == 404
    assert "邻里相伴" not in client.get("/published/").content.decode()


def test_the_office_sees_what_everybody_will_see_and_is_told_at_the_field(awarded, account, client, on_day):
    client.force_login(account(), backend=BACKEND)
    on_day(date(2022, 3, 9))
    address = f"/procurements/{awarded.pk}/publishing/award/"
    assert "李敏、陈立、何勇、黄慧" in client.get(address).content.decode()
    late = client.post(address, {})
    assert (late.status_code, list(late.context["form"].errors)) == (422, ["why"])
    client.post(address, {"why": "综合服务中心请假"})
    assert "看公告" in client.get(f"/projects/{awarded.project_id}/buying/").content.decode()


def test_the_list_has_each_purchase_once_with_as_many_questions_for_thirty_as_for_one(
    awarded, client, django_assert_num_queries, django_assert_max_num_queries
):
    publish(awarded)
    publish(awarded, remark="补充", correction="漏写")
    with django_assert_max_num_queries(20) as one:
        assert len(list(client.get("/published/?q=邻里").context["shown"].lines)) == 1
    for n in range(29):
        more = begun(awarded.subdistrict, number=f"GC-2{n}")
        procurements.fail(more, why="不足三家", by=audit.SYSTEM)
        publish(more, "failed", remark="不足三家")
    with django_assert_num_queries(len(one)):
        assert len(list(client.get("/published/?q=邻里").context["shown"].lines)) == 30


@pytest.fixture
def signed(awarded, on_day):
    """The contract of it, signed on 21 March, a day before it is published."""
    publish(awarded)
    on_day(date(2022, 3, 22))
    sign(awarded)
    return Procurement.objects.get(pk=awarded.pk)


def test_the_contract_is_opened_by_everybody_as_the_office_chose_it_and_no_more_once_it_is_corrected(
    signed, account, client
):
    client.force_login(account(), backend=BACKEND)
    paper = files.add(signed.project, "合同（公开文本）", files.Content(".pdf", b"%PDF-1.7 public"), by=audit.SYSTEM)
    files.add(signed.project, "签到表", files.Content(".xlsx", b"PK"), by=audit.SYSTEM)
    address = f"/procurements/{signed.pk}/publishing/contract/"
    form = client.get(address).context["form"]
    version = paper.versions.get()
    assert [words for _key, words in form.fields["text"].choices] == ["不公开文本", "合同（公开文本）"]
    unread = client.post(address, {"text": version.pk})
    assert unread.context["form"].errors == {"is_clean": ["请先确认文本里没有商业秘密和个人信息。"]}
    client.post(address, {"text": version.pk, "is_clean": "on"})
    notice = PublicNotice.objects.get(procurement=signed, kind="contract")
    client.logout()
    told = client.get(f"/published/notices/{notice.pk}/text/")
    assert (told.content, told["Content-Type"]) == (b"%PDF-1.7 public", "application/pdf")
    code, sentence = refused(lambda: files.remove(paper, by=audit.SYSTEM))
    assert (code, sentence) == ("published", "这个文件是公开的合同文本，不能删除。先更正合同公告。")
    publish(signed, "contract", correction="文本里有联系人电话")
    assert client.get(f"/published/notices/{notice.pk}/text/").status_code == 404


def test_another_projects_paper_is_no_text_of_a_contract(signed):
    other = Project.objects.exclude(pk=signed.project_id).first()
    paper = files.add(other, "合同", files.Content(".pdf", b"%PDF-1.7"), by=audit.SYSTEM)
    code, _sentence = refused(lambda: publish(signed, "contract", text=paper.versions.get()))
    assert code == "text"
