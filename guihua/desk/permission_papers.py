"""Who keeps the archives of purchases, who publishes them, and who changes the rules of buying: the office."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import ANYBODY, OFFICE, OVERSEEING, Row


def rows() -> list[Row]:
    others = OVERSEEING - OFFICE
    return [
        Row("GET", "commissioning:paper_putting", _("看怎样放进采购档案"), OFFICE, others),
        Row("POST", "commissioning:paper_putting", _("放进采购档案"), OFFICE, others),
        Row("GET", "commissioning:archive_download", _("下载一次采购的档案"), OVERSEEING),
        Row("GET", "commissioning:publishing", _("公告前看看采购公告"), OFFICE, others),
        Row("POST", "commissioning:publishing", _("发布采购公告"), OFFICE, others),
        Row("GET", "commissioning:published", _("公开的采购公告列表"), ANYBODY),
        Row("GET", "commissioning:published_purchase", _("一次采购的公告"), ANYBODY),
        Row("GET", "commissioning:published_text", _("公开的合同文本"), ANYBODY),
        Row("GET", "commissioning:method", _("看一种采购方式的规则"), OFFICE),
        Row("POST", "commissioning:method", _("改一种采购方式的人数要求"), OFFICE),
        Row("GET", "commissioning:step_adding", _("看怎样添加采购步骤"), OFFICE),
        Row("POST", "commissioning:step_adding", _("添加采购步骤"), OFFICE),
        Row("GET", "commissioning:step_rule", _("看怎样改采购步骤的时限"), OFFICE),
        Row("POST", "commissioning:step_rule", _("改采购步骤的时限"), OFFICE),
        Row("POST", "commissioning:step_removing", _("去掉自己加的采购步骤"), OFFICE),
        Row("GET", "commissioning:paper_adding", _("看怎样添加存档文件"), OFFICE),
        Row("POST", "commissioning:paper_adding", _("添加存档文件"), OFFICE),
        Row("GET", "commissioning:paper_rule", _("看怎样改存档文件"), OFFICE),
        Row("POST", "commissioning:paper_rule", _("改存档文件"), OFFICE),
        Row("POST", "commissioning:paper_removing", _("去掉自己加的存档文件"), OFFICE),
        Row("GET", "commissioning:word", _("看怎样改一个名目的名称"), OFFICE),
        Row("POST", "commissioning:word", _("改一个名目的名称"), OFFICE),
        Row("GET", "commissioning:category", _("看怎样改品目的限额"), OFFICE),
        Row("POST", "commissioning:category", _("改品目的限额"), OFFICE),
        Row("GET", "commissioning:heading", _("看怎样改预算科目"), OFFICE),
        Row("POST", "commissioning:heading", _("改预算科目"), OFFICE),
    ]
