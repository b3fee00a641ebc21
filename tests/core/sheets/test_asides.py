"""Sums, remarks and repeated headers stand among the rows of a file; records never pass for one."""

import polars as pl
import pytest

from guihua.core.sheets import asides

HEAD = {"0": "活动", "1": "日期", "2": "姓名", "3": "人数"}
TEA = ["围炉茶话", "2022-11-03", "何敏", ""]


def found(*rows):
    cells = [[*row, *[""] * (4 - len(row))] for row in rows]
    body = pl.DataFrame(cells, schema=list(HEAD), orient="row").with_row_index("row", offset=2)
    return [(one.row, one.kind) for one in asides.of(body.cast({"row": pl.Int64}), ["0", "1", "2"], HEAD)]


@pytest.mark.parametrize(
    "cell", ["合计", "合　计：", "小计（3月）", "本页小计", "总计 120 人次", "桂一社区小计", "共计：32人", "累计"]
)
def test_a_sum_is_known_wherever_its_word_stands(cell):
    assert found(TEA, [cell, "", "", "32"], ["", "", cell, "32"]) == [(3, "sum"), (4, "sum")]


@pytest.mark.parametrize(
    "cells",
    [
        ["注：电话由本人提供，未核实。"],
        ["备注1、以上由社工填写"],
        ["以下空白"],
        ["填表人：苏婉清", "", "", "2022.12.1"],
        ["以上数据由各社区居委会提供并核对"],
    ],
)
def test_a_remark_under_the_table_is_known(cells):
    assert found(TEA, cells) == [(3, "remark")]


def test_the_header_of_the_next_printed_page_is_known():
    assert found(TEA, ["活动", "日期", "姓名", "人数"], TEA) == [(3, "head")]


def test_a_record_is_never_taken_for_one_of_them():
    records = [
        TEA,
        ["合计", "2022-11-03", "何敏", ""],
        ["注：防诈骗讲座", "2022-11-03", "", "30"],
        ["会计培训", "", "何敏", ""],
        ["", "", "何敏", ""],
        ["", "", "阿布都·热依木", ""],
    ]
    assert found(*records) == []
