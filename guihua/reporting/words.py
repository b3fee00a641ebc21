"""What the service domains are there for, in one sentence each, by their codes; and what periods are called."""

from __future__ import annotations

from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guihua.reporting.calc.periods import ENDLESS, Period

MEANINGS = {
    "community": _("在社区里办活动、走访和调解，让邻里互相认得、互相帮忙。"),
    "family": _("陪父母和孩子一起成长，家里的难处有人商量。"),
    "elderly": _("探访独居老人，办兴趣小组和健康活动，让老人有伴。"),
    "youth": _("驻在学校里陪伴学生，也联系家长和社区。"),
    "medical": _("在医院和社区卫生服务中心，陪慢病患者和家属，也支持医护人员。"),
    "corrections": _("帮社区矫正对象重新融入生活；个人情况严格保密，只公开合计。"),
    "newcomers": _("帮没有本地户籍的工友和家人在这里安下心来。"),
    "eap": _("为企业员工和有需要的人做心理支援、减压培训和咨询。"),
}
NAMES = {
    "Q1": _("第一季度"),
    "Q2": _("第二季度"),
    "Q3": _("第三季度"),
    "Q4": _("第四季度"),
    "H1": _("上半年"),
    "H2": _("下半年"),
}


def named(period: Period) -> str:
    """The period within its year: first quarter, March, March to May, up to a day."""
    if period.day != ENDLESS:
        return gettext("年初至 %(day)s") % {"day": f"{period.last:02d}-{period.day:02d}"}
    if period.code in NAMES:
        return str(NAMES[period.code])
    if period.first == period.last:
        return str(MONTHS[period.first])
    return gettext("%(first)s至%(last)s") % {"first": MONTHS[period.first], "last": MONTHS[period.last]}


def titled(year: int, period: Period) -> str:
    return gettext("%(year)d 年%(period)s") % {"year": year, "period": named(period)}
