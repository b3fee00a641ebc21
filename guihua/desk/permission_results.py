"""Who brings a round to its results, and who reads them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import ACCOUNTING, DECIDING, OFFICE, READING, Row
from guihua.directory.models import Role

MANAGER = frozenset({Role.MANAGER})
WATCHING = frozenset({Role.OFFICE, Role.LIAISON})
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
        Row("GET", "evaluation:publication", _("公布结果以前还等什么"), OFFICE, others),
        Row("POST", "evaluation:publication", _("公布结果"), OFFICE, others),
        Row("GET", "evaluation:what_if", _("换一组权重会怎样"), DECIDING, ACCOUNTING - DECIDING),
        Row("GET", "evaluation:quality", _("评分质量：宽严、一致、特别高低的分"), OFFICE, others),
        Row("GET", "evaluation:improving", _("看怎样提出改进任务"), WATCHING, READERS - WATCHING),
        Row("POST", "evaluation:improving", _("提出改进任务"), WATCHING, READERS - WATCHING),
        Row("GET", "evaluation:improvements", _("一轮评估的改进任务"), READERS),
        Row("GET", "evaluation:results", _("一轮评估的结果；初稿只有要答复的人看得到"), READING),
        Row("GET", "evaluation:result", _("一个项目的评估结果"), READING),
    ]
