"""What those who were served say: from one browser once unless it is said, set aside where it is none, and not kept for ever."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client

from guihua.commissioning.actions import acceptances, opinions
from guihua.commissioning.models import UserOpinion
from guihua.core import audit
from guihua.core.models import AuditRow
from guihua.core.refusal import Refused
from guihua.directory.models import Role
from tests.commissioning.test_acceptance_pages import BACKEND, link, office
from tests.commissioning.test_payments import hand
from tests.factories.acceptances import WORDS, heard, opinion, paper
from tests.factories.accounts import account
from tests.factories.contracts import contract

__all__ = ["account", "contract", "hand", "office"]
pytestmark = pytest.mark.django_db


def refused(deed):
    with pytest.raises(Refused) as refusal:
        deed()
    return refusal.value.sentence


def told(found):
    return sorted(found.opinions.values_list("satisfaction", "words", "is_again"))


def test_a_second_from_one_browser_changes_the_first_or_says_that_it_is_somebody_else_s(contract):
    found, phone = acceptances.add(contract, paper(), by=audit.SYSTEM), Client()
    phone.post(link(found), {"satisfaction": "2", "words": "等太久", "once": "a"})
    page = phone.get(link(found)).content.decode()
    assert ("这台设备已经交过一份意见" in page, "等太久" in page) == (True, False)
    unsaid = phone.post(link(found), {"satisfaction": "4", "once": "b"})
    assert unsaid.context["form"].errors["which"] == ["请选是改先前的一份，还是另外一个人的。"]
    phone.post(link(found), {"satisfaction": "4", "words": "这次很快", "once": "b", "which": "change"})
    assert told(found) == [(4, "这次很快", False)]
    phone.post(link(found), {"satisfaction": "5", "once": "c", "which": "another"})
    Client().post(link(found), {"satisfaction": "1", "once": "d"})  # another browser is asked nothing
    assert told(found) == [(1, "", False), (4, "这次很快", False), (5, "", True)]


def test_a_cookie_that_somebody_made_up_or_brings_from_elsewhere_changes_nobody_s_opinion(contract):
    found = heard(contract)
    for value in ("1", f"{found.opinions.get().pk}:made-up"):
        stranger = Client()
        stranger.cookies[f"opinion-{found.pk}"] = value
        answer = stranger.post(link(found), {"satisfaction": "1", "once": value, "which": "change"})
        assert answer.status_code == 302
    assert told(found) == [(1, "", False), (1, "", False), (5, WORDS, False)]


def test_what_was_set_aside_counts_no_more_stays_in_sight_and_can_count_again(office, contract):
    found = heard(contract)
    spam = opinions.hear(found, opinion(2, satisfaction=1, words="加微信贷款"))
    address = f"/acceptances/opinions/{spam.pk}/aside/"
    without = office.post(address, {"why": ""})
    assert without.context["form"].errors["why"] == ["请填写为什么不计入。"]
    office.post(address, {"why": "广告"})
    listed = office.get(f"/acceptances/{found.pk}/opinions/").content.decode()
    assert ("加微信贷款" in listed, "广告" in listed) == (True, True)
    assert acceptances.sign(found, by=audit.SYSTEM).versions.get().paper["opinions"] == 1
    assert refused(lambda: opinions.count_again(spam, by=audit.SYSTEM)).startswith("验收已经签字，意见的份数不再变。")
    acceptances.correct(found, why="核对意见", by=audit.SYSTEM)
    office.post(address)
    assert UserOpinion.objects.get(pk=spam.pk).aside_why == ""
    deeds = AuditRow.objects.filter(action__startswith="opinion.").order_by("pk").values_list("action", flat=True)
    assert list(deeds)[-2:] == ["opinion.set_aside", "opinion.counted_again"]


def test_where_all_were_set_aside_nobody_was_heard(contract):
    found = heard(contract)
    opinions.set_aside(found.opinions.get(), why="不是服务对象", by=audit.SYSTEM)
    assert refused(lambda: acceptances.sign(found, by=audit.SYSTEM)).startswith("还没有服务对象的意见。")


def test_the_provider_neither_reads_each_opinion_nor_sets_one_aside(contract, account, client):
    found = heard(contract)
    acceptances.sign(found, by=audit.SYSTEM)
    client.force_login(account("m", Role.MANAGER, organisation=contract.project.provider), backend=BACKEND)
    addresses = f"/acceptances/{found.pk}/opinions/", f"/acceptances/opinions/{found.opinions.get().pk}/aside/"
    assert [client.get(one).status_code for one in addresses] == [403, 403]


def test_after_three_years_the_words_and_the_name_are_gone_and_the_counts_stay(contract, settings):
    found = heard(contract)  # given on 2022-12-15
    settings.DEMONSTRATION = SimpleNamespace(today=date(2025, 12, 15))
    assert opinions.erase_old(by=audit.SYSTEM) == 0
    settings.DEMONSTRATION = SimpleNamespace(today=date(2025, 12, 16))
    assert [opinions.erase_old(by=audit.SYSTEM) for _again in range(2)] == [1, 0]
    kept = found.opinions.get()
    assert (kept.satisfaction, kept.words, bytes(kept.name), kept.erased_on) == (5, "", b"", date(2025, 12, 16))
    assert found.opinions.summed() == {"count": 1, "average": 5.0}


def test_whoever_wrote_a_part_of_it_does_not_sign_it_either(contract, hand):
    first, second = hand("office", Role.OFFICE), hand("second", Role.OFFICE)
    found = heard(contract, by=first)
    acceptances.write(found, paper(text="补了一句。"), seen=found.revision, by=second)
    for one in (first, second):
        assert refused(lambda one=one: acceptances.sign(found, by=one)) == "这份验收书是您写的，要由别人签字。"
