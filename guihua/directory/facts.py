"""The flat rows that directory gives to reporting."""

from __future__ import annotations

import polars as pl

from guihua.core.flat import Flat
from guihua.directory import models as directory

COMMUNITY = Flat(
    directory.Community,
    {"community": ("pk", pl.Int64), "community_code": ("code", pl.String), "community_name": ("name", pl.String)},
)
SCHOOL = Flat(
    directory.Organisation,
    {"organisation": ("pk", pl.Int64), "school_name": ("name", pl.String), "nature": ("school_nature", pl.String)},
)


def communities(subdistrict: directory.Subdistrict) -> pl.DataFrame:
    return COMMUNITY.frame(directory.Community.objects.filter(subdistrict=subdistrict).order_by("code"))


def schools(subdistrict: directory.Subdistrict) -> pl.DataFrame:
    schools = directory.Organisation.objects.filter(kind=directory.OrganisationKind.SCHOOL)
    return SCHOOL.frame(schools.filter(subdistrict=subdistrict).order_by("credit_code"))
