"""Every deed of the audit trail in words, by its code: a noun, a point, a verb. A code without words stands as it is."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise

NOUNS: dict[str, Words] = {
    "project": pgettext_lazy("several", "项目"),
    "projects": _("项目清单"),
    "partner": _("合作单位"),
    "file": _("文件"),
    "organisation": pgettext_lazy("several", "机构"),
    "organisations": _("机构清单"),
    "community": pgettext_lazy("several", "社区"),
    "communities": _("社区清单"),
    "campaign": _("专项行动"),
    "procurementmethod": _("采购方式"),
    "managementmode": _("管理模式"),
    "attendance": _("参与记录"),
    "session": _("场次"),
    "month_list": _("整月名单"),
    "month": _("月份"),
    "reopening": _("重新开放"),
    "closing_schedule": _("结账提醒"),
    "finding": _("核对的一条"),
    "photo": _("照片"),
    "duty": _("值勤"),
    "names": _("参与者姓名"),
    "person": pgettext_lazy("several", "人员"),
    "people": _("人员登记"),
    "resemblances": _("疑似重复"),
    "consent": _("同意"),
    "codename": _("代号"),
    "codenames": _("保密领域的代号"),
    "import": _("数据导入"),
    "import_batch": _("导入的记录"),
    "list": _("导出的名单"),
    "view": _("视图"),
    "job": _("后台任务"),
    "trail": _("审计记录"),
    "membership": _("角色"),
    "grant": _("项目的分配"),
    "user": _("账号"),
    "invitation": _("邀请"),
    "sign_in": _("登录"),
    "factor": _("第二步验证"),
    "factor_demand": _("第二步验证的要求"),
    "attention_rule": _("提醒规则"),
    "passkey": _("通行密钥"),
    "recovery_code": _("恢复码"),
    "recovery_codes": _("恢复码"),
    "second_step": _("第二步验证"),
    "form": _("没有交上的表单"),
    "inbox": _("收件箱"),
    "subdistrict": _("街道"),
    "deployment": _("备份"),
    "keys": _("主密钥"),
    "passage": _("报告里写的话"),
    "edition": _("年度报告的一版"),
    "story": _("故事"),
    "upper_form": _("上级表格"),
}
"""What a deed is done to, by the first part of its code. The list is narrowed by these."""

VERBS: dict[str, Words] = {
    "accepted": _("接受"),
    "added": _("添加"),
    "all_ended": _("全部结束"),
    "appointed": _("任命"),
    "asked": _("提出"),
    "asked_again": _("重新待定"),
    "backed_up": _("备份"),
    "began": _("开始"),
    "cancel_wished": _("要求取消"),
    "cancelled": _("取消"),
    "cell_cleared": _("不再填一格"),
    "cell_set": _("对好一格"),
    "changed": _("修改"),
    "closed": _("结项"),
    "confirmed": _("确认"),
    "contracted": _("签约"),
    "corrected": _("更正"),
    "deleted": _("删除"),
    "demanded": _("要求"),
    "disabled": _("停用"),
    "discarded": _("丢掉"),
    "disowned": _("说不是自己"),
    "done": _("完成"),
    "enabled": _("启用"),
    "ended": _("结束"),
    "erased": _("永远删除"),
    "evaluated": _("评估"),
    "exported": _("导出"),
    "failed": _("没有成功"),
    "filled": _("填好"),
    "file_removed": _("删除上传的文件"),
    "given": _("给予"),
    "handled": _("批量处理"),
    "joined": _("加入"),
    "kept": _("保留"),
    "kept_private": _("改为只给自己用"),
    "left": _("离开"),
    "left_out": _("不再选用"),
    "locked": _("多次输错，锁定"),
    "looked_for": _("查找"),
    "made": _("生成"),
    "merged": _("合并"),
    "opens": _("设为首先打开"),
    "opens_no_more": _("不再首先打开"),
    "picked": _("选用"),
    "password_changed": _("改密码"),
    "password_link_made": _("生成改密码的链接"),
    "password_link_used": _("用链接改密码"),
    "preferred": _("改显示方式"),
    "prepared": _("建立"),
    "procuring": _("采购"),
    "published": _("发布"),
    "read": _("查看"),
    "recorded": _("登记"),
    "registered": _("建立"),
    "removed": _("删除"),
    "renamed": _("改名"),
    "renewed": _("更新"),
    "reset": _("重设"),
    "changed_after_close": _("结账后改动"),
    "placed": _("补上社区"),
    "reminded": _("催办"),
    "refused": _("拒绝"),
    "lapsed": _("不用再决定"),
    "granted": _("批准"),
    "resolved": _("对应到人"),
    "restored": _("恢复"),
    "reverted": _("撤销导入"),
    "rotated": _("更换"),
    "running": _("开始进行"),
    "saved": _("存下"),
    "seen": _("打开"),
    "shared": _("共享"),
    "story_erased": _("删去一个故事"),
    "taken": _("下载"),
    "taken_apart": _("拆开"),
    "taken_out": _("随导入撤销删除"),
    "taken_back": _("收回"),
    "taken_over": _("换程序接手"),
    "told_apart": _("认定不是同一人"),
    "undone": _("撤销"),
    "uploaded": _("上传"),
    "used": _("使用"),
    "verified": _("核对"),
    "version_added": _("传新版本"),
    "waiting": _("重新排队"),
    "wished": _("改通知设置"),
    "withdrawn": _("撤回"),
    "written": _("写好"),
}


SHORTER = {
    "importbatch": "import_batch",
    "monthlyclose": "month",
    "latechange": "month",
    "signin": "sign_in",
    "handling": "list",
    "export": "list",
    "withdrawal": "session",
    "findingnote": "finding",
    "keptform": "form",
    "savedview": "view",
    "projectfile": "file",
    "fileversion": "file",
    "sessionphoto": "photo",
    "factordemand": "factor_demand",
    "recoverycode": "recovery_code",
}
"""By the name of a model that is called another way in the codes of deeds, which noun means it."""

OTHERWISE: dict[str, Words] = {"month.closed": _("月份：结账")}
"""Deeds whose verb says something else of their noun than of others: a project that is closed is over."""


def noun_of(kind: str) -> Words | None:
    """What a deed was done to, by the label of its model."""
    name = kind.rpartition(".")[2]
    return NOUNS.get(SHORTER.get(name, name))


def told(action: str) -> str:
    """审计记录：查看, from trail.read."""
    if action in OTHERWISE:
        return str(OTHERWISE[action])
    noun, _point, verb = action.partition(".")
    if noun not in NOUNS or verb not in VERBS:
        return action
    return str(_("%(noun)s：%(verb)s")) % {"noun": NOUNS[noun], "verb": VERBS[verb]}
