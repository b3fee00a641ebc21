"""The files of a demonstration: the same for the same seed, and formally beyond reproach."""

import csv

import pytest
from stdnum.cn import ric, uscc

from guihua.demo import plan, writing


def written(folder, seed, year=None):
    folder.mkdir()
    return {
        path.stem: path.read_bytes()
        for _kind, path in writing.write(folder, year or plan.load(2022, "s", seed)[0], seed)
    }


def rows_of(content):
    return list(csv.DictReader(content.decode().splitlines()))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return written(tmp_path_factory.mktemp("demo") / "one", 1)


def test_the_same_seed_gives_the_same_bytes(files, tmp_path):
    assert written(tmp_path / "again", 1) == files


def test_another_seed_gives_other_rows(files, tmp_path):
    other = written(tmp_path / "other", 2)
    assert [name for name in files if files[name] == other[name]] == ["communities"]


def test_every_credit_code_is_valid_and_stands_once(files):
    codes = [row["统一社会信用代码"] for row in rows_of(files["organisations"])]
    assert [code for code in codes if not uscc.is_valid(code)] == []
    assert len(set(codes)) == len(codes)


def test_id_numbers_check_but_belong_to_nobody(files):
    """The area code of one's ID number is never one that was given out to people of that age."""
    numbers = {row["证件号码"] for row in rows_of(files["attendance-2022"])} - {""}
    assert {number[-1] == ric.calc_check_digit(number) for number in numbers} == {True}
    since, born = {"440605": 2002, "440622": 1983}, {number: int(number[6:10]) for number in numbers}
    assert [n for n in numbers if n[:6] == "440605" and born[n] >= since["440605"]] == []
    assert [n for n in numbers if n[:6] == "440622" and born[n] < 1993] == []


def test_project_names_are_never_repeated_in_a_year(files):
    names = [row["项目名称"] for row in rows_of(files["projects-2022"])]
    assert len(set(names)) == len(names)


def test_of_earlier_years_there_are_projects_that_were_judged_at_their_end(files):
    earlier = rows_of(files["earlier"])
    assert {row["年度"] for row in earlier} == {"2020"}
    assert {row["评估等级"] for row in earlier} <= {"优秀", "良好", "合格"}
    assert {row["评估日期"][:7] for row in earlier} == {"2020-12"}
    assert len({row["项目编号"] for row in earlier}) == len(earlier)


def test_the_largest_size_has_nine_more_sub_districts_that_share_no_code_with_a_real_one():
    plans = plan.load(2022, "l", 1)
    real = {"440605011", *(f"440605{n}" for n in range(121, 127))}
    assert [one.is_published for one in plans] == [True] + [False] * 9
    assert real & {one.code for one in plans} == {"440605011"}
    codes = [code for one in plans for code, _name in one.communities]
    assert len(set(codes)) == len(codes)
    assert {code[:9] == one.code and len(code) == 12 for one in plans for code, _ in one.communities} == {True}


def test_every_sub_district_has_its_own_year():
    plans = plan.load(2022, "l", 1)
    assert len({one.numbers["person_times"] for one in plans}) == len(plans)
    assert {
        one.numbers["projects"] - one.numbers["community_projects"] - sum(one.numbers["domains"].values())
        for one in plans
    } == {0}


def test_the_invented_sub_districts_can_be_told_too(tmp_path):
    neighbour = plan.load(2022, "l", 4)[9]
    small = plan.replace(neighbour, scale=0.1)
    rows = rows_of(written(tmp_path / "ninth", 4, small)["attendance-2022"])
    times = sum(int(row["未具名人数"] or row["参与身份"] == "服务对象") for row in rows)
    assert times == small.scaled(small.numbers["person_times"])
