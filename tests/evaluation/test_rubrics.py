"""What work is judged by: pasted as offices have it, changed criterion by criterion, and frozen with the round that opens with it."""

from decimal import Decimal

import pytest

from guihua.core import audit
from guihua.core.refusal import Refused
from guihua.core.sheets import BadCell
from guihua.evaluation import digests, said
from guihua.evaluation.actions import rounds, rubrics
from guihua.evaluation.importers import rubric_table
from guihua.evaluation.models import Criterion, Rubric
from guihua.evaluation.said import AnchorSaid, CriterionSaid
from tests.factories import judging

pytestmark = pytest.mark.django_db
STEP = Decimal("0.5")
HEADS = "维度\t指标\t分值\t优\t良\t谁来评\n"


def whole(rubric):
    return said.of_rubric(Rubric.objects.whole().get(pk=rubric.pk))


def test_a_table_out_of_a_spreadsheet_is_a_rubric(programme):
    first, *others = whole(judging.rubric())
    assert [first.name, *(one.name for one in others)] == ["制度建设", "项目成效", "财务规范"]
    assert [(one.name, one.points, one.expertise) for one in first.criteria] == [
        ("项目管理制度", Decimal(8), "any"),
        ("档案管理", Decimal(7), "practice"),
    ]
    assert [(one.level, one.floor, one.text) for one in first.criteria[0].anchors] == [
        ("best", Decimal("7.5"), "齐全并执行"),
        ("good", Decimal(6), "基本齐全"),
        ("fair", Decimal(4), "有缺项"),
        ("poor", Decimal(0), "没有"),
    ]


def test_a_band_said_in_words_alone_begins_at_its_share_of_the_points_in_whole_steps(programme):
    anchors = whole(judging.rubric())[0].criteria[1].anchors
    assert [(one.level, one.floor) for one in anchors] == [
        ("best", Decimal("6.5")),
        ("good", Decimal("5.5")),
        ("fair", Decimal("3.5")),
        ("poor", Decimal(0)),
    ]


def test_words_keep_their_marks_and_wide_digits_are_points(programme):
    (one,) = rubric_table.dimensions(HEADS + "制度\t档案\t５分\t4.5 齐全，查得到", STEP)
    assert (one.criteria[0].points, one.criteria[0].anchors[0].text) == (Decimal(5), "齐全，查得到")


def test_what_is_shown_as_a_table_and_pasted_again_is_the_same_rubric(programme):
    told = whole(judging.rubric())
    assert rubric_table.dimensions(rubric_table.table(told), STEP) == told


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("制度\t5", "请把表格连同第一行的列名一起复制过来：维度、指标、分值……"),
        ("维度\t指标\n制度\t档案", "第一行没有找到这些列：分值。"),
        (HEADS + "\t档案\t5", "第 2 行：没有写维度。"),
        (HEADS + "制度\t\t5", "第 2 行：没有写指标。"),
        (HEADS + "制度\t档案\t五", "第 2 行：分值「五」不是数。"),
        (HEADS + "制度\t档案\t5\t\t\t会计", "第 2 行：「谁来评」写了「会计」，只能写：不限、财务、实务。"),
        (HEADS + "甲\t一\t5\n乙\t二\t5\n甲\t三\t5", "第 4 行：维度「甲」前面已经有过，中间隔着别的维度。"),
        (HEADS + f"制度\t{'长' * 61}\t5", "第 2 行：有一格超过 60 个字。"),
    ],
)
def test_what_is_no_rubric_is_told_by_its_line(text, sentence):
    with pytest.raises(BadCell, match=sentence):
        rubric_table.dimensions(text, STEP)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("制度\t档案\t5.3", "「档案」的分值 5.3 不是 0.5 的整数倍。"),
        ("制度\t档案\t0", "「档案」的分值要大于 0。"),
        ("制度\t档案\t5\n制度\t档案\t5", "维度「制度」里有两项指标都叫「档案」。"),
        ("制度\t档案\t5\t6 好", "「档案」的「优」从 6 分起：要在 0 和 5 之间，并且是 0.5 的整数倍。"),
        ("制度\t档案\t5\t4 好\t4.5 行", "「档案」的各档要从高到低：4、4.5 不是。"),
    ],
)
def test_a_rubric_that_nobody_could_score_by_is_refused_and_the_old_one_stays(programme, line, sentence):
    rubric = judging.rubric()
    with pytest.raises(Refused) as refused:
        rubrics.write(rubric, rubric_table.dimensions(HEADS + line, STEP), seen=rubric.revision, by=audit.SYSTEM)
    assert refused.value.sentence == sentence
    assert len(whole(rubric)) == 3


def test_one_criterion_is_changed_and_the_others_stay(programme):
    rubric = judging.rubric()
    one = Criterion.objects.get(name="目标达成")
    told = CriterionSaid("目标达成", Decimal(65), "看合同", anchors=[AnchorSaid("best", Decimal(60), "全部完成")])
    rubrics.change(one, told, seen=rubric.revision, by=audit.SYSTEM)
    assert whole(rubric)[1].criteria == [told]
    with pytest.raises(Refused, match="这里刚刚被别人改过"):
        rubrics.change(one, told, seen=rubric.revision, by=audit.SYSTEM)


def test_a_rubric_that_a_round_opened_with_stands(programme):
    one = judging.opened()
    rubric = Rubric.objects.get(pk=one.rubric_id)
    assert rubric.digest == digests.of_rubric(rubric)
    for deed in (
        lambda: rubrics.write(rubric, whole(rubric), seen=rubric.revision, by=audit.SYSTEM),
        lambda: rubrics.change(
            Criterion.objects.filter(dimension__rubric=rubric)[0], whole(rubric)[0].criteria[0], seen=2, by=audit.SYSTEM
        ),
        lambda: rubrics.discard(rubric, by=audit.SYSTEM),
    ):
        with pytest.raises(Refused, match="已经定稿"):
            deed()
    copied = rubrics.copy(rubric, "2023 年的标准", by=audit.SYSTEM)
    assert (copied.is_draft, copied.copied_from, whole(copied)) == (True, rubric, whole(rubric))


def test_a_draft_that_a_round_has_chosen_is_not_discarded(programme):
    rubric = judging.rubric()
    judging.decided(judging.planned(), rubric=rubric)
    with pytest.raises(Refused, match="「2022 年末期评估」选了这份评分标准"):
        rubrics.discard(rubric, by=audit.SYSTEM)
    rounds.discard(judging.decided(rubric.rounds.get(), rubric=None), by=audit.SYSTEM)
    rubrics.discard(rubric, by=audit.SYSTEM)
    assert list(Rubric.objects.all()) == []
