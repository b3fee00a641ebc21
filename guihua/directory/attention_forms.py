from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guihua.directory.models.attention import MOST_DAYS

WRONG = _("请填写 1 到 366 之间的天数。")


def _days(label: Any, help_text: Any) -> forms.IntegerField:
    said = dict.fromkeys(("required", "invalid", "min_value", "max_value"), WRONG)
    return forms.IntegerField(label=label, help_text=help_text, min_value=1, max_value=MOST_DAYS, error_messages=said)


def _percent(label: Any, help_text: Any) -> forms.IntegerField:
    said = dict.fromkeys(("required", "invalid", "min_value", "max_value"), _("请填写 1 到 100 之间的整数。"))
    return forms.IntegerField(label=label, help_text=help_text, min_value=1, max_value=100, error_messages=said)


class AttentionForm(forms.Form):
    silent_days = _days(_("项目多少天没有记录"), _("执行中的项目满这么多天没有场次也没有值勤，就提醒。"))
    invitation_days = _days(_("邀请提前多少天提醒"), _("还没有人接受的邀请，到期前这么多天提醒。"))
    late_days = _days(_("结账后的更正提醒多少天"), _("结账以后改了数字的，这么多天里在审计和督导委员会的首页上提醒。"))
    step_days = _days(_("采购步骤提前多少天提醒"), _("步骤的最后一天前这么多天提醒；过了最后一天一直提醒。"))
    unsigned_days = _days(_("定标后多少天没签合同"), _("从定标算起。法规给的期限写在采购方式的「签订合同」一步里。"))
    payment_days = _days(_("付款申请多少天没办"), _("等核对、等批准、等付款满这么多天，提醒该办的人。"))
    unpaid_days = _days(_("可以申请以后多少天没付款"), _("一期付款可以申请以后，满这么多天还没付，提醒财务。"))
    ending_days = _days(_("合同到期前多少天提醒验收"), _("合同快到期还没有验收的，提醒办公室和承接机构。"))
    plan_days = _days(_("社区发展计划多少天没答复"), _("社区提交以后这么多天没有答复，提醒办公室。"))
    report_days = _days(
        _("期末后多少天交报告"), _("每一期结束以后，承接机构在这么多天里提交定期报告。已经有的报告不变。")
    )
    need_days = _days(_("需求多少天没有项目回应"), _("计划接受以后这么多天还没有项目回应的需求，提醒办公室。"))
    unvisited_days = _days(_("项目多少天没有走访"), _("执行中的项目满这么多天没有走访，提醒挂钩人员。"))
    certificate_days = _days(_("证书到期前多少天提醒"), _("在岗社工的证书到期前这么多天，提醒承接机构的负责人。"))
    budget_percent = _percent(_("预算科目用到百分之多少"), _("一个科目用到这个比例，提醒办公室和承接机构。"))
