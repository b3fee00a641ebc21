"""The rows that stand in modules of their own, subject by subject."""

from __future__ import annotations

from guihua.desk import (
    permission_buying,
    permission_calls,
    permission_coverage,
    permission_incidents,
    permission_judging,
    permission_money,
    permission_outside,
    permission_papers,
    permission_plans,
    permission_posts,
    permission_recording,
    permission_requests,
    permission_results,
    permission_rules,
    permission_self_reports,
    permission_stops,
    permission_taking,
    permission_told,
)
from guihua.desk.permission_terms import Row

APART = (
    permission_buying,
    permission_calls,
    permission_incidents,
    permission_judging,
    permission_results,
    permission_coverage,
    permission_money,
    permission_outside,
    permission_papers,
    permission_plans,
    permission_posts,
    permission_recording,
    permission_requests,
    permission_rules,
    permission_self_reports,
    permission_stops,
    permission_taking,
    permission_told,
)


def rows() -> list[Row]:
    return [row for part in APART for row in part.rows()]
