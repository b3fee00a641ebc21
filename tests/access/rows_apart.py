"""The rows that stand in modules of their own, subject by subject."""

from tests.access.rows_of_accept import ACCEPT
from tests.access.rows_of_accounts import ACCOUNTS
from tests.access.rows_of_appeals import APPEALS
from tests.access.rows_of_boards import BOARDS
from tests.access.rows_of_calls import CALLS
from tests.access.rows_of_closing import CLOSING
from tests.access.rows_of_coverage import COVERAGE
from tests.access.rows_of_factors import FACTORS
from tests.access.rows_of_incidents import INCIDENTS
from tests.access.rows_of_judging import JUDGING
from tests.access.rows_of_money import MONEY
from tests.access.rows_of_outside import OUTSIDE
from tests.access.rows_of_papers import PAPERS
from tests.access.rows_of_plans import PLANS
from tests.access.rows_of_posts import POSTS
from tests.access.rows_of_projects import PROJECTS
from tests.access.rows_of_reports import REPORTS
from tests.access.rows_of_requests import REQUESTS
from tests.access.rows_of_results import RESULTS
from tests.access.rows_of_rules import RULES
from tests.access.rows_of_self_reports import SELF_REPORTS
from tests.access.rows_of_stops import STOPS
from tests.access.rows_of_taking import TAKING
from tests.access.rows_of_told import TOLD
from tests.access.rows_of_visits import VISITS

ROWS = "".join(
    [
        PROJECTS,
        ACCOUNTS,
        FACTORS,
        CLOSING,
        MONEY,
        CALLS,
        COVERAGE,
        TOLD,
        OUTSIDE,
        ACCEPT,
        PAPERS,
        PLANS,
        REPORTS,
        REQUESTS,
        RULES,
        STOPS,
        TAKING,
        VISITS,
        BOARDS,
        INCIDENTS,
        JUDGING,
        RESULTS,
        APPEALS,
        SELF_REPORTS,
        POSTS,
    ]
)
LISTS = (
    "desk:watched",
    "desk:visits",
    "desk:coverage",
    "commissioning:partner_requests",
    "desk:tasks",
    "commissioning:threads",
    "desk:periodic_reports",
    "commissioning:incidents",
    "commissioning:posts",
    "evaluation:rounds",
    "evaluation:rubrics",
    "evaluation:assessors",
)  # of which views are saved
