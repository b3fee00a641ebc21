"""The rules of a way of buying as its office changes them, and what cannot be: `None`, or the reason in words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from guihua.commissioning import buying_law
from guihua.commissioning import models as commissioning
from guihua.commissioning.calc import clocks
from guihua.core import audit
from guihua.core.editing import STALE
from guihua.core.refusal import Refusal
from guihua.directory.models import users

OWN = "own-"  # how the codes of the steps begin that an office added
OWN_PAPER = "paper-"  # and those of the papers
NUMBERS = ("invited", "valid", "panel", "experts", "source")
STEP = ("name", "after", "least", "most", "unit", "source", "paper")
PAPER = ("name", "due", "source")
CATEGORY = ("name", "tender_limit_fen", "source")
HEADING = ("name", "limit_percent", "source")


@dataclass(frozen=True)
class StepRule:
    """A step as it shall be; `before` is the step that stands in front of it, empty for the first."""

    name: str
    before: str = ""
    after: str = ""
    least: int | None = None
    most: int | None = None
    unit: str = clocks.Unit.DAYS
    source: str = ""
    paper: str = ""

    @property
    def values(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in STEP}


def mark_of(row: Model, names: Sequence[str]) -> str:
    """What these columns say, in few letters: an editor brings it along, so that a change in between is noticed."""
    said = json.dumps([getattr(row, name) for name in names], ensure_ascii=False)
    return sha256(said.encode()).hexdigest()[:12]


def running(method: commissioning.ProcurementMethod) -> int:
    """How many purchases go by it now, and change with it."""
    return method.procurements.standing().count()


def why_not_change(user: Any, method: commissioning.ProcurementMethod) -> Refusal | None:
    return why_not_keep(user, method.subdistrict_id)


def why_not_keep(user: Any, subdistrict: int) -> Refusal | None:
    """The rules of buying are the office's."""
    office = users.subdistricts_of(user, users.Role.OFFICE).filter(subdistrict=subdistrict)
    if user is not audit.SYSTEM and not office.exists():
        return Refusal("no-role", _("只有街道办公室能改采购规则。需要时请联系办公室。"))
    return None


def why_not_seen(row: Model, names: Sequence[str], seen: str) -> Refusal | None:
    """Whoever saves second is told, and chooses."""
    if mark_of(row, names) == seen:
        return None
    return Refusal(STALE, _("刚刚被别人改过。您没有动过的已换成现在的内容，两边都改了的请选择，核对后再保存。"))


def why_not_numbers(method: commissioning.ProcurementMethod, values: Mapping[str, Any]) -> Refusal | None:
    if values["panel"] and values["panel"] % 2 == 0:
        return Refusal("panel", _("评审小组要是单数，例如 3 或 5。"))
    if values["experts"] and not values["panel"]:
        return Refusal("experts", _("没有评审小组，就没有专家的比例。"))
    return buying_law.why_not_numbers(method.code, values)


def why_not_step(steps: Sequence[commissioning.MethodStep], code: str, rule: StepRule) -> Refusal | None:
    """`steps` are those that the way has, `code` is the one that shall be so; a new one has a code of its own."""
    names = {step.code: step.name for step in steps} | {code: rule.name}
    if any(step.name == rule.name for step in steps if step.code != code):
        return Refusal("name", _("已经有「%(name)s」了。") % {"name": rule.name})
    if rule.least is not None and rule.most is not None and rule.least > rule.most:
        return Refusal("most", _("至多 %(most)s 少于至少 %(least)s，没有哪一天合适。") % vars(rule))
    if (rule.least is not None or rule.most is not None) and not rule.after:
        return Refusal("after", _("有时限，就要选从哪一步算起。"))
    after = {step.code: step.after for step in steps} | {code: rule.after}
    if rule.after == code:
        return Refusal("after", _("一步不能从它自己算起。"))
    if clocks.is_circle(after, code):
        words = _("「%(other)s」要等这一步，这一步不能再等它。")
        return Refusal("after", words % {"other": names[rule.after]})
    return _why_not_place(placed(steps, code, rule.before), after, names)


def _why_not_place(order: Sequence[str], after: Mapping[str, str], names: Mapping[str, str]) -> Refusal | None:
    """Each stands behind the one from which its time is counted."""
    at = {code: place for place, code in enumerate(order)}
    for code in order:
        if after[code] and at[after[code]] > at[code]:
            words = _("「%(step)s」从「%(after)s」算起，要排在它后面。")
            return Refusal("before", words % {"step": names[code], "after": names[after[code]]})
    return None


def placed(steps: Sequence[commissioning.MethodStep], code: str, before: str) -> list[str]:
    """The codes in their order, with this one right behind `before`."""
    order = [step.code for step in steps if step.code != code]
    order.insert(order.index(before) + 1 if before in order else 0, code)
    return order


def why_not_looser(step: commissioning.MethodStep, rule: StepRule) -> Refusal | None:
    """What a step of the law asks of its time and of the archive it goes on asking."""
    return (
        buying_law.why_not_time(step.method.code, step.code, rule)
        or buying_law.why_not_drop(step.method.code, step.code, rule.paper)
        or _why_not_paper(step, rule)
    )


def _why_not_paper(step: commissioning.MethodStep, rule: StepRule) -> Refusal | None:
    if rule.paper or not commissioning.ArchivedFile.objects.put_to(step).exists():
        return None
    return Refusal("paper", _("采购档案里已经有这一项的文件，不能不要了。"))


def why_not_remove(step: commissioning.MethodStep) -> Refusal | None:
    """A step of the office's own, that no purchase has taken and no other step is counted from."""
    if not step.code.startswith(OWN):
        return Refusal("law", _("「%(step)s」是采购本来的一步，不能去掉，可以改它的时限。") % {"step": step})
    if taken := commissioning.Procurement.objects.having_taken(step).count():
        words = _("有 %(n)s 次采购已经登记过「%(step)s」，不能去掉。")
        return Refusal("taken", words % {"n": taken, "step": step})
    if commissioning.ArchivedFile.objects.put_to(step).exists():
        return Refusal("paper", _("采购档案里已经有这一项的文件，不能不要了。"))
    follows = step.method.steps.filter(after=step.code).first()
    if follows is not None:
        words = _("「%(other)s」从「%(step)s」算起。先改「%(other)s」。")
        return Refusal("followed", words % {"other": follows, "step": step})
    return None


def why_not_keep_paper(
    papers: Sequence[commissioning.MethodPaper], code: str, said: Mapping[str, Any]
) -> Refusal | None:
    """`code` is the paper that shall be so, of those that the way has; empty for a new one."""
    if any(one.name == said["name"] for one in papers if one.code != code):
        return Refusal("name", _("已经有「%(name)s」了。") % {"name": said["name"]})
    return None


def why_not_change_paper(paper: commissioning.MethodPaper, said: Mapping[str, Any]) -> Refusal | None:
    """When a paper of the law has to be there is not the office's to say."""
    law = buying_law.of_paper(paper.method.code, paper.code)
    if law and said["due"] != law.due:
        words = _("%(source)s：%(due)s，不能改。")
        due = commissioning.Due(law.due).label
        return Refusal("due", words % {"source": _(law.source), "due": due})
    return None


def why_not_remove_paper(paper: commissioning.MethodPaper) -> Refusal | None:
    if law := buying_law.of_paper(paper.method.code, paper.code):
        return Refusal("law", _("%(source)s规定要存档，不能不要。") % {"source": _(law.source)})
    if commissioning.ArchivedFile.objects.put_to(paper).exists():
        return Refusal("paper", _("采购档案里已经有这一项的文件，不能不要了。"))
    return None
