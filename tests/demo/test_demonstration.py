import csv

import polars as pl
import pytest
from stdnum.cn import uscc

from guihua.core import audit
from guihua.demo import plan, writing
from guihua.desk import importing
from guihua.reporting import annual
from guihua.reporting.actions import facts
from guihua.reporting.book import open_book


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    folder = tmp_path_factory.mktemp("m")
    return {path.stem: path for _kind, path in writing.write(folder, year=2022, size="m", seed=1)}


def attendance(published):
    return pl.read_csv(published["attendance-2022"], infer_schema=False).with_columns(
        times=pl.when(pl.col("未具名人数").is_not_null())
        .then(pl.col("未具名人数").cast(pl.Int64))
        .otherwise(pl.col("参与身份").eq("服务对象").cast(pl.Int64))
    )


def test_the_written_year_is_the_published_one(published):
    numbers, rows = plan.load(2022, "m").numbers, attendance(published)
    fraud, tours = rows.filter(pl.col("专项行动") == "反诈宣传"), rows.filter(pl.col("服务形式") == "一日游")
    corrected = rows.filter(pl.col("场次编号").str.starts_with("J"))
    assert rows["times"].sum() == numbers["person_times"]
    assert (fraud.select("项目编号", "场次编号").n_unique(), fraud["times"].sum()) == tuple(
        numbers["anti_fraud"].values()
    )
    assert (tours["场次编号"].n_unique(), tours["times"].sum()) == tuple(numbers["tours"].values())
    assert corrected["times"].sum() == numbers["corrections"]["person_times"]


def test_every_credit_code_is_valid(published):
    with published["organisations"].open(encoding="utf-8") as file:
        assert all(uscc.is_valid(row["统一社会信用代码"]) for row in csv.DictReader(file))


def test_the_same_seed_gives_the_same_bytes_and_another_other_people(tmp_path):
    def written(seed, name):
        folder = tmp_path / name
        folder.mkdir()
        return [path.read_bytes() for _kind, path in writing.write(folder, year=2022, size="s", seed=seed)]

    assert written(1, "a") == written(1, "b")
    assert written(2, "c")[3] != written(1, "d")[3]


@pytest.mark.django_db
def test_the_files_import_cleanly_and_the_report_gives_their_figures(guicheng, tmp_path):
    for kind, path in writing.write(tmp_path, year=2022, size="s", seed=7):
        importing.load(guicheng, kind, path, by=audit.SYSTEM)
    facts.refresh(guicheng)
    small = plan.load(2022, "s")
    account = annual.report(open_book(guicheng.code), 2022)["figures"]
    numbers = small.numbers
    expected = {
        "projects.count": numbers["projects"],
        "communities.covered": numbers["community_projects"],
        "communities.total": len(small.communities),
        "schools.covered": numbers["schools"]["public"],
        "attendance.person_times": small.scaled(numbers["person_times"]),
        "tours.person_times": numbers["tours"]["person_times"],
        "duty.projects": numbers["duty"]["projects"],
        "campaigns.anti_fraud.sessions": small.scaled(numbers["anti_fraud"]["sessions"]),
    }
    assert {code: account[code]["value"] for code in expected} == expected
