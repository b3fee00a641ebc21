"""The flat rows that directory gives to reporting."""

from __future__ import annotations

import polars as pl

from guihua.directory import models as directory

COMMUNITY = {"community": pl.Int64, "community_code": pl.String, "community_name": pl.String}
SCHOOL = {"organisation": pl.Int64, "school_name": pl.String, "nature": pl.String}


def communities(subdistrict: directory.Subdistrict) -> pl.DataFrame:
    rows = directory.Community.objects.filter(subdistrict=subdistrict).order_by("code")
    return pl.DataFrame(list(rows.values_list("pk", "code", "name")), schema=COMMUNITY, orient="row")


def schools(subdistrict: directory.Subdistrict) -> pl.DataFrame:
    rows = directory.Organisation.objects.filter(
        subdistrict=subdistrict, kind=directory.OrganisationKind.SCHOOL
    ).order_by("credit_code")
    return pl.DataFrame(list(rows.values_list("pk", "name", "school_nature")), schema=SCHOOL, orient="row")
