"""The rows of the table of who may open what. A new address needs its row here; see `permissions`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from guihua.desk import permission_apart, permission_reports
from guihua.desk.permission_terms import (
    ANYBODY,
    BRINGING_IN,
    CLOSING,
    CONFIDENTIAL,
    CONTROL,
    DECIDING,
    IMPORTING,
    JOBS,
    KEEPING,
    MEETING,
    NONE,
    OFFICE,
    OVERSEEING,
    READING,
    ROLES,
    RUNNING,
    SEEING,
    SIGNED_IN,
    TRAIL,
    WORKER,
    Row,
)


def rows() -> list[Row]:
    return [
        *_desk(),
        *_closing(),
        *_people(),
        *permission_apart.rows(),
        *_papers(),
        *_imports(),
        *_contexts(),
        *_accounts(),
        *_others(),
        *_links(),
        *_everywhere(),
    ]


def _desk() -> list[Row]:
    return [
        Row("GET", "desk:overview", _("总览"), SIGNED_IN),
        Row("GET", "desk:search", _("找一找"), SIGNED_IN),
        Row("POST", "desk:recent_clearing", _("清空最近打开的"), SIGNED_IN),
        Row("GET", "desk:projects", _("项目列表"), SIGNED_IN),
        Row("POST", "desk:projects", _("存项目列表的视图，成批处理项目"), SIGNED_IN),
        Row("GET", "desk:project", _("一个项目"), SEEING),
        Row("GET", "desk:project_sessions", _("一个项目的场次"), SEEING),
        Row("GET", "desk:project_timeline", _("一个项目的时间线，各人只看到自己能看的"), SEEING),
        Row("GET", "desk:sessions", _("活动与场次列表"), SIGNED_IN),
        Row("POST", "desk:sessions", _("存活动与场次列表的视图"), SIGNED_IN),
        Row("GET", "desk:session", _("一个场次"), SEEING),
        Row("POST", "desk:names", _("看一个场次的姓名"), READING),
        Row("POST", "desk:names", _("看保密领域一个场次的姓名"), WORKER, READING - WORKER, of=CONFIDENTIAL),
        Row("GET", "desk:project_history", _("一个项目的变更记录"), READING),
        Row("GET", "desk:organisations", _("机构列表"), SIGNED_IN),
        Row("POST", "desk:organisations", _("存机构列表的视图"), SIGNED_IN),
        Row("GET", "desk:organisation", _("一个机构"), ROLES),
        Row("GET", "desk:staffing", _("看怎样分配项目"), BRINGING_IN, ROLES - BRINGING_IN),
        Row("POST", "desk:staffing", _("把本机构的项目分给社工"), BRINGING_IN, ROLES - BRINGING_IN),
        Row("GET", "desk:communities", _("社区列表"), SIGNED_IN),
        Row("POST", "desk:communities", _("存社区列表的视图"), SIGNED_IN),
        Row("GET", "desk:community", _("一个社区"), ROLES),
        Row("POST", "desk:exports", _("在后台导出长名单"), SIGNED_IN),
        Row("GET", "desk:export", _("下载导出的名单"), SIGNED_IN),
        Row("GET", "desk:handling", _("自己成批处理的结果"), SIGNED_IN),
        Row("GET", "desk:jobs", _("后台任务列表"), SIGNED_IN),
        Row("GET", "desk:job", _("一个后台任务"), SIGNED_IN),
        Row("POST", "desk:job_cancelling", _("取消后台任务"), SIGNED_IN),
        Row("POST", "desk:integrity", _("核对数据"), JOBS),
        Row("POST", "desk:job_trial", _("再试一次后台任务"), SIGNED_IN),
        Row("GET", "desk:permissions", _("权限一览"), CONTROL),
        Row("GET", "desk:trail", _("审计记录"), TRAIL),
        Row("GET", "desk:deed", _("一条审计记录"), TRAIL),
        Row("POST", "desk:trail", _("存审计记录的视图"), TRAIL),
        Row("POST", "desk:trail_verification", _("核对审计记录"), TRAIL),
    ]


def _closing() -> list[Row]:
    return [
        Row("GET", "delivery:closing", _("各月的结账"), CLOSING),
        Row("GET", "delivery:closing_changes", _("结账后的更正"), CLOSING),
        Row("GET", "delivery:closing_schedule", _("看什么时候提醒结账"), OFFICE, OVERSEEING - OFFICE),
        Row("POST", "delivery:closing_schedule", _("定什么时候提醒结账"), OFFICE, OVERSEEING - OFFICE),
        Row("GET", "delivery:closing_month", _("一个月的结账"), OVERSEEING),
        Row("GET", "delivery:closing_whole", _("看怎样结整个月"), OVERSEEING),
        Row("POST", "delivery:closing_whole", _("结整个月"), OFFICE, OVERSEEING - OFFICE),
        Row("POST", "delivery:closing_reminding", _("催办还没结账的机构"), OFFICE, OVERSEEING - OFFICE),
        Row("GET", "delivery:closing_provider", _("一个机构一个月的结账"), CLOSING),
        Row("GET", "delivery:closing_deed", _("看怎样结一个机构的月"), CLOSING),
        Row("POST", "delivery:closing_deed", _("结一个机构的月"), BRINGING_IN, CLOSING - BRINGING_IN),
        Row("POST", "delivery:finding_confirming", _("写明情况属实"), BRINGING_IN, CLOSING - BRINGING_IN),
        Row("GET", "delivery:reopening_asking", _("看怎样申请重新开放"), BRINGING_IN, CLOSING - BRINGING_IN),
        Row("POST", "delivery:reopening_asking", _("申请重新开放"), BRINGING_IN, CLOSING - BRINGING_IN),
        Row("POST", "delivery:reopening_decision", _("决定重新开放"), DECIDING, CLOSING - DECIDING),
        Row("POST", "delivery:session_placing", _("给场次写上社区"), BRINGING_IN, READING - BRINGING_IN),
    ]


def _people() -> list[Row]:
    return [
        Row("GET", "desk:people", _("人员列表"), MEETING),
        Row("POST", "desk:people", _("存人员列表的视图"), MEETING),
        Row("GET", "desk:people_finding", _("找人"), MEETING),
        Row("POST", "desk:people_finding", _("按手机或证件号码找人"), MEETING),
        Row("GET", "desk:person", _("一个人"), MEETING),
        Row("POST", "desk:person_reading", _("看完整号码"), MEETING),
        Row("GET", "desk:person_correction", _("看怎样更正一个人"), OFFICE),
        Row("POST", "desk:person_correction", _("更正一个人"), OFFICE),
        Row("GET", "desk:person_rights", _("一个人的信息权利"), OFFICE),
        Row("POST", "desk:person_copy", _("给本人一份登记的内容"), OFFICE),
        Row("POST", "desk:person_consents", _("记下本人的同意"), OFFICE),
        Row("POST", "desk:consent_withdrawal", _("撤回同意"), OFFICE),
        Row("POST", "desk:person_erasure", _("永远删除一个人的信息"), OFFICE),
        Row("GET", "desk:pairs", _("疑似重复的人"), OFFICE),
        Row("POST", "desk:pairs", _("存疑似重复列表的视图，成批放到以后"), OFFICE),
        Row("GET", "desk:pairs_looking", _("看怎样找疑似重复"), OFFICE),
        Row("POST", "desk:pairs_looking", _("找疑似重复"), OFFICE),
        Row("GET", "desk:pair", _("两个疑似重复的人"), OFFICE),
        Row("POST", "desk:pair_decision", _("决定是不是同一人"), OFFICE),
        Row("POST", "desk:merge_undoing", _("拆开合并"), OFFICE),
        Row("POST", "desk:person_parting", _("拆开文件合在一起的人"), OFFICE),
    ]


def _papers() -> list[Row]:
    """What is edited, and the papers of projects. Who sees a project may read its papers, its own people add some."""
    return [
        Row("GET", "desk:project_files", _("一个项目的文件"), READING),
        Row("GET", "commissioning:project_editing", _("修改项目"), OFFICE, SEEING - OFFICE),
        Row("GET", "commissioning:partners", _("看一个项目的合作单位"), OFFICE, SEEING - OFFICE),
        Row("POST", "commissioning:partners", _("添加合作单位"), OFFICE, SEEING - OFFICE),
        Row("POST", "commissioning:partner_leaving", _("结束合作"), OFFICE, SEEING - OFFICE),
        Row("GET", "commissioning:file_adding", _("传项目文件"), MEETING, SEEING - MEETING),
        Row("GET", "commissioning:file_version", _("打开项目文件"), READING),
        Row("POST", "commissioning:file_removing", _("删除项目文件"), MEETING, READING - MEETING),
        Row("GET", "directory:organisation_adding", _("看怎样添加机构"), OFFICE),
        Row("POST", "directory:organisation_adding", _("添加机构"), OFFICE),
        Row("GET", "directory:organisation_editing", _("看怎样修改机构"), BRINGING_IN, ROLES - BRINGING_IN),
        Row("POST", "directory:organisation_editing", _("修改机构"), BRINGING_IN, ROLES - BRINGING_IN),
        Row("GET", "directory:community_editing", _("看怎样修改社区"), OFFICE, ROLES - OFFICE),
        Row("POST", "directory:community_editing", _("修改社区"), OFFICE, ROLES - OFFICE),
    ]


def _imports() -> list[Row]:
    bringing = [
        Row("GET", "desk:imports", _("导入过的文件"), IMPORTING),
        Row("GET", "desk:import_start", _("看怎样导入一种文件"), IMPORTING),
        Row("POST", "desk:import_start", _("上传要导入的文件"), IMPORTING),
        Row("GET", "desk:import_blank", _("下载空白表格"), IMPORTING),
    ]
    looking = {
        "import": _("一份导入的文件"),
        "import_worksheet": _("选工作表"),
        "import_columns": _("对应各列"),
        "import_check": _("核对每一行"),
        "import_row": _("一行的内容"),
        "import_marked": _("下载标出错处的表格"),
    }
    doing = {
        "import_mending": _("改正一格"),
        "import_omitting": _("不导入一行"),
        "import_filling": _("照上一行填空着的格子"),
        "import_keeping": _("把像合计的一行当作记录"),
        "import_confirming": _("确认一行"),
        "import_joining": _("认定两行是同一人"),
        "import_taking_back": _("撤销一处改正"),
        "import_checking_again": _("重新核对"),
        "import_recording": _("写入"),
        "import_undoing": _("撤销导入"),
        "import_discarding": _("丢掉上传的文件"),
    }
    looks = [Row("GET", f"desk:{name}", words, IMPORTING) for name, words in looking.items()]
    deeds = [Row("POST", f"desk:{name}", words, IMPORTING) for name, words in doing.items()]
    return [*bringing, *looks, *deeds]


def _contexts() -> list[Row]:
    return [
        *permission_reports.rows(),
        Row("GET", "commissioning:words", _("看项目设置"), OFFICE),
        Row("POST", "commissioning:words", _("改项目设置"), OFFICE),
    ]


def _accounts() -> list[Row]:
    return [
        Row("GET", "directory:sign_ins", _("自己的登录"), SIGNED_IN),
        Row("POST", "directory:sign_in_ending", _("结束自己的一处登录"), SIGNED_IN),
        Row("POST", "directory:other_endings", _("结束自己在别处的登录"), SIGNED_IN),
        Row("GET", "directory:password", _("改密码"), SIGNED_IN),
        *_factors(),
        Row("GET", "directory:kept", _("登录过期时没有交上的表单"), SIGNED_IN),
        Row("POST", "directory:discarding", _("丢掉没有交上的表单"), SIGNED_IN),
        Row("GET", "directory:login", _("登录页"), ANYBODY),
        Row("POST", "directory:demonstration", _("一键登录，只在演示里有"), NONE, is_shut=True),
        Row("POST", "directory:logout", _("退出登录"), ANYBODY),
    ]


def _others() -> list[Row]:
    """The accounts of others. The office runs those of a sub-district only while it has no security administrator."""
    managers = KEEPING - RUNNING
    return [
        Row("GET", "directory:accounts", _("账号列表"), KEEPING),
        Row("POST", "directory:accounts", _("存账号列表的视图"), KEEPING),
        Row("GET", "directory:account", _("一个账号"), KEEPING),
        Row("GET", "directory:appointing", _("看怎样任命"), KEEPING),
        Row("POST", "directory:appointing", _("任命；机构负责人只任命本机构的社工"), KEEPING),
        Row("GET", "directory:dismissing", _("看怎样结束角色"), KEEPING),
        Row("POST", "directory:dismissing", _("结束角色；机构负责人只结束本机构的社工"), KEEPING),
        Row("GET", "directory:disabling", _("看怎样停用账号"), RUNNING, managers),
        Row("POST", "directory:disabling", _("停用账号"), RUNNING, managers),
        Row("GET", "directory:enabling", _("看怎样恢复账号"), RUNNING, managers),
        Row("POST", "directory:enabling", _("恢复账号"), RUNNING, managers),
        Row("GET", "directory:renaming", _("看怎样改账号的姓名"), RUNNING, managers),
        Row("POST", "directory:renaming", _("改账号的姓名"), RUNNING, managers),
        Row("POST", "directory:others_ending", _("结束别人的一处登录"), KEEPING),
        Row("POST", "directory:all_others_ending", _("结束别人的全部登录"), KEEPING),
        Row("POST", "directory:password_linking", _("给出重设密码的链接"), RUNNING, managers),
        Row("GET", "directory:invitations", _("邀请列表"), KEEPING),
        Row("POST", "directory:invitations", _("存邀请列表的视图"), KEEPING),
        Row("GET", "directory:invitation", _("一个邀请"), KEEPING),
        Row("GET", "directory:inviting", _("看怎样邀请"), KEEPING),
        Row("POST", "directory:inviting", _("邀请；机构负责人只邀请本机构的社工"), KEEPING),
        Row("POST", "directory:renewing", _("重新生成邀请链接"), KEEPING),
        Row("POST", "directory:withdrawing", _("撤回邀请"), KEEPING),
    ]


def _links() -> list[Row]:
    return [
        Row("GET", "directory:link", _("点开邀请或重设密码的链接"), ANYBODY),
        Row("GET", "directory:accepting", _("接受邀请，只有点开了链接的人能看"), NONE, is_shut=True),
        Row("POST", "directory:accepting", _("接受邀请，只有点开了链接的人能做"), NONE, is_shut=True),
        Row("GET", "directory:new_password", _("定新密码，只有点开了链接的人能看"), NONE, is_shut=True),
        Row("POST", "directory:new_password", _("定新密码，只有点开了链接的人能做"), NONE, is_shut=True),
    ]


def _factors() -> list[Row]:
    """By what one signs in beside the password. Who is asked for it again is let in, to that page first."""
    return [
        Row("GET", "directory:second_step", _("登录的第二步"), SIGNED_IN),
        Row("GET", "directory:security", _("登录安全"), SIGNED_IN),
        Row("GET", "directory:factor_wanted", _("提醒设第二步验证"), SIGNED_IN),
        Row("GET", "directory:confirming", _("再输一次自己的密码"), SIGNED_IN),
        Row("GET", "directory:authenticator_adding", _("设自己的验证器"), SIGNED_IN),
        Row("POST", "directory:authenticator_removing", _("删除自己的验证器"), SIGNED_IN),
        Row("GET", "directory:passkey_adding", _("添加自己的通行密钥"), SIGNED_IN),
        Row("GET", "directory:passkey", _("改自己的通行密钥的名称"), SIGNED_IN),
        Row("POST", "directory:passkey_removing", _("删除自己的通行密钥"), SIGNED_IN),
        Row("GET", "directory:recovery_codes", _("自己的恢复码，只显示一次"), SIGNED_IN),
        Row("GET", "directory:recovery_text", _("下载自己的恢复码"), SIGNED_IN),
        Row("POST", "directory:recovery_making", _("重新生成自己的恢复码"), SIGNED_IN),
        Row("POST", "directory:recovery_kept", _("不再显示恢复码"), SIGNED_IN),
        Row("GET", "directory:attention", _("看提醒规则"), OFFICE),
        Row("POST", "directory:attention", _("改提醒规则"), OFFICE),
        Row("GET", "directory:demands", _("看登录要求"), RUNNING),
        Row("POST", "directory:demanding", _("改登录要求"), RUNNING),
        Row("GET", "directory:factors_resetting", _("看怎样清除别人的第二步验证"), RUNNING, KEEPING - RUNNING),
        Row("POST", "directory:factors_resetting", _("清除别人的第二步验证"), RUNNING, KEEPING - RUNNING),
    ]


def _everywhere() -> list[Row]:
    return [
        Row("GET", "healthz", _("系统是否正常"), ANYBODY),
        Row("GET", "style", _("界面样式"), SIGNED_IN),
        Row("GET", "style-failure", _("出错页的样子"), SIGNED_IN),
        Row("GET", "inbox", _("收件箱"), SIGNED_IN),
        Row("POST", "inbox-opening", _("打开自己的一条通知"), SIGNED_IN),
        Row("POST", "inbox-all-reading", _("全部标为看过"), SIGNED_IN),
        Row("GET", "inbox-wishes", _("看自己的通知设置"), SIGNED_IN),
        Row("POST", "inbox-wishes", _("改自己的通知设置"), SIGNED_IN),
        Row("POST", "view-changing", _("改名单的视图，给全街道共用"), SIGNED_IN),
        Row("POST", "view-removing", _("删除名单的视图"), SIGNED_IN),
        Row("POST", "view-opening", _("选打开名单时先看的视图"), SIGNED_IN),
        Row("POST", "preferences", _("改显示方式"), ANYBODY),
    ]
