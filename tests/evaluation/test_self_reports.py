"""A provider says of itself, once and in time, what it did and what is there for it; records are not asked for again."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guihua.commissioning.actions import files
from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import Project
from guihua.core import audit, clock
from guihua.core.inbox import Notice
from guihua.core.refusal import Refused
from guihua.desk import attention
from guihua.directory.models import User
from guihua.evaluation import self_report_policy as policy
from guihua.evaluation import self_reported
from guihua.evaluation.actions import arrangements, panels, rounds, self_evidence, self_reports
from guihua.evaluation.arranging import Load
from guihua.evaluation.models import Panel, Round, RoundProject, SelfEvidence, SelfReport
from guihua.evaluation.said import MeetingSaid
from guihua.evaluation.self_reported import AnswerSaid
from tests.factories import judging

pytestmark = pytest.mark.django_db
BACKEND = "guihua.directory.signing_in.UsernameOrPhone"
ONE_DAY = timedelta(days=1)


@pytest.fixture
def people(everybody):
    return {one.username: one for one in User.objects.all()}


@pytest.fixture
def going(everybody):
    """GC-1's self-report in it is begun: a word for the first criterion, and the monthly report, which is asked for by name."""
    return SelfReport.objects.with_all_that_it_asks().get(entered__round__name="进行轮")


@pytest.fixture
def handed_in(everybody):
    return SelfReport.objects.with_all_that_it_asks().get(entered__round__name="又一轮")


def signed_in(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def due(report, day):
    """As if the last day had been another one."""
    Round.objects.filter(pk=report.entered.round_id).update(self_report_until=day)
    report.refresh_from_db()
    report.entered.refresh_from_db()


def say(report, name, text, *, by):
    criterion = next(one for one in self_reported.criteria_of(report.entered) if one.name == name)
    return self_reports.write(report, {criterion.pk: AnswerSaid(text)}, seen=report.revision, by=by)


def whole(report, *, by):
    for name in ("档案管理", "预算执行"):
        report = say(report, name, "都在", by=by)
    return self_reports.submit(report, by=by)


def lines_of(user):
    return {
        (line.title, line.count, line.kind)
        for line in attention.of(user)
        if "自评" in line.title and "进行轮" in line.words
    }


def test_what_is_on_file_is_not_asked_for_again(going):
    told = {one.name: said for one, said in self_reported.of_report(going).items()}
    assert [paper.name for paper in told["目标达成"].evidence] == ["月报"]
    assert [one.sentence for one in _lacking(going)] == [
        "「档案管理」要看材料，还没有写，也没有放材料。",
        "「预算执行」要看材料，还没有写，也没有放材料。",
    ]


def _lacking(report):
    return [refusal for _key, refusal in policy.lacking(self_reported.of_report(report))]


def test_it_is_handed_in_whole_up_to_and_including_the_last_day_and_then_locked(people, going):
    manager = people["manager"]
    with pytest.raises(Refused, match="「档案管理」要看材料，还没有写"):
        self_reports.submit(going, by=manager)
    due(going, clock.today())
    done = whole(going, by=manager)
    assert (done.state, done.evidence.get(paper__isnull=False).version.number) == ("submitted", 1)
    with pytest.raises(Refused, match="自评已经交了，不能再改。"):
        say(done, "档案管理", "补一句", by=manager)


def test_who_is_late_is_told_the_day_and_let_in_by_the_office_with_a_reason_that_stays(people, going):
    manager, office, yesterday = people["manager"], people["office"], clock.today() - ONE_DAY
    with pytest.raises(Refused, match="不用放行"):
        self_reports.open_again(going.entered, clock.today(), why="还早", by=office)
    due(going, yesterday)
    with pytest.raises(Refused, match=f"交自评的最后一天是 {yesterday}，已经过了。"):
        say(going, "档案管理", "晚了", by=manager)
    page = reverse("evaluation:self_report_opening", args=[going.entered_id])
    refused = signed_in(office).post(page, {"until": yesterday.isoformat(), "why": "搬家"})
    assert (refused.status_code, "这一天已经过了。" in refused.content.decode()) == (422, True)
    signed_in(office).post(page, {"until": clock.today().isoformat(), "why": "搬家，准许补交"})
    assert whole(going, by=manager).openings.get().why == "搬家，准许补交"
    told = Notice.objects.get(kind="selfreport.opened")
    assert (told.user.username, told.params["day"]) == ("manager", clock.today().isoformat())


def test_what_it_said_when_it_was_handed_in_stands_in_the_version_of_then(people, handed_in):
    paper = handed_in.evidence.get(paper__isnull=False)
    files.add_version(paper.paper, Content(".pdf", b"%PDF-1.7 another"), by=audit.SYSTEM)
    before = self_evidence.read(SelfEvidence.objects.get(pk=paper.pk), by=people["liaison"])
    assert b"another" not in before[1]
    opened = self_reports.open_again(handed_in.entered, clock.today(), why="漏了一项", by=people["office"])
    assert (opened.digest, self_evidence.read(opened.evidence.get(pk=paper.pk), by=people["manager"])[1]) == (
        "",
        b"%PDF-1.7 another",
    )


def test_what_was_typed_survives_a_refused_file_and_the_last_day(people, going):
    client, criterion = signed_in(people["manager"]), self_reported.criteria_of(going.entered)[1]
    page = reverse("evaluation:self_evidence_adding", args=[going.pk, criterion.pk])
    paper = going.evidence.get().paper_id
    sent = {"papers": [paper], "name": "档案目录", "file": SimpleUploadedFile("目录.exe", b"MZ")}
    refused = client.post(page, sent)
    told = refused.content.decode()
    assert (refused.status_code, "不收这种文件" in told, 'value="档案目录"' in told, "checked" in told) == (
        422,
        True,
        True,
        True,
    )
    sent["file"] = SimpleUploadedFile("目录.pdf", b"%PDF-1.7 list")
    assert client.post(page, sent).status_code == 302
    assert sorted(str(one) for one in going.evidence.filter(criterion=criterion)) == ["月报", "档案目录"]
    due(going, clock.today() - ONE_DAY)
    sent = {"seen": going.revision, f"text_{criterion.pk}": "写了很久的一段话"}
    late = client.post(reverse("evaluation:self_report", args=[going.pk]), sent)
    assert (late.status_code, "已经过了" in late.content.decode(), "写了很久的一段话" in late.content.decode()) == (
        422,
        True,
        True,
    )
    late = client.post(page, {"name": "补的", "file": SimpleUploadedFile("补.pdf", b"%PDF-1.7 late")})
    assert (late.status_code, "id_file_error" in late.content.decode(), 'value="补的"' in late.content.decode()) == (
        422,
        True,
        True,
    )


def test_a_file_that_is_taken_out_is_gone_and_a_paper_stays_with_the_project(people, going):
    criterion = self_reported.criteria_of(going.entered)[0]
    self_evidence.attach(going, criterion, sent=("制度", Content(".pdf", b"%PDF-1.7")), by=people["manager"])
    for one in list(going.evidence.all()):
        self_evidence.take_out(one, by=people["manager"])
    assert (going.evidence.count(), going.entered.project.files.there().filter(name="月报").count()) == (0, 1)


def test_two_who_write_different_criteria_lose_nothing_and_of_one_criterion_one_chooses(people, going):
    client, criteria = signed_in(people["manager"]), self_reported.criteria_of(going.entered)
    first, second = (f"text_{one.pk}" for one in criteria[:2])
    page, seen = reverse("evaluation:self_report", args=[going.pk]), going.revision
    as_seen = {"seen": seen, f"initial-{first}": "制度汇编有三册", f"initial-{second}": ""}
    client.post(page, as_seen | {first: "制度汇编有三册", second: "目录有两本"})
    joined = client.post(page, as_seen | {first: "制度汇编有四册", second: ""})
    both = client.post(page, as_seen | {first: "制度汇编有三册", second: "目录有三本"})
    assert (joined.status_code, "目录有两本" in joined.content.decode()) == (409, True)
    assert (both.status_code, f"before-{second}" in both.content.decode()) == (409, True)


def test_of_a_confidential_project_nothing_on_file_is_offered(people, everybody):
    one = judging.opened("保密轮", "GC-2")
    report = self_reports.begin(RoundProject.objects.get(round=one), by=audit.SYSTEM)
    criterion = self_reported.criteria_of(report.entered)[0]
    owner = next(user for user in people.values() if SelfReport.objects.visible_to(user).filter(pk=report.pk).exists())
    page = signed_in(owner).get(reverse("evaluation:self_evidence_adding", args=[report.pk, criterion.pk]))
    told = page.content.decode()
    assert (report.evidence.count(), 'name="papers"' in told, "一份都不要传" in told) == (0, False, True)


def test_manager_and_office_are_told_of_what_is_not_in_and_their_page_lists_as_many(people, going):
    assert lines_of(people["manager"]) == {("要交的自评", 1, "warn")}
    assert lines_of(people["office"]) == set()
    due(going, clock.today() - ONE_DAY)
    assert lines_of(people["manager"]) == {("要交的自评", 1, "bad")}
    assert lines_of(people["office"]) == {("还没有交的自评", 1, "bad")}
    self_reports.open_again(going.entered, clock.today(), why="搬家", by=people["office"])
    assert lines_of(people["manager"]) == {("要交的自评", 1, "warn")}
    for who, which in (("manager", "own"), ("office", "missing")):
        page = signed_in(people[who]).get(
            reverse("evaluation:self_reports", args=[going.entered.round_id]), {"report": which}
        )
        assert page.context["rows"][0].entered == going.entered
        assert len(page.context["rows"]) == 1


def test_a_provider_is_told_once_for_each_change_of_a_time_and_sees_it_with_what_to_prepare(people, going):
    panel, day = Panel.objects.get(entered=going.entered), going.entered.round.visits_from
    for half in ("am", "am", "pm"):
        panel.refresh_from_db()
        panels.meet(panel, MeetingSaid(day, half), seen=panel.revision, why="就这样", by=people["office"])
    told = Notice.objects.filter(kind="panel.scheduled").order_by("pk")
    assert [(one.user.username, one.params["half"]) for one in told] == [("manager", "am"), ("manager", "pm")]
    page = (
        signed_in(people["manager"])
        .get(reverse("evaluation:self_reports", args=[going.entered.round_id]))
        .content.decode()
    )
    assert (f"{day} 下午 · 现场" in page, "档案目录" in page) == (True, True)


@pytest.mark.once
def test_any_number_of_criteria_and_projects_takes_the_same_questions(people):
    """As many for one criterion as for thirty, and for one project as for three."""
    counts = {}
    for n, numbers in ((1, ["GC-1"]), (30, ["GC-1", "GC-3"])):
        table = "维度\t指标\t分值\t要看的材料\n" + "\n".join(
            f"维度\t指标{i}\t{100 - 29 if n == 30 and i == 0 else 100 if n == 1 else 1}\t月报" for i in range(n)
        )
        one = judging.opened(f"{n} 项", *numbers, rubric=judging.rubric(f"{n} 项标准", table))
        report = self_reports.begin(one.projects.get(project__number="GC-1"), by=people["manager"])
        report = say(report, "指标0", "一句话", by=people["manager"])
        counts[n] = [_asked(signed_in(people["manager"]), page) for page in (
            reverse("evaluation:self_report", args=[report.pk]),
            reverse("evaluation:self_report_checking", args=[report.pk]),
            reverse("evaluation:self_reports", args=[one.pk]),
        )]  # fmt: skip
        self_reports.submit(report, by=people["manager"])
        seat = judging.seat(one, "何文")
        client = signed_in(seat.assessor.user)
        client.post(reverse("evaluation:taking_up", args=[seat.pk]))
        counts[n].append(_asked(client, reverse("evaluation:sheet", args=[seat.sheet.pk])))
    assert counts[1] == counts[30]


def _asked(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return len(asked)


def test_a_withdrawn_project_and_a_round_with_a_draft_take_no_self_report(people, going):
    Round.objects.filter(pk=going.entered.round_id).update(
        state="drafted", drafted_at=clock.now(), reply_until=clock.today()
    )
    with pytest.raises(Refused, match="已经出了初稿，自评不能再写"):
        whole(SelfReport.objects.get(pk=going.pk), by=people["manager"])
    Round.objects.filter(pk=going.entered.round_id).update(state="open")
    rounds.withdraw(going.entered, why="服务停了", by=audit.SYSTEM)
    with pytest.raises(Refused, match="已经退出了这一轮"):
        whole(SelfReport.objects.get(pk=going.pk), by=people["manager"])


def test_when_panels_are_arranged_each_provider_is_told_once_however_many_of_its_projects_it_is_about(people):
    one = judging.opened("排轮", *judging.ALL, **judging.SMALL)
    judging.experts("甲乙", "甲乙")

    def arranged():
        solved = arrangements.solve_for(one, Load(0, 3), by=people["office"], seconds=60)
        arrangements.take(one, solved, by=people["office"])
        told = Notice.objects.filter(kind="panel.scheduled", params__round="排轮").order_by("user__username")
        return [(row.user.username, row.params["n"]) for row in told]

    first = arranged()
    assert ("manager", one.projects.filter(project__in=Project.objects.managed_by(people["manager"])).count()) in first
    assert arranged() == first
