"""The flat rows that commissioning gives to reporting."""

from __future__ import annotations

import polars as pl

from guihua.commissioning import models as commissioning
from guihua.directory import models as directory

PROJECT = {
    "project": pl.Int64,
    "year": pl.Int32,
    "number": pl.String,
    "project_name": pl.String,
    "domain": pl.String,
    "domain_code": pl.String,
    "provider": pl.String,
    "provider_name": pl.String,
    "amount_fen": pl.Int64,
    "starts_on": pl.Date,
    "ends_on": pl.Date,
}
STATION = {"project": pl.Int64, "year": pl.Int32, "community": pl.Int64, "organisation": pl.Int64}


def projects(subdistrict: directory.Subdistrict) -> pl.DataFrame:
    rows = commissioning.Project.objects.filter(subdistrict=subdistrict).order_by("number")
    names = ["pk", "year__year", "number", "name", "domain__name", "domain__code", "provider__credit_code"]
    more = ["provider__name", "amount_fen", "starts_on", "ends_on"]
    return pl.DataFrame(list(rows.values_list(*names, *more)), schema=PROJECT, orient="row")


def stations(subdistrict: directory.Subdistrict) -> pl.DataFrame:
    """One row for each community or organisation at which a project is stationed."""
    projects = commissioning.Project.objects.filter(subdistrict=subdistrict).order_by("pk")
    there = projects.exclude(communities=None).values_list("pk", "year__year", "communities")
    at = projects.exclude(organisations=None).values_list("pk", "year__year", "organisations")
    rows = [(*row, None) for row in there] + [(project, year, None, place) for project, year, place in at]
    return pl.DataFrame(rows, schema=STATION, orient="row")


def campaigns(subdistrict: directory.Subdistrict) -> pl.DataFrame:
    rows = commissioning.Campaign.objects.filter(subdistrict=subdistrict).order_by("pk")
    schema = {"campaign": pl.String, "campaign_name": pl.String}
    return pl.DataFrame(list(rows.values_list("code", "name")), schema=schema, orient="row")
