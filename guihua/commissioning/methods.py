"""How each way of buying goes by the law: its steps, their times and papers, and how many must take part.

These are what a sub-district starts with: rows that its office changes, each with where it is written. What the texts at hand did not
settle says so in its source.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

DAYS, WORKDAYS = "days", "workdays"
USUAL = gettext_noop("通常做法，请按当地规定核对")


@dataclass(frozen=True)
class StepLine:
    code: str
    name: str
    after: str = ""
    least: int | None = None
    most: int | None = None
    unit: str = DAYS
    source: str = ""
    paper: str = ""  # what of it belongs to the archive


@dataclass(frozen=True)
class PaperLine:
    """A paper of the archive that no step asks for; `due` is when it has to be there."""

    code: str
    name: str
    due: str
    source: str = gettext_noop("《政府采购法》第四十二条")


@dataclass(frozen=True)
class MethodLine:
    """One way of buying. `experts` is how many of three on the panel are experts at least."""

    code: str
    name: str
    steps: tuple[StepLine, ...] = field(default_factory=tuple)
    is_tender: bool = False
    invited: int = 0
    valid: int = 0
    panel: int = 0
    experts: int = 0
    is_for_goods: bool = False
    source: str = ""


BUDGET = StepLine(
    "budget",
    gettext_noop("公开采购预算"),
    source=gettext_noop("《政府采购法实施条例》第三十条"),
    paper=gettext_noop("采购预算"),
)
CLOSING = (
    StepLine(
        "report",
        gettext_noop("评审报告送达采购人"),
        "review",
        most=2,
        unit=WORKDAYS,
        source=gettext_noop("《政府采购法实施条例》第四十三条"),
        paper=gettext_noop("评审报告"),
    ),
    StepLine(
        "award",
        gettext_noop("确定成交供应商"),
        "report",
        most=5,
        unit=WORKDAYS,
        source=gettext_noop("《政府采购法实施条例》第四十三条"),
        paper=gettext_noop("定标文件"),
    ),
    StepLine(
        "notice",
        gettext_noop("发出通知书并公告结果"),
        "award",
        most=2,
        unit=WORKDAYS,
        source=gettext_noop("《政府采购法实施条例》第四十三条"),
        paper=gettext_noop("成交通知书"),
    ),
    StepLine(
        "contract",
        gettext_noop("签订合同"),
        "notice",
        most=30,
        source=gettext_noop("《政府采购法》第四十六条"),
        paper=gettext_noop("合同文本"),
    ),
    StepLine(
        "contract_published",
        gettext_noop("公告合同"),
        "contract",
        most=2,
        unit=WORKDAYS,
        source=gettext_noop("《政府采购法实施条例》第五十条"),
    ),
    StepLine(
        "contract_filed",
        gettext_noop("合同副本备案"),
        "contract",
        most=7,
        unit=WORKDAYS,
        source=gettext_noop("《政府采购法》第四十七条"),
    ),
)


def _steps(invite: str, deadline: StepLine, *more: StepLine) -> tuple[StepLine, ...]:
    first = StepLine("release", invite, "budget", paper=gettext_noop("采购文件"))
    review = StepLine("review", gettext_noop("评审"), "deadline", paper=gettext_noop("评审标准和记录"))
    return (BUDGET, first, *more, deadline, review, *CLOSING)


def _deadline(least: int, source: str, unit: str = DAYS) -> StepLine:
    name = gettext_noop("提交响应文件截止")
    return StepLine("deadline", name, "release", least=least, unit=unit, source=source, paper=gettext_noop("响应文件"))


OFFERED = StepLine(
    "offered",
    gettext_noop("采购文件提供期满"),
    "release",
    least=5,
    unit=WORKDAYS,
    source=gettext_noop("《政府采购法实施条例》第三十一条"),
)
TENDER = _deadline(20, gettext_noop("《政府采购法》第三十五条"))
METHODS = (
    MethodLine(
        "open",
        gettext_noop("公开招标"),
        _steps(gettext_noop("发布招标公告"), TENDER, OFFERED),
        True,
        0,
        3,
        5,
        2,
        source=gettext_noop("《政府采购法》第三十五、三十六条；评审小组人数按通常做法"),
    ),
    MethodLine(
        "invited",
        gettext_noop("邀请招标"),
        _steps(gettext_noop("发出投标邀请书"), TENDER, OFFERED),
        True,
        3,
        3,
        5,
        2,
        source=gettext_noop("《政府采购法》第三十四、三十六条；评审小组人数按通常做法"),
    ),
    MethodLine(
        "negotiation",
        gettext_noop("竞争性谈判"),
        _steps(gettext_noop("发出谈判文件"), _deadline(3, USUAL, WORKDAYS)),
        False,
        3,
        3,
        3,
        2,
        source=gettext_noop("《政府采购法》第三十八条"),
    ),
    MethodLine(
        "consultation",
        gettext_noop("竞争性磋商"),
        _steps(gettext_noop("发出磋商文件"), _deadline(10, USUAL)),
        False,
        3,
        3,
        3,
        2,
        source=gettext_noop("财库〔2014〕214号"),
    ),
    MethodLine(
        "inquiry",
        gettext_noop("询价"),
        _steps(gettext_noop("发出询价通知书"), _deadline(3, USUAL, WORKDAYS)),
        False,
        3,
        3,
        3,
        2,
        True,
        gettext_noop("《政府采购法》第三十二、四十条"),
    ),
    MethodLine(
        "single",
        gettext_noop("单一来源"),
        _steps(
            gettext_noop("公示单一来源理由"), _deadline(5, gettext_noop("《政府采购法实施条例》第三十八条"), WORKDAYS)
        ),
        False,
        1,
        1,
        source=gettext_noop("《政府采购法》第三十一、三十九条"),
    ),
    MethodLine(
        "framework",
        gettext_noop("框架协议"),
        _steps(gettext_noop("发布征集公告"), _deadline(20, USUAL)),
        False,
        0,
        2,
        source=gettext_noop("财政部令第110号"),
    ),
)
OWN = _steps(gettext_noop("发布采购需求"), _deadline(3, USUAL, WORKDAYS))
"""The steps of a way that the office adds itself, below the limits of the law."""
CATEGORIES = [gettext_noop("社会工作服务"), gettext_noop("其他公共服务")]
PAPERS = (
    PaperLine("record", gettext_noop("采购活动记录"), "ended"),
    PaperLine("acceptance", gettext_noop("验收证明"), "term_over"),
    PaperLine("queries", gettext_noop("质疑答复"), "if_any"),
    PaperLine("complaints", gettext_noop("投诉处理决定"), "if_any"),
)
"""What the archive of each way has beside the papers of its steps."""
