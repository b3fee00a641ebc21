"""Who may tell what outside: anybody fetches what is public, those who oversee the programme all of it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import ACCOUNTING, ANYBODY, NONE, OFFICE, OVERSEEING, SEEING, SIGNED_IN, Row


def rows() -> list[Row]:
    return [
        Row("GET", "commissioning:open_data", _("开放数据"), ANYBODY),
        Row("GET", "commissioning:public_ocds", _("下载一年公开的采购和合同"), ANYBODY, is_shut=True),
        Row("GET", "commissioning:year_ocds", _("下载一年全部的采购和合同"), OVERSEEING),
        Row("GET", "commissioning:project_ocds", _("下载一个项目的采购和合同"), OVERSEEING),
        Row("GET", "commissioning:outside_names", _("看怎样改对外的名称"), OFFICE),
        Row("POST", "commissioning:outside_names", _("改对外的名称"), OFFICE),
        Row("GET", "api:openapi-json", _("接口的说明"), ANYBODY),
        Row("GET", "api:api-root", _("接口本身没有页面"), NONE, is_shut=True),
        Row("GET", "api:projects", _("用接口读看得到的项目"), SIGNED_IN),
        Row("GET", "api:project", _("用接口读一个项目"), SEEING),
        Row("GET", "api:contracts", _("用接口读看得到的合同"), SIGNED_IN),
        Row("GET", "api:contract", _("用接口读一份合同"), ACCOUNTING),
        Row("GET", "api:indicators", _("用接口读看得到的服务指标"), SIGNED_IN),
        Row("GET", "directory:keys", _("接口密钥列表"), OFFICE),
        Row("GET", "directory:key_making", _("看怎样做一把接口密钥"), OFFICE),
        Row("POST", "directory:key_making", _("做一把接口密钥"), OFFICE),
        Row("GET", "directory:key", _("一把接口密钥用过的日子"), OFFICE),
        Row("POST", "directory:key_revoking", _("撤销一把接口密钥"), OFFICE),
        Row("GET", "commissioning:indicators", _("看怎样登记服务指标"), OFFICE, SEEING - OFFICE),
        Row("POST", "commissioning:indicators", _("登记服务指标"), OFFICE, SEEING - OFFICE),
    ]
