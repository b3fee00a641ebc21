"""A periodic report, told once and shown as a page and as a Word document: what was written, and what the records said when it was
submitted. Where they say something else by now, both stand there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from guihua.commissioning import models as commissioning
from guihua.commissioning.report_paper import Figure, figures_of
from guihua.delivery import models as delivery
from guihua.desk import promised, report_figures
from guihua.desk.pack.pieces import Facts, Pack, Prose, Said, Section, Table, said, yuan

Counts = Mapping[tuple[str, str], int]
WORDS: dict[str, Any] = {
    "done": gettext_lazy("做了什么"),
    "hard": gettext_lazy("遇到什么困难"),
    "ahead": gettext_lazy("下一步打算"),
}
COUNTED: dict[str, Any] = {
    "people": gettext_lazy("服务人数"),
    "volunteers": gettext_lazy("志愿者"),
    "visits": gettext_lazy("挂钩走访"),
    "tasks_done": gettext_lazy("完成的任务"),
    "files": gettext_lazy("新的文件"),
}


def of(
    report: commissioning.PeriodicReport, version: commissioning.ReportVersion | None, now: Sequence[Figure]
) -> Pack:
    """As it was submitted in a version; before it ever was, as it is drafted `now`."""
    texts = version.paper["texts"] if version else report.texts
    title = _("%(period)s定期报告") % {"period": report.period}
    return Pack(
        report.project, [*_written(texts), *_recorded(figures_of(version.paper) if version else now, now)], title=title
    )


def figures(now: Sequence[Figure]) -> list[Section]:
    """What the records say now, for who writes."""
    return _recorded(now, now)


def _written(texts: Mapping[str, str]) -> list[Section]:
    return [
        Section(str(words), [Prose(texts[name].splitlines())] if texts[name] else [], _("没有写。"))
        for name, words in WORDS.items()
    ]


def _recorded(told: Sequence[Figure], now: Sequence[Figure]) -> list[Section]:
    both = _Both(told, now)
    return [_held(both), _whole(both), _promised(both), _spent(both)]


class _Both:
    """What was told and what the records say now, by code and part."""

    def __init__(self, told: Sequence[Figure], now: Sequence[Figure]) -> None:
        self._told: Counts = {(one.code, one.part): one.amount for one in told}
        self._now: Counts = {(one.code, one.part): one.amount for one in now}

    def parts(self, code: str) -> list[str]:
        """In the order in which they were told; what came later, after them."""
        keys = [part for each, part in [*self._told, *self._now] if each == code]
        return list(dict.fromkeys(keys))

    def said(self, code: str, part: str = "", shown: Callable[[int], str] = "{:,}".format) -> Said:
        """8, or 8（现在 9） where the records were changed since."""
        then, now = self._told.get((code, part), 0), self._now.get((code, part), 0)
        if then == now:
            return said(shown(then))
        return said(_("%(then)s（现在 %(now)s）") % {"then": shown(then), "now": shown(now)})

    def known(self, code: str, part: str, shown: Callable[[int], str]) -> Said:
        """As `said`, but for what was not told at all: that is no nought."""
        if (code, part) not in self._told:
            return said("–")
        return self.said(code, part, shown)

    def total(self, code: str) -> Said:
        sums = [sum(n for (each, _part), n in one.items() if each == code) for one in (self._told, self._now)]
        whole = _Both([Figure(code, "", sums[0])], [Figure(code, "", sums[1])])
        return whole.said(code)


def _held(both: _Both) -> Section:
    heads = [_("月份"), _("服务形式"), pgettext("several", "场次"), _("人次"), _("志愿参与（次）")]
    rows = [_row(both, part) for part in both.parts("sessions")]
    if rows:
        rows.append([said(_("合计")), said(""), *(both.total(code) for code in report_figures.HELD)])
    table = Table(_("活动与服务"), heads, rows, numbers=(2, 3, 4))
    return Section(_("活动与服务"), [table] if rows else [], _("这一期没有场次。"))


def _row(both: _Both, part: str) -> list[Said]:
    month, _blank, form = part.partition(" ")
    name = str(dict(delivery.Form.choices).get(form, form))
    return [said(month), said(name), *(both.said(code, part) for code in report_figures.HELD)]


def _whole(both: _Both) -> Section:
    return Section(_("人与事"), [Facts([(str(words), both.said(code)) for code, words in COUNTED.items()])])


def _promised(both: _Both) -> Section:
    """What was submitted before anything of it was counted says so with a dash."""
    rows = [
        [
            said(part),
            both.said("target", part),
            both.known("reached", part, _hundredths),
            both.known("reached_all", part, _hundredths),
            both.known("due", part, "{}%".format),
        ]
        for part in both.parts("target")
    ]
    heads = [_("指标"), _("合同期目标"), _("这一期完成"), _("到期末累计"), _("期末应到")]
    table = Table(_("服务指标"), heads, rows, numbers=(1, 2, 3, 4))
    return Section(_("服务指标"), [table] if rows else [], _("合同没有写指标。"))


def _spent(both: _Both) -> Section:
    rows = [[said(part), both.said("spent", part, _yuan)] for part in both.parts("spent")]
    table = Table(_("支出"), [_("预算科目"), _("金额（元）")], rows, numbers=(1,))
    return Section(_("支出"), [table] if rows else [], _("这一期没有登记支出。"))


def _hundredths(amount: int) -> str:
    return promised.told(Decimal(amount) / 100)


def _yuan(fen: int) -> str:
    return yuan(fen).text
