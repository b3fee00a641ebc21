"""Who sets up rounds and rubrics, and who reads by what work is judged."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import ACCOUNTING, NONE, OFFICE, OVERSEEING, SIGNED_IN, Row
from guihua.directory.models import Role

LIAISON = frozenset({Role.LIAISON})
ASSESSOR = frozenset({Role.ASSESSOR})
SCORING = LIAISON | {
    Role.OFFICE,
    Role.LEADER,
    Role.AUDITOR,
    Role.COMMITTEE,
}  # who score, and who read what was submitted


def rows() -> list[Row]:
    others = ACCOUNTING - OFFICE
    rest, others_who_see = SIGNED_IN - OFFICE, ACCOUNTING - LIAISON
    return [
        Row("GET", "evaluation:rounds", _("各轮评估"), ACCOUNTING),
        Row("POST", "evaluation:rounds", _("存评估列表的视图"), ACCOUNTING),
        Row("GET", "evaluation:round_planning", _("看怎样新建一轮评估"), OFFICE, rest),
        Row("POST", "evaluation:round_planning", _("新建一轮评估"), OFFICE, rest),
        Row("GET", "evaluation:round", _("一轮评估；筹备中的只有看全部项目的人看得到"), ACCOUNTING),
        Row("GET", "evaluation:round_terms", _("看怎样定权重、等级和日期"), OFFICE, others),
        Row("POST", "evaluation:round_terms", _("定权重、等级和日期"), OFFICE, others),
        Row("GET", "evaluation:round_projects", _("看选了哪些参评项目"), OFFICE, others),
        Row("POST", "evaluation:round_projects", _("选参评项目"), OFFICE, others),
        Row("POST", "evaluation:round_opening", _("开始一轮评估"), OFFICE, others),
        Row("POST", "evaluation:round_discarding", _("丢掉没有开始的一轮"), OFFICE, others),
        Row("GET", "evaluation:round_withdrawing", _("看怎样让项目退出评估"), OFFICE, others),
        Row("POST", "evaluation:round_withdrawing", _("让项目退出评估"), OFFICE, others),
        Row("GET", "evaluation:sheet_beginning", _("打分的入口"), LIAISON, others_who_see),
        Row("POST", "evaluation:sheet_beginning", _("开始打分"), LIAISON, others_who_see),
        Row("GET", "evaluation:my_visits", _("评估专家自己的评估项目"), ASSESSOR),
        Row("GET", "evaluation:declaration", _("看自己的回避声明"), ASSESSOR),
        Row("POST", "evaluation:declaration", _("签回避声明"), ASSESSOR),
        Row("GET", "evaluation:taking_up", _("专家打分的入口"), ASSESSOR),
        Row("POST", "evaluation:taking_up", _("专家开始打分"), ASSESSOR),
        Row("GET", "evaluation:panel_sheets", _("一个评估组交了几张评分表"), SCORING - LIAISON),
        *_talks(),
        Row("GET", "evaluation:sheet", _("一张评分表"), SCORING | ASSESSOR),
        Row("POST", "evaluation:sheet", _("打分"), SCORING | ASSESSOR),
        Row("GET", "evaluation:sheet_paper", _("打分时看项目的材料；保密领域的不给看"), SCORING | ASSESSOR),
        Row("GET", "evaluation:sheet_sample", _("看抽查了哪些记录"), ASSESSOR, SCORING),
        Row("POST", "evaluation:sheet_sample", _("说明抽查的记录对不对得上"), ASSESSOR, SCORING),
        Row("GET", "evaluation:sheet_checking", _("核对一张评分表"), LIAISON | ASSESSOR, SCORING - LIAISON),
        Row("POST", "evaluation:sheet_checking", _("提交评分表"), LIAISON | ASSESSOR, SCORING - LIAISON),
        Row("GET", "evaluation:sheet_reopening", _("看怎样退回评分表"), OFFICE, SCORING - OFFICE),
        Row("POST", "evaluation:sheet_reopening", _("把评分表退回重填"), OFFICE, SCORING - OFFICE),
        *_rubrics(),
        *_panels(),
        *_pool(),
    ]


def _talks() -> list[Row]:
    readers = SCORING - OFFICE | ASSESSOR
    return [
        Row("GET", "evaluation:moderations", _("一轮里要合议的指标"), SCORING - LIAISON, NONE),
        Row("GET", "evaluation:moderation", _("一个项目要合议的指标，各位专家的分"), SCORING | ASSESSOR),
        Row("GET", "evaluation:moderation_changing", _("看怎样在合议时改自己的分"), ASSESSOR, SCORING),
        Row("POST", "evaluation:moderation_changing", _("在合议时改自己的分"), ASSESSOR, SCORING),
        Row("GET", "evaluation:moderation_noting", _("看怎样记合议结论"), OFFICE, readers),
        Row("POST", "evaluation:moderation_noting", _("记合议结论"), OFFICE, readers),
    ]


def _rubrics() -> list[Row]:
    overseers, rest = OVERSEEING - OFFICE, SIGNED_IN - OFFICE
    return [
        Row("GET", "evaluation:rubrics", _("各份评分标准"), OVERSEEING),
        Row("POST", "evaluation:rubrics", _("存评分标准列表的视图"), OVERSEEING),
        Row("GET", "evaluation:rubric_drafting", _("看怎样写新的评分标准"), OFFICE, rest),
        Row("POST", "evaluation:rubric_drafting", _("起草评分标准"), OFFICE, rest),
        Row("GET", "evaluation:rubric", _("一份评分标准"), OVERSEEING, NONE),
        Row("GET", "evaluation:rubric_table", _("看评分标准的整张表"), OFFICE, overseers),
        Row("POST", "evaluation:rubric_table", _("整表填写评分标准"), OFFICE, overseers),
        Row("GET", "evaluation:rubric_copying", _("看怎样复制评分标准"), OFFICE, overseers),
        Row("POST", "evaluation:rubric_copying", _("复制评分标准"), OFFICE, overseers),
        Row("POST", "evaluation:rubric_discarding", _("丢掉评分标准的草稿"), OFFICE, overseers),
        Row("GET", "evaluation:criterion", _("看怎样改一项指标"), OFFICE, overseers),
        Row("POST", "evaluation:criterion", _("改一项指标"), OFFICE, overseers),
    ]


def _panels() -> list[Row]:
    overseers = OVERSEEING - OFFICE
    return [
        Row("GET", "evaluation:panels", _("一轮的评估组"), OVERSEEING),
        Row("GET", "evaluation:arranging", _("看怎样排评估组"), OFFICE, overseers),
        Row("POST", "evaluation:arranging", _("排评估组"), OFFICE, overseers),
        Row("GET", "evaluation:panel_ways", _("看怎样定评估方式"), OFFICE, overseers),
        Row("POST", "evaluation:panel_ways", _("定评估方式"), OFFICE, overseers),
        Row("GET", "evaluation:panel", _("一个项目的评估组；谁被哪条规则挡住只有街道办公室看得到"), OVERSEEING, NONE),
        Row("GET", "evaluation:panel_meeting", _("看怎样定评估时间"), OFFICE, overseers),
        Row("POST", "evaluation:panel_meeting", _("定评估时间和方式"), OFFICE, overseers),
        Row("GET", "evaluation:panel_seating", _("看还可以请哪些专家"), OFFICE, overseers),
        Row("POST", "evaluation:panel_seating", _("请专家坐上席位"), OFFICE, overseers),
        Row("GET", "evaluation:seat_leaving", _("看怎样让专家离开评估组"), OFFICE, overseers),
        Row("POST", "evaluation:seat_leaving", _("让专家离开评估组"), OFFICE, overseers),
        Row("POST", "evaluation:seat_fixing", _("固定席位"), OFFICE, overseers),
        Row("GET", "evaluation:assessor_absences", _("看专家哪些半天来不了"), OFFICE | ASSESSOR, overseers),
        Row("POST", "evaluation:assessor_absences", _("写专家哪些半天来不了"), OFFICE | ASSESSOR, overseers),
    ]


def _pool() -> list[Row]:
    others, rest = OVERSEEING - OFFICE, SIGNED_IN - OFFICE
    return [
        Row("GET", "evaluation:assessors", _("评估专家的名单"), OVERSEEING),
        Row("POST", "evaluation:assessors", _("存评估专家列表的视图"), OVERSEEING),
        Row("GET", "evaluation:assessor_entering", _("看怎样登记专家"), OFFICE, rest),
        Row("POST", "evaluation:assessor_entering", _("登记专家"), OFFICE, rest),
        Row("GET", "evaluation:assessor_pasting", _("看怎样整表粘贴专家"), OFFICE, rest),
        Row("POST", "evaluation:assessor_pasting", _("整表粘贴专家"), OFFICE, rest),
        Row(
            "GET",
            "evaluation:assessor",
            _("一位专家；手机、利益关系和要回避的项目只有街道办公室和本人看得到"),
            OVERSEEING | ASSESSOR,
        ),
        Row("GET", "evaluation:own_profile", _("评估专家自己的资料"), ASSESSOR),
        Row("GET", "evaluation:assessors_inviting", _("看哪些专家还没有账号"), OFFICE, rest),
        Row("POST", "evaluation:assessors_inviting", _("给没有账号的专家生成邀请链接"), OFFICE, rest),
        Row("POST", "evaluation:assessor_inviting", _("邀请一位专家"), OFFICE, others | ASSESSOR),
        Row("GET", "evaluation:assessor_changing", _("看怎样改专家资料"), OFFICE, others | ASSESSOR),
        Row("POST", "evaluation:assessor_changing", _("改专家资料"), OFFICE, others | ASSESSOR),
        Row("GET", "evaluation:assessor_employing", _("看怎样登记专家的任职"), OFFICE | ASSESSOR, others),
        Row("POST", "evaluation:assessor_employing", _("登记专家的任职"), OFFICE | ASSESSOR, others),
        Row("GET", "evaluation:employment_ending", _("看怎样结束专家的任职"), OFFICE | ASSESSOR, others),
        Row("POST", "evaluation:employment_ending", _("结束专家的任职"), OFFICE | ASSESSOR, others),
        Row("GET", "evaluation:assessor_tying", _("看怎样登记利益关系"), OFFICE | ASSESSOR, others),
        Row("POST", "evaluation:assessor_tying", _("登记利益关系"), OFFICE | ASSESSOR, others),
        Row("POST", "evaluation:tie_untying", _("让一项利益关系不算"), OFFICE, others | ASSESSOR),
        Row("GET", "evaluation:assessor_retiring", _("看怎样让专家不再担任"), OFFICE, others | ASSESSOR),
        Row("POST", "evaluation:assessor_retiring", _("让专家不再担任"), OFFICE, others | ASSESSOR),
        Row("POST", "evaluation:assessor_taking_back", _("恢复不再担任的专家"), OFFICE, others | ASSESSOR),
    ]
