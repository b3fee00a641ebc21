"""Who may plan a project and buy it: the office. Who oversees the programme reads it all and is told why no more."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk.permission_terms import OFFICE, OVERSEEING, SEEING, Row

FORMS = {
    "step_taking": (_("看怎样登记采购的一步"), _("登记采购的一步")),
    "bidding": (_("看怎样登记响应文件"), _("登记响应文件")),
    "inviting": (_("看怎样邀请供应商"), _("邀请供应商")),
    "seating": (_("看怎样添加评审小组成员"), _("添加评审小组成员")),
    "awarding": (_("看怎样定标"), _("定标")),
    "bid_withdrawing": (_("看怎样登记供应商撤回"), _("登记供应商撤回")),
    "bid_invalid": (_("看怎样判为无效"), _("判为无效")),
    "procurement_failing": (_("看怎样废标"), _("废标")),
    "procurement_giving_up": (_("看怎样终止采购"), _("终止采购")),
}


def rows() -> list[Row]:
    others = OVERSEEING - OFFICE
    return [
        Row("GET", "desk:project_buying", _("一个项目的采购"), OVERSEEING),
        Row("GET", "commissioning:planning", _("看怎样计划新项目"), OFFICE),
        Row("POST", "commissioning:planning", _("计划新项目"), OFFICE),
        Row("GET", "commissioning:beginning", _("看怎样开始采购"), OFFICE, SEEING - OFFICE),
        Row("POST", "commissioning:beginning", _("开始采购"), OFFICE, SEEING - OFFICE),
        Row("POST", "commissioning:unseating", _("去掉评审小组成员"), OFFICE, others),
        *(
            Row(method, f"commissioning:{name}", words, OFFICE, others)
            for name, said in FORMS.items()
            for method, words in zip(("GET", "POST"), said, strict=True)
        ),
    ]
