"""Who brings a round to its results, and who reads them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import ACCOUNTING, DECIDING, OFFICE, READING, Row
from guihua.directory.models import Role

MANAGER = frozenset({Role.MANAGER})
ASSESSOR = frozenset({Role.ASSESSOR})
WATCHING = frozenset({Role.OFFICE, Role.LIAISON})
APPEALS = frozenset({Role.OFFICE, Role.LEADER, Role.AUDITOR, Role.COMMITTEE, Role.MANAGER})  # who read appeals
READERS = READING  # once results are published
ANSWERED = frozenset({Role.LEADER, Role.AUDITOR, Role.COMMITTEE, Role.LIAISON, Role.MANAGER})  # who read replies


def rows() -> list[Row]:
    others = ACCOUNTING - OFFICE
    return [
        Row("GET", "evaluation:drafting", _("出初稿以前还缺什么"), OFFICE, others),
        Row("POST", "evaluation:drafting", _("出初稿"), OFFICE, others),
        Row("GET", "evaluation:judged", _("一个项目的得分预览"), OFFICE, others),
        Row("GET", "evaluation:decision", _("看怎样加分、否决或写明不评"), OFFICE, others),
        Row("POST", "evaluation:decision", _("加分、否决或写明不评"), OFFICE, others),
        Row("POST", "evaluation:decision_taking_back", _("撤回写明的"), OFFICE, others),
        Row("GET", "evaluation:replying", _("看怎样回应初稿"), MANAGER, READERS - MANAGER),
        Row("POST", "evaluation:replying", _("回应初稿"), MANAGER, READERS - MANAGER),
        Row("GET", "evaluation:answering", _("看怎样答复回应"), OFFICE, ANSWERED),
        Row("POST", "evaluation:answering", _("答复回应"), OFFICE, ANSWERED),
        *_appeals(),
        Row("GET", "evaluation:publication", _("公布结果以前还等什么"), OFFICE, others),
        Row("POST", "evaluation:publication", _("公布结果"), OFFICE, others),
        Row("GET", "evaluation:what_if", _("换一组权重会怎样"), DECIDING, ACCOUNTING - DECIDING),
        Row("GET", "evaluation:quality", _("评分质量：宽严、一致、特别高低的分"), OFFICE, others),
        Row("GET", "evaluation:improving", _("看怎样提出改进任务"), WATCHING, READERS - WATCHING),
        Row("POST", "evaluation:improving", _("提出改进任务"), WATCHING, READERS - WATCHING),
        Row("GET", "evaluation:improvements", _("一轮评估的改进任务"), READERS),
        Row("GET", "desk:result_pack", _("一个项目的评估报告"), READING),
        Row("GET", "desk:result_pack_word", _("下载评估报告（Word）；写着谁评的只给街道办公室"), READING),
        Row("GET", "evaluation:marks", _("一轮的评分明细；谁评的只有街道办公室看得到姓名"), ANSWERED | OFFICE),
        Row("GET", "evaluation:results", _("一轮评估的结果；初稿只有要答复的人看得到"), READING),
        Row("GET", "evaluation:result", _("一个项目的评估结果"), READING),
    ]


def _appeals() -> list[Row]:
    others = APPEALS - OFFICE
    return [
        Row("GET", "evaluation:appealing", _("看怎样对结果申诉"), MANAGER, READERS - MANAGER),
        Row("POST", "evaluation:appealing", _("对结果申诉"), MANAGER, READERS - MANAGER),
        Row("GET", "evaluation:appeals", _("一轮里的申诉"), APPEALS),
        Row("GET", "evaluation:appeal", _("一份申诉，怎样处理的"), APPEALS),
        Row("GET", "evaluation:appeal_admitting", _("看可以请谁复评"), OFFICE, others),
        Row("POST", "evaluation:appeal_admitting", _("受理申诉，请人复评"), OFFICE, others),
        Row("GET", "evaluation:appeal_refusing", _("看怎样不受理申诉"), OFFICE, others),
        Row("POST", "evaluation:appeal_refusing", _("不受理申诉"), OFFICE, others),
        Row("GET", "evaluation:appeal_adding", _("看还可以请谁复评"), OFFICE, others),
        Row("POST", "evaluation:appeal_adding", _("再请人复评"), OFFICE, others),
        Row("GET", "evaluation:second_look_releasing", _("看怎样让专家不再复评"), OFFICE, others),
        Row("POST", "evaluation:second_look_releasing", _("让专家不再复评"), OFFICE, others),
        Row("GET", "evaluation:appeal_deciding", _("看怎样决定申诉"), OFFICE, others),
        Row("POST", "evaluation:appeal_deciding", _("决定申诉"), OFFICE, others),
        Row("GET", "evaluation:second_look", _("请来的专家复评"), ASSESSOR),
        Row("POST", "evaluation:second_look", _("复评打分"), ASSESSOR),
        Row("GET", "evaluation:second_look_paper", _("复评时看项目的材料；保密领域的不给看"), ASSESSOR),
    ]
