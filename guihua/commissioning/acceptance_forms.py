"""An acceptance, and what those who were served say, as somebody types it."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from typing import Any, Self
from unicodedata import normalize

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import models as commissioning
from guihua.commissioning.acceptance_paper import Item, Member, Opinion, Paper
from guihua.core import clock
from guihua.core.editing import FacingForm, Parsed
from guihua.core.sheets import parsers as cell

FEWEST_ROWS, SPARE_ROWS = 5, 3
PARTS = ("what", "fit", "remark")  # of an item's row
BETWEEN = re.compile(r"[,;\s]+")  # a member's name and unit, however wide the comma was typed
TOO_LONG = gettext_lazy("最多写 %(limit_value)s 个字，现在有 %(show_value)s 个。")


def _long(limit: int, rows: int, *, said: Any = "", **given: Any) -> forms.CharField:
    told = {"required": said, "max_length": TOO_LONG}
    widget = forms.Textarea(attrs={"rows": rows, "class": "input"})
    return forms.CharField(max_length=limit, required=bool(said), widget=widget, error_messages=told, **given)


def _day(typed: str) -> Any:
    return cell.date(typed) if typed else None


class AcceptanceForm(FacingForm):
    """`seen` is the revision that the editor saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    held_on = Parsed(cell.date, label=gettext_lazy("验收日期"), said=gettext_lazy("请填写验收日期。"))
    members = _long(
        2000,
        4,
        said=gettext_lazy("请填写验收小组。"),
        label=gettext_lazy("验收小组"),
        help_text=gettext_lazy("一行一个人：姓名，单位。"),
    )
    conclusion = forms.ChoiceField(
        label=gettext_lazy("结论"),
        choices=lambda: [("", "–"), *commissioning.Conclusion.choices],
        error_messages={"required": gettext_lazy("请选择结论。")},
    )
    mend_by = Parsed(_day, label=gettext_lazy("整改期限"), help_text=gettext_lazy("不合格才填，到期再验收一次。"))
    text = _long(1000, 4, label=gettext_lazy("总体意见"), help_text=gettext_lazy("会公布。不写服务对象的姓名。"))

    def __init__(self, paper: Paper | None, data: Any = None, *, seen: int = 0) -> None:
        self.before = paper
        super().__init__(data, initial={**_said(paper), "seen": seen})
        for n in self._positions():
            self.fields |= _row(n)

    def again(self, data: Any = None) -> Self:
        return type(self)(self.before, data, seen=self.initial["seen"])

    def _positions(self) -> range:
        held = len(self.before.items) if self.before else 0
        return range(1, max(FEWEST_ROWS, held + SPARE_ROWS) + 1)

    @property
    def rows(self) -> Iterator[dict[str, Any]]:
        for n in self._positions():
            yield {"n": n, "parts": [self[f"i{n}_{part}"] for part in PARTS]}

    @property
    def whole(self) -> list[Any]:
        return [self[name] for name in self.base_fields if name != "seen"]

    def clean_members(self) -> tuple[Member, ...]:
        """A name and a unit in each line."""
        found = []
        typed = normalize("NFKC", self.cleaned_data["members"])
        for line in filter(None, (one.strip() for one in typed.splitlines())):
            name, unit = (*(part.strip() for part in BETWEEN.split(line, maxsplit=1)), "")[:2]
            if not unit:
                raise forms.ValidationError(_("「%(line)s」里没有写单位。一行一个人：姓名，单位。") % {"line": line})
            if len(name) > LONGEST_NAME or len(unit) > LONGEST_UNIT:
                raise forms.ValidationError(_("「%(line)s」太长了。") % {"line": line})
            found.append(Member(name, unit))
        return tuple(found)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for n in self._positions():
            what, fit = given.get(f"i{n}_what"), given.get(f"i{n}_fit")
            if what and not fit:
                self.add_error(f"i{n}_fit", _("请选择第 %(n)s 项是否符合。") % {"n": n})
            if (fit or given.get(f"i{n}_remark")) and not what:
                self.add_error(f"i{n}_what", _("请填写第 %(n)s 项合同怎么写。") % {"n": n})
        if not any(given.get(f"i{n}_what") for n in self._positions()) and not self.errors:
            self.add_error("i1_what", _("请至少写一项按合同核对了什么。"))
        return given

    @property
    def paper(self) -> Paper:
        """What was typed, as the verb takes it. A day for mending says nothing where nothing is to be mended."""
        given = self.cleaned_data
        failed = given["conclusion"] == commissioning.Conclusion.FAILED
        rows = ([given[f"i{n}_{part}"] for part in PARTS] for n in self._positions() if given[f"i{n}_what"])
        return Paper(
            held_on=given["held_on"],
            conclusion=given["conclusion"],
            members=given["members"],
            items=tuple(Item(*row) for row in rows),
            text=given["text"],
            mend_by=given["mend_by"] if failed else None,
        )


LONGEST_NAME, LONGEST_UNIT = 40, 80


def _said(paper: Paper | None) -> dict[str, Any]:
    if paper is None:
        return {"held_on": clock.today()}
    said = {name: getattr(paper, name) for name in ("held_on", "conclusion", "mend_by", "text")}
    said["members"] = "\n".join(f"{one.name}, {one.unit}" for one in paper.members)
    for n, item in enumerate(paper.items, start=1):
        said |= {f"i{n}_{part}": getattr(item, part) for part in PARTS}
    return said


def _row(n: int) -> dict[str, forms.Field]:
    fits = [("", "–"), *commissioning.Fit.choices]
    return {
        f"i{n}_what": Parsed(cell.text(200, blank=True), label=_("合同怎么写")),
        f"i{n}_fit": forms.ChoiceField(label=_("是否符合"), required=False, choices=fits),
        f"i{n}_remark": Parsed(cell.text(200, blank=True), label=_("说明")),
    }


class OpinionForm(forms.Form):
    """As somebody says it on their own phone: a tap, and words if they like. `once` tells a form that is sent twice."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=32, required=False)
    satisfaction = forms.TypedChoiceField(
        label=gettext_lazy("您对这项服务满意吗？"),
        choices=commissioning.Satisfaction.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("请点一个满意程度。"),
            "invalid_choice": gettext_lazy("请点一个满意程度。"),
        },
    )
    words = _long(
        500,
        4,
        label=gettext_lazy("还有什么想说的？"),
        help_text=gettext_lazy("可以不写。请不要写姓名、电话和住址。"),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"once": secrets.token_hex(16)})

    @property
    def opinion(self) -> Opinion:
        given = self.cleaned_data
        once = given["once"] or secrets.token_hex(16)
        return Opinion(given["satisfaction"], commissioning.Given.CODE, clock.today(), once, given["words"])


CHANGE, ANOTHER = "change", "another"


class SpokenForm(OpinionForm):
    """As it is said by a link; `is_again` where one came from this browser already. What that one said is not shown: whoever
    holds the phone now may be somebody else."""

    which = forms.ChoiceField(
        label=gettext_lazy("这台设备已经交过一份意见。这一份是"),
        choices=[(CHANGE, gettext_lazy("改我先前交的那一份")), (ANOTHER, gettext_lazy("换了一个人，再交一份"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选是改先前的一份，还是另外一个人的。")},
    )
    field_order = ("which",)

    def __init__(self, data: Any = None, *, is_again: bool) -> None:
        super().__init__(data)
        if not is_again:
            del self.fields["which"]

    @property
    def asked(self) -> list[forms.BoundField]:
        """What is asked before everything else, where there is something."""
        return [self[name] for name in self.fields if name == "which"]

    @property
    def changes(self) -> bool:
        return self.cleaned_data.get("which") == CHANGE


class AsideForm(forms.Form):
    why = Parsed(
        cell.text(200),
        label=gettext_lazy("不计入的原因"),
        said=gettext_lazy("请填写为什么不计入。"),
        help_text=gettext_lazy("例如同一个人反复提交、广告。这份意见和原因办公室一直看得到，也记在审计记录里。"),
    )


class TakenDownForm(OpinionForm):
    """As the office takes it down."""

    where = forms.ChoiceField(
        label=gettext_lazy("在哪里听取"),
        choices=lambda: [
            ("", "–"),
            *(one for one in commissioning.Given.choices if one[0] != commissioning.Given.CODE),
        ],
        error_messages={"required": gettext_lazy("请选择在哪里听取。")},
    )
    given_on = Parsed(cell.date, label=gettext_lazy("日期"), said=gettext_lazy("请填写日期。"))
    name = Parsed(
        cell.text(40, blank=True),
        label=gettext_lazy("姓名"),
        help_text=gettext_lazy("可以不写。写了会加密保存，不会公布。"),
    )
    field_order = ("once", "satisfaction", "words", "where", "given_on", "name")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.initial["given_on"] = clock.today()
        self.fields["satisfaction"].label = _("满意程度")

    @property
    def opinion(self) -> Opinion:
        given = self.cleaned_data
        once = given["once"] or secrets.token_hex(16)
        own = given["where"], given["given_on"], once
        return Opinion(given["satisfaction"], *own, given["words"], given["name"])


class CorrectionForm(forms.Form):
    why = Parsed(
        cell.text(200),
        label=gettext_lazy("更正的原因"),
        said=gettext_lazy("请填写为什么要更正。"),
        help_text=gettext_lazy("公布以后，大家看得到这个原因。"),
    )


class AnswerForm(forms.Form):
    words = _long(500, 5, said=gettext_lazy("请填写答复。"), label=gettext_lazy("答复"))
