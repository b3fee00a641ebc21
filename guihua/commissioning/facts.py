"""The flat rows that commissioning gives to reporting."""

from __future__ import annotations

import polars as pl
from django.db.models import BigIntegerField, Value

from guihua.commissioning import models as commissioning
from guihua.core.flat import Flat
from guihua.directory import models as directory

PROJECT = Flat(
    commissioning.Project,
    {
        "project": ("pk", pl.Int64),
        "year": ("year__year", pl.Int32),
        "number": ("number", pl.String),
        "project_name": ("name", pl.String),
        "domain": ("domain__name", pl.String),
        "domain_code": ("domain__code", pl.String),
        "provider": ("provider__credit_code", pl.String),
        "provider_name": ("provider__name", pl.String),
        "amount_fen": ("amount_fen", pl.Int64),
    },
)
STATION = Flat(
    commissioning.Project,
    {
        "project": ("pk", pl.Int64),
        "year": ("year__year", pl.Int32),
        "community": ("communities", pl.Int64),
        "organisation": ("organisations", pl.Int64),
    },
)
CAMPAIGN = Flat(commissioning.Campaign, {"campaign": ("code", pl.String), "campaign_name": ("name", pl.String)})
NOWHERE = Value(None, output_field=BigIntegerField())


def projects(subdistrict: directory.Subdistrict) -> pl.DataFrame:
    """Those that are bought: what is only planned is no money committed and no project of the year."""
    return PROJECT.frame(commissioning.Project.objects.bought().filter(subdistrict=subdistrict).order_by("number"))


def stations(subdistrict: directory.Subdistrict) -> pl.DataFrame:
    """One row for each community or organisation at which a project is stationed."""
    projects = commissioning.Project.objects.bought().filter(subdistrict=subdistrict).order_by("pk")
    there = projects.exclude(communities=None).annotate(organisation=NOWHERE)
    at = projects.exclude(organisations=None).annotate(community=NOWHERE)
    return pl.concat([STATION.frame(there), STATION.frame(at)])


def campaigns(subdistrict: directory.Subdistrict) -> pl.DataFrame:
    return CAMPAIGN.frame(commissioning.Campaign.objects.filter(subdistrict=subdistrict).order_by("pk"))
