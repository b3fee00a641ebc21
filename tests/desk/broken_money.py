"""What is bought and paid, changed past the verbs."""

from datetime import date

from guihua.commissioning.models import Article, Bid, BudgetLine, CommunityPlan, Procurement, Project, Suspension
from guihua.core import clock
from tests.desk import broken_judging


def line_spent(_place):
    BudgetLine.objects.filter(category__name="项目活动费").update(spent_fen=1)


def rules_rewritten(_place):
    Article.objects.filter(rules__edition=1, position=1).update(text="另外一句话。")


def awarded_past_the_verb(_place):
    bid = Bid.objects.filter(proposal=None).order_by("pk").first()
    Bid.objects.filter(pk=bid.pk).update(state="submitted", quote_fen=1, submitted_on=date(2021, 11, 5))
    Procurement.objects.filter(pk=bid.procurement_id).update(state="awarded", winner=bid)


def answered_in_another_year(_place):
    CommunityPlan.objects.update(year=2019)


def at_rest_over_a_session(_place):
    """A suspension that holds days of which there are records."""
    project = Project.objects.get(number="GC-1")
    Suspension.objects.create(
        subdistrict=project.subdistrict, project=project, since=date(2022, 3, 1), why="装修", at=clock.now()
    )


OF_PROJECTS = [
    (answered_in_another_year, {"needs_answered"}),
    (at_rest_over_a_session, {"at_rest"}),
    *broken_judging.BROKEN,
]
