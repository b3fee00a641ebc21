"""The search finds what visits, tasks, messages, reports … say, for whoever may read them, as long as they say it."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guihua.commissioning import models as commissioning
from guihua.commissioning.actions import (
    acceptances,
    files,
    indicators,
    posts,
    reporting,
    requests,
    rules,
    search_texts,
    signing,
    talking,
    tasks,
    visits,
)
from guihua.commissioning.actions import calls as publishing
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import Acceptance, Domain, LiaisonVisit, PartnerRequest, Project, SearchText
from guihua.commissioning.terms import IndicatorLine
from guihua.core import audit, clock
from guihua.core.promises import kept
from guihua.desk import promises, text_search
from guihua.directory.models import Grant, User
from tests.factories import calls, told
from tests.factories import requests as asked
from tests.factories import rules as management
from tests.factories.acceptances import paper
from tests.factories.calls import watch
from tests.factories.contracts import contract, terms
from tests.factories.posts import held, learnt
from tests.factories.visits import said, sides, task, visit

__all__ = ["contract", "sides", "task", "visit", "watch"]
pytestmark = pytest.mark.django_db


def found(user, typed):
    """By kind, how often the words stand in what the user may read."""
    return {kind: len(one.keys) for kind, one in text_search.matches(user, typed.split()).items()}


def broken():
    [promise] = [one for one in promises.every() if one.code == "search_texts"]
    return kept(promise).sentences


@pytest.mark.parametrize("typed", ["围炉茶话", "weilu", "wlch", "茶话 zhuchi", "ｗｌｃｈ", "补记两次"])
def test_a_visit_is_found_by_what_it_says_however_that_is_typed(sides, visit, typed):
    assert found(sides.office, typed) == {"visit": 1}


@pytest.mark.parametrize("typed", ["围炉茶会", "weilv", "茶话 没有", "w", "%", "_", "'", "’；--", "围" * 60, "　"])
def test_what_it_does_not_say_finds_nothing(sides, visit, typed):
    assert found(sides.office, typed) == {}


def test_the_place_in_the_text_is_shown_with_the_words_marked(client, sides, visit):
    client.force_login(sides.office, "guihua.directory.signing_in.UsernameOrPhone")
    [group] = client.get("/search/", {"q": "chahua"}).context["groups"]
    [one] = group.first
    assert (group.label, one.name, one.line, one.address) == (
        "走访记录",
        "桂一同行",
        "2022-03-10",
        f"/visits/{visit.pk}/",
    )
    assert one.pieces == [("围炉", False), ("茶话", True), ("筹备到位，由长者骨干主持。 补记两次探访。", False)]


def test_a_corrected_visit_is_found_by_what_it_says_now_alone(sides, visit):
    visits.correct(visit, said(findings="改成户外活动。"), why="改了", seen=1, by=sides.officer)
    assert (found(sides.office, "围炉"), found(sides.office, "户外")) == ({}, {"visit": 1})


def test_a_reply_and_an_answer_are_found_with_what_they_answer(sides, visit, task):
    visits.reply(visit, "已经联系物业。", by=sides.manager)
    tasks.answer(task, "探访补记好了，照片在物业。", by=sides.manager)
    assert found(sides.office, "物业") == {"visit": 1, "task": 1}


def test_a_removed_paper_is_found_no_more(sides):
    paper = files.add(sides.project, "四月排班表", Content(".pdf", b"%PDF-1.7"), by=audit.SYSTEM)
    assert found(sides.office, "sypbb") == {"file": 1}
    files.remove(paper, by=audit.SYSTEM)
    assert found(sides.office, "sypbb") == {}


def test_who_lost_sight_finds_it_no_more_with_the_next_request(sides, visit, task):
    assert found(sides.worker, "探访") == {"visit": 1, "task": 1}
    Grant.objects.filter(user=sides.worker).update(until=date(2022, 1, 1))
    assert found(sides.worker, "探访") == {}


def test_what_a_confidential_domain_tells_is_nobodys_to_search(sides, visit, task):
    Domain.objects.filter(projects=sides.project).update(is_confidential=True)
    assert [found(who, "探访") for who in (sides.office, sides.officer, sides.manager, sides.worker)] == [{}] * 4


def test_messages_are_found_by_who_talks_and_their_subject_once(sides):
    thread = told.thread(sides.manager, text="场地改到二楼。", subject="三月的场地")
    talking.answer(thread, told.letter("二楼可以。", "b" * 32), by=sides.office)
    assert (found(sides.officer, "二楼"), found(sides.officer, "三月"), found(sides.officer, "场地")) == (
        {"message": 2},
        {"message": 1},
        {"message": 1},
    )


def test_a_contract_and_its_indicators_are_found_by_who_reads_its_account(sides):
    contract = signing.sign(sides.project, terms(sides.project, number="HT-桂一-7"), by=audit.SYSTEM)
    line = IndicatorLine("groups", "长者支持小组", 3, "个", "第七条")
    indicators.promise(contract, [line], seen=contract.revision, by=audit.SYSTEM)
    assert found(sides.office, "guiyi7") == {"contract": 1}
    assert (found(sides.worker, "guiyi7"), found(sides.worker, "支持小组")) == ({}, {"indicator": 1})
    contract.refresh_from_db()
    renamed = IndicatorLine("groups", "家长互助小组", 3, "个", "第七条")
    indicators.promise(contract, [renamed], why="换对象", seen=contract.revision, by=audit.SYSTEM)
    assert (found(sides.office, "支持小组"), found(sides.office, "互助小组")) == ({}, {"indicator": 1})


def test_a_report_is_found_once_it_is_submitted(sides):
    [report, *_later] = told.reports(sides.place)
    told.written(report, done="开了三次小组，厨房漏水。")
    before = found(sides.manager, "厨房漏水")
    reporting.submit(report, told.FIGURES, by=audit.SYSTEM)
    assert (before, found(sides.office, "厨房漏水")) == ({}, {"report": 1})


def _more_visits(sides, many):
    for n in range(many):
        visits.enter(sides.project, said(day=date(2022, 3, 1) + timedelta(days=n % 28)), by=sides.officer)


def test_all_of_a_kind_are_paged_and_ask_as_often_for_one_as_for_sixty(client, sides, visit):
    client.force_login(sides.office, "guihua.directory.signing_in.UsernameOrPhone")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            answer = client.get("/search/", {"q": "茶话", "kind": "visit"})
        return len(queries), answer.context["page"].paginator.count, len(answer.context["found"])

    asked()
    one = asked()
    _more_visits(sides, 59)
    assert (one, asked()) == ((one[0], 1, 1), (one[0], 60, 50))
    last = client.get("/search/", {"q": "茶话", "kind": "visit", "page": "2"})
    assert len(last.context["found"]) == 10


def test_a_kind_that_is_not_there_shows_what_is_found_of_every_kind(client, sides, visit):
    client.force_login(sides.office, "guihua.directory.signing_in.UsernameOrPhone")
    answer = client.get("/search/", {"q": "茶话", "kind": "case"})
    assert [str(group.label) for group in answer.context["groups"]] == ["活动与场次", "走访记录"]


def test_a_text_changed_past_the_verbs_is_named_and_read_anew_by_the_command(sides, visit, capsys):
    assert broken() == []
    LiaisonVisit.objects.update(findings="换了别的话。")
    SearchText.objects.create(
        subdistrict=sides.place,
        kind="task",
        object_id=9,
        day=visit.day,
        text="无",
        plain="无",
        pinyin=" wu",
        initials="w",
    )
    assert broken() == [
        f"visit {visit.pk}：查找用的文字和记录不符，请运行 guihua search-texts。",
        "task 9：查找用的文字和记录不符，请运行 guihua search-texts。",
    ]
    call_command("search_texts")
    assert (broken(), found(sides.office, "别的话"), capsys.readouterr().out) == (
        [],
        {"visit": 1},
        f"重建好了：{SearchText.objects.count()} 段文字可以查找。\n",
    )


def test_what_was_there_before_the_search_looked_into_texts_is_found_after_an_upgrade(sides, visit):
    SearchText.objects.all().delete()
    search_texts.add_missing()
    assert found(sides.office, "茶话") == {"visit": 1}


@pytest.mark.parametrize("few", [0, 100])  # looked for kind by kind, or all at once
def test_of_what_many_say_the_newest_are_counted_and_it_is_told_that_there_are_more(
    client, sides, visit, monkeypatch, few
):
    monkeypatch.setattr(text_search, "MOST", 3)
    monkeypatch.setattr(text_search, "FEW", few)
    client.force_login(sides.office, "guihua.directory.signing_in.UsernameOrPhone")
    _more_visits(sides, 2)
    exact = client.get("/search/", {"q": "茶话"}).content.decode()
    _more_visits(sides, 2)
    more = client.get("/search/", {"q": "茶话"}).content.decode()
    listed = client.get("/search/", {"q": "茶话", "kind": "visit"})
    assert ("全部 3 条" in exact, "超过 3 条" in exact, "超过 3 条" in more) == (True, False, True)
    assert "找到的超过 3 处，这里是最新的 3 处。" in listed.content.decode()
    assert [one.line for one in listed.context["found"]] == ["2022-03-10", "2022-03-02", "2022-03-02"]


@pytest.mark.parametrize("few", [0, 100])
def test_who_reads_one_project_finds_all_of_it_where_newer_ones_say_the_same(sides, visit, monkeypatch, few):
    monkeypatch.setattr(text_search, "MOST", 2)
    monkeypatch.setattr(text_search, "FEW", few)
    other = commissioning.Project.objects.create(
        subdistrict=sides.place, year=sides.project.year, domain=sides.project.domain, number="桂九", name="桂九守望",
        amount_fen=1, provider=sides.project.provider, starts_on=sides.project.starts_on, ends_on=sides.project.ends_on, state=sides.project.state,
    )  # fmt: skip
    for day in (date(2022, 4, 1), date(2022, 4, 2), date(2022, 4, 3)):
        visits.enter(other, said(day=day), by=audit.SYSTEM)
    of_worker = text_search.matches(sides.worker, ["茶话"])["visit"]
    of_office = text_search.matches(sides.office, ["茶话"])["visit"]
    assert (of_worker.keys, of_worker.is_more) == ([visit.pk], False)
    assert (len(of_office.keys), of_office.is_more) == (2, True)


def test_an_acceptance_is_found_by_who_reads_it_once_it_is_signed_and_nobody_s_name_with_it(sides, contract):
    draft = acceptances.add(contract, paper(text="回访及时，台账齐全。"), by=sides.office)
    assert (found(sides.office, "台账齐全"), found(sides.manager, "台账齐全")) == ({"acceptance": 1}, {})
    Acceptance.objects.filter(pk=draft.pk).update(state="signed", signed_at=clock.now())
    acceptances.answer(draft, words="照办，月底前补齐。", by=sides.manager)
    assert (found(sides.manager, "月底前"), found(sides.worker, "月底前")) == ({"acceptance": 1}, {})
    assert [found(sides.office, one.name) for one in draft.members.all()] == [{}] * draft.members.count()


def test_articles_are_found_by_all_once_published_and_a_draft_s_by_the_office(sides):
    edition = management.published(sides.place)
    words = edition.articles.first().text[:6]
    assert (found(sides.worker, words), found(sides.office, words)) == ({"article": 1}, {"article": 1})
    next_ = rules.draft(sides.place, by=sides.office)
    assert (found(sides.worker, words), found(sides.office, words)) == ({"article": 1}, {"article": 2})
    rules.discard(next_, by=sides.office)
    assert (found(sides.office, words), broken()) == ({"article": 1}, [])


def test_a_call_is_found_by_providers_once_it_is_published(sides, watch):
    watch(calls.moment(2, 4))
    call = calls.drafted(sides.place)
    words = call.asked[:6]
    assert (found(sides.office, words), found(sides.manager, words)) == ({"call": 1}, {})
    publishing.publish(call, deadline=call.deadline, by=audit.SYSTEM)
    assert (found(sides.manager, words), found(sides.worker, words), broken()) == ({"call": 1}, {}, [])


def test_staff_is_found_by_name_and_training_by_subject_for_whom_reads_the_staff(sides):
    post = held(name="罗雪琴", certificate="assistant", certificate_number="SW2022001")
    made = learnt([post], subject="危机干预入门")
    assert (found(sides.office, "罗雪琴"), found(sides.office, "危机干预")) == ({"post": 1}, {"learning": 1})
    assert (found(sides.worker, "罗雪琴"), found(sides.worker, "危机干预"), found(sides.office, "SW2022001")) == (
        {},
        {},
        {},
    )
    posts.unlearn(made, by=audit.SYSTEM)
    assert (found(sides.office, "危机干预"), broken()) == ({}, [])


def test_a_partner_s_request_is_found_by_what_it_asks_and_what_was_answered(sides):
    asked.stand(sides.place)
    [one] = PartnerRequest.objects.all()
    requests.answer(one, "家长会定在九月十日。", by=sides.manager)
    assert [found(who, "家长会") for who in (sides.office, sides.manager, sides.worker)] == [{"request": 1}] * 3
    assert (found(sides.office, "九月十日"), broken()) == ({"request": 1}, [])


def test_what_is_read_with_the_records_of_a_project_is_read_by_nobody_else(everybody):
    """By which the search looks the projects up before their texts."""
    kinds = [kind for kind, how in text_search.KINDS.items() if how.with_records]
    for user in User.objects.all():
        mine = Project.objects.open_to(user)
        for kind in kinds:
            model = text_search.SOURCES[kind].model
            assert not model.objects.visible_to(user).exclude(project__in=mine).exists(), (user, kind)
