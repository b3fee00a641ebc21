from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guihua.directory.models.attention import MOST_DAYS

WRONG = _("请填写 1 到 366 之间的天数。")


def _days(label: Any, help_text: Any) -> forms.IntegerField:
    said = dict.fromkeys(("required", "invalid", "min_value", "max_value"), WRONG)
    return forms.IntegerField(label=label, help_text=help_text, min_value=1, max_value=MOST_DAYS, error_messages=said)


class AttentionForm(forms.Form):
    silent_days = _days(_("项目多少天没有记录"), _("执行中的项目满这么多天没有场次也没有值勤，就提醒。"))
    invitation_days = _days(_("邀请提前多少天提醒"), _("还没有人接受的邀请，到期前这么多天提醒。"))
    late_days = _days(_("结账后的更正提醒多少天"), _("结账以后改了数字的，这么多天里在审计和督导委员会的首页上提醒。"))
