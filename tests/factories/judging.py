"""What 桂城 judges its projects by, and the rounds in which it does."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from guihua.commissioning.actions.files import Content
from guihua.commissioning.models import ProgrammeYear, Project
from guihua.core import audit, clock
from guihua.directory.actions import users
from guihua.directory.models import Organisation, Role, Subdistrict, User
from guihua.evaluation import said, scored, self_reported
from guihua.evaluation.actions import (
    arrangements,
    assessors,
    panels,
    rounds,
    rubrics,
    self_evidence,
    self_reports,
    sheets,
)
from guihua.evaluation.arranging import Load
from guihua.evaluation.importers import rubric_table
from guihua.evaluation.models import (
    Arrangement,
    Assessor,
    Criterion,
    Declaration,
    Employment,
    ForWhom,
    Panel,
    Round,
    RoundProject,
    Rubric,
    ScoreSheet,
    Seat,
    SelfReport,
    Tie,
)
from guihua.evaluation.pool import AssessorSaid, TieSaid, WorkSaid
from guihua.evaluation.said import MarkSaid
from guihua.evaluation.self_reported import AnswerSaid
from tests.factories.accounts import PASSWORD

TABLE = """维度\t指标\t分值\t评分说明\t要看的材料\t谁来评\t优\t良\t中\t差
制度建设\t项目管理制度\t8\t有没有，用没用\t制度汇编\t不限\t7.5 齐全并执行\t6 基本齐全\t4 有缺项\t0 没有
\t档案管理\t7\t\t档案目录\t实务\t查得到\t多数查得到\t有缺\t没有
项目成效\t目标达成\t65\t\t月报\t\t\t\t\t
财务规范\t预算执行\t20\t\t账册\t财务\t\t\t\t"""
LIAISON = "维度\t指标\t分值\n配合\t沟通及时\t60\n配合\t整改落实\t40"


def rubric(
    name: str = "评分标准", table: str = TABLE, *, by: Any = audit.SYSTEM, for_whom: str = ForWhom.ASSESSORS
) -> Rubric:
    made = rubrics.draft(Subdistrict.objects.order_by("pk")[0], name, for_whom, by=by)
    return rubrics.write(made, rubric_table.dimensions(table, made.step), seen=made.revision, by=by) if table else made


def planned(name: str = "2022 年末期评估", stage: str = "final", *, by: Any = audit.SYSTEM) -> Round:
    year = ProgrammeYear.objects.filter(subdistrict=Subdistrict.objects.order_by("pk")[0]).get(year=2022)
    return rounds.plan(year, stage, name, by=by)


def decided(one: Round, *, by: Any = audit.SYSTEM, **changes: Any) -> Round:
    """With changes of its terms."""
    one.refresh_from_db()
    terms = vars(said.of_round(one)) | {name: value for name, value in changes.items() if name not in said.COLUMNS}
    terms["columns"] = dict(terms["columns"]) | {name: value for name, value in changes.items() if name in said.COLUMNS}
    return rounds.decide(one, said.Terms(**terms), seen=one.revision, by=by)


def days(first: date | None = None) -> dict[str, date]:
    first = first or clock.today() + timedelta(days=10)
    week = timedelta(days=7)
    return {
        "self_report_until": first,
        "visits_from": first + week,
        "visits_until": first + week,
        "scoring_until": first + 2 * week,
    }


def ready(name: str = "2022 年末期评估", *projects: str, by: Any = audit.SYSTEM, **changes: Any) -> Round:
    """All that it needs to open: two rubrics, weights, days and these projects."""
    weights = {"assessors": Decimal(80), "liaison": Decimal(20)}
    own = {
        "rubric": rubric(f"{name}的标准"),
        "liaison_rubric": rubric(f"{name}的挂钩标准", LIAISON, for_whom=ForWhom.LIAISON),
    }
    one = decided(planned(name), by=by, **{"weights": weights} | own | days() | changes)
    rounds.enter(one, list(Project.objects.filter(number__in=projects or ["GC-1"])), by=by)
    return one


def opened(name: str = "2022 年末期评估", *projects: str, by: Any = audit.SYSTEM, **changes: Any) -> Round:
    return rounds.begin(ready(name, *projects, by=by, **changes), by=by)


def sheet(one: Round, number: str = "GC-1", *, by: Any = audit.SYSTEM) -> ScoreSheet:
    return sheets.begin(one.projects.get(project__number=number), by=by)


def marked(one: ScoreSheet, *given: str, by: Any = audit.SYSTEM) -> ScoreSheet:
    """In the order of its criteria: points, with a word where they are not all; – abstains."""
    one.refresh_from_db()
    criteria = scored.asked_of(one)
    told = {c.pk: _mark(points) for c, points in zip(criteria, given, strict=False)}
    return sheets.mark(one, told, seen=one.revision, by=by)


def _mark(points: str) -> MarkSaid:
    return MarkSaid(None, True, "没有看到材料") if points == "–" else MarkSaid(Decimal(points), comment="按材料评")


def stand(place: Any) -> None:
    """A draft of a rubric, a round in preparation, one that is open with GC-1 and its sheet half filled in, and one more with
    GC-1's sheet submitted; an assessor who is bound to GC-1, and one who sits on its panel."""
    rubric("草稿标准")
    bound = assessor("专家甲", at="外地大学")
    assessors.tie(bound, TieSaid("worked", project=Project.objects.get(number="GC-1")), by=audit.SYSTEM)
    planned("筹备轮")
    going = opened("进行轮")
    marked(sheet(going), "50")
    panels.set_ways(going, {one.project_id: "on_site" for one in going.projects.all()}, by=audit.SYSTEM)
    panel = Panel.objects.get(entered__round=going)
    school = Organisation.objects.get(subdistrict=place, name="怡水小学")
    beyond = assessor("专家乙", at="远方公司")
    assessors.tie(beyond, TieSaid("other", organisation=school), by=audit.SYSTEM)
    Assessor.objects.filter(pk=beyond.pk).update(user=User.objects.filter(username="assessor").first())
    panels.seat(panel, beyond, seen=panel.revision, why="先请一位", by=audit.SYSTEM)
    declared(going, beyond)
    going_too = opened("又一轮")
    sheets.submit(marked(sheet(going_too), "60", "39.5"), by=audit.SYSTEM)
    sheets.take_up(seat(opened("专家轮"), "专家乙"), by=audit.SYSTEM)
    told(going, "制度汇编有三册")
    reported(going_too, "制度汇编有三册", "目录和实物都对得上", "月报里有")


def told(one: Round, *texts: str, number: str = "GC-1", by: Any = audit.SYSTEM) -> SelfReport:
    """What the provider says of itself, in the order of the criteria, not handed in."""
    report = self_reports.begin(one.projects.get(project__number=number), by=by)
    criteria = self_reported.criteria_of_round(one)
    said_of = {c.pk: AnswerSaid(text) for c, text in zip(criteria, texts, strict=False)}
    return self_reports.write(report, said_of, seen=report.revision, by=by)


def reported(one: Round, *texts: str, number: str = "GC-1", by: Any = audit.SYSTEM) -> SelfReport:
    """Handed in, with a file for the last criterion."""
    report = told(one, *texts, number=number, by=by)
    books = self_reported.criteria_of_round(one)[-1]
    self_evidence.attach(report, books, sent=("账册", Content(".pdf", b"%PDF-1.7 books")), by=by)
    return self_reports.submit(report, by=by)


def assessor(name: str, *, at: str = "", phone: str = "", by: Any = audit.SYSTEM, **told: Any) -> Assessor:
    """Who knows practice, if nothing else is said."""
    place = Subdistrict.objects.order_by("pk")[0]
    work = (WorkSaid(at),) if at else ()
    phone = phone or f"1540000{Assessor.objects.count():04}"
    return assessors.enter(place, AssessorSaid(name, phone, work=work, **{"is_practice": True} | told), by=by)


ALL = ("GC-1", "GC-2", "GC-3")
SMALL = {"seats": 2, "finance_seats": 1, "practice_seats": 1}  # a panel of two


def experts(finance: str = "", practice: str = "") -> list[Assessor]:
    """Each letter somebody: 财甲 who knows finance, 实甲 who knows practice."""
    made = [assessor(f"财{name}", is_finance=True, is_practice=False) for name in finance]
    return made + [assessor(f"实{name}") for name in practice]


def arranged(one: Round, *, least: int = 0, most: int = 3, at_once: int | None = None) -> Arrangement:
    load = Load(least, most, at_once)
    solved = arrangements.solve_for(one, load, by=audit.SYSTEM, seconds=60)
    return arrangements.take(one, solved, by=audit.SYSTEM)


def seated(one: Round) -> dict[str, list[str]]:
    """Who sits on the panel of each project."""
    found: dict[str, list[str]] = {}
    rows = Seat.objects.taken().filter(panel__entered__round=one).order_by("assessor__name")
    for number, name in rows.values_list("panel__entered__project__number", "assessor__name"):
        found.setdefault(number, []).append(name)
    return found


def seat(one: Round, name: str, number: str = "GC-1", *, at: str = "", **told: Any) -> Seat:
    """Of somebody with an account called as they are, on the panel of a project."""
    entered = one.projects.get(project__number=number)
    panel, _made = Panel.objects.get_or_create(entered=entered)
    found = Assessor.objects.filter(name=name).first() or assessor(name, at=at, **told)
    account_of(found)
    declared(one, found)
    return Seat.objects.create(panel=panel, assessor=found)


def declared(one: Round, who: Assessor) -> None:
    """Signed for a round: before that nobody scores in it."""
    Declaration.objects.get_or_create(round=one, assessor=who, defaults={"signed_at": clock.now()})


def account_of(one: Assessor) -> User:
    """By which they sign in; made where they have none."""
    if one.user is None:
        one.user = users.register(f"a{one.pk}", name=one.name, password=PASSWORD, by=audit.SYSTEM)
        one.save(update_fields=["user"])
        users.appoint(one.user, Role.ASSESSOR, one.subdistrict, by=audit.SYSTEM)
    return one.user


def by_name() -> dict[str, int | str]:
    found: dict[str, int | str] = {one.name: one.pk for kind in (Round, Rubric, Assessor) for one in kind.objects.all()}
    for seat in Seat.objects.select_related("assessor", "panel__entered__round"):
        found[f"{seat.panel.entered.round.name}的评估组"] = seat.panel_id
        found[f"{seat.assessor.name}的席位"] = seat.pk
    for report in SelfReport.objects.select_related("entered__round"):
        found[f"{report.entered.round.name}-self"] = report.pk
        for paper in report.evidence.order_by("-pk"):
            found[f"{report.entered.round.name}-self-{'paper' if paper.paper_id else 'file'}"] = paper.pk
    for seat in Seat.objects.filter(sheet__isnull=False).select_related("assessor", "panel__entered__round", "sheet"):
        found[f"{seat.panel.entered.round.name}-{seat.assessor.name}"] = seat.sheet.pk
    for one in ScoreSheet.objects.filter(seat=None).select_related("entered__round"):
        found[f"{one.entered.round.name}-sheet"] = one.pk
    rows = Criterion.objects.select_related("dimension__rubric")
    found |= {f"{one.dimension.rubric.name}/{one.name}": one.pk for one in rows}
    found |= {f"{one.assessor.name}的任职": one.pk for one in Employment.objects.select_related("assessor")}
    found |= {f"{one.assessor.name}的关系": one.pk for one in Tie.objects.select_related("assessor")}
    return found | {
        f"{one.round.name}+{one.project.number}": one.pk
        for one in RoundProject.objects.select_related("round", "project")
    }


def pages() -> list[str]:
    """A round that lacks things, its terms, and a rubric: as they are looked at."""
    one, draft = Round.objects.get(name="筹备轮"), Rubric.objects.get(name="草稿标准")
    shown = ScoreSheet.objects.get(entered__round__name="又一轮")
    rounds_own = [f"/rounds/{one.pk}/", f"/rounds/{one.pk}/terms/", f"/rounds/rubrics/{draft.pk}/"]
    pool = ["/assessors/", f"/assessors/{Assessor.objects.get(name='专家甲').pk}/"]
    panel = Panel.objects.get(entered__round__name="进行轮")
    rounds_own += [f"/rounds/{panel.entered.round_id}/panels/", f"/rounds/panels/{panel.pk}/"]
    own = SelfReport.objects.get(entered__round__name="又一轮")
    rounds_own += [f"/rounds/{shown.entered.round_id}/self-reports/", f"/rounds/self-reports/{own.pk}/"]
    return [*pool, *rounds_own, f"/rounds/sheets/{shown.pk}/"]
