"""A programme of two providers in March 2022, and the people who close its months."""

from __future__ import annotations

import pytest
from django.utils import timezone

from guihua.core import audit
from guihua.delivery.actions import closes
from guihua.delivery.models import MonthlyClose, Reopening
from guihua.directory.models import Organisation, Role
from tests.factories import programmes
from tests.factories.programmes import PROJECT_COLUMNS, TERM, row, served

LEHUO = "52440605MJL0000043"
MARCH = 202203


def two_providers(programme, folder):
    """乐活 holds GC-4 beside 榕声's projects: in March a lecture for 40, of whom 张晓丽 gave her name."""
    header = programmes.ORGANISATIONS[0]
    lehuo = ["乐活社会工作服务中心", LEHUO, "社工机构", "", "", "", "", ""]
    programmes.load(programme, "organisations", folder, [header, lehuo])
    row_of_project = ["2022", "GC-4", "叠二同行", "社区服务", LEHUO, "200000", *TERM, "440605011004", "", "", "", ""]
    programmes.load(programme, "projects", folder, [PROJECT_COLUMNS, row_of_project])
    programmes.attendance(
        programme,
        folder,
        row(
            "GC-4",
            "L1",
            活动名称="健康讲座",
            服务形式="讲座",
            社区代码="440605011004",
            开始时间="10:00",
            未具名人数="39",
        ),
        row(
            "GC-4",
            "L1",
            活动名称="健康讲座",
            服务形式="讲座",
            社区代码="440605011004",
            开始时间="10:00",
            **served("张晓丽", "13800138001"),
        ),
    )
    return programme


@pytest.fixture
def place(programme, tmp_path, settings):
    return two_providers(programme, tmp_path)


def provider(name="榕声"):
    return Organisation.objects.get(name__startswith=name)


@pytest.fixture
def people(place, account):
    """苏婉清 and 冯国栋 of the office, 何敏 who manages 榕声."""
    return {
        "office": account(),
        "second": account("fengguodong", name="冯国栋", phone="13800138112"),
        "manager": account("hemin", Role.MANAGER, name="何敏", phone="13800138113", organisation=provider()),
    }


def closed(place, month=MARCH, name="榕声", *, by=audit.SYSTEM) -> MonthlyClose:
    return closes.close(place, month, provider(name), by=by)


def stands(place, month, by) -> MonthlyClose:
    """As if 榕声's month had been closed, and nobody told."""
    return MonthlyClose.objects.create(
        subdistrict=place, month=month, provider=provider(), by=by, at=timezone.now(), figures={}
    )


def by_name():
    found = {f"{one.month}-close": one.pk for one in MonthlyClose.objects.all()}
    return found | {f"{one.close.month}-reopening": one.pk for one in Reopening.objects.select_related("close")}


def stand_for(place, by) -> None:
    """January is closed; for February somebody asks to have it opened again."""
    stands(place, 202201, by)
    asked = stands(place, 202202, by)
    Reopening.objects.create(subdistrict=place, close=asked, asked_by=by, asked_at=timezone.now(), why="漏记两场")
