"""What is done under a job's name. Each context says it in its `tasks.py`, which every process reads when it starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from guihua.core.jobs.models import Job
    from guihua.core.jobs.running import Running

Outcome = Mapping[str, int]
Do = Callable[["Running"], Outcome | None]
Words = str | Promise

STAGES: dict[str, Words] = {
    "reading": _("正在读取"),
    "checking": _("正在核对"),
    "writing": _("正在写入"),
    "making": _("正在生成文件"),
}
COUNTS: dict[str, Words] = {
    "added": _("新增"),
    "changed": _("更正"),
    "skipped": _("已有"),
    "rows": _("行数"),
    "refused": _("没有改"),
}


class UnknownWork(KeyError):
    """No context has said what is done under this name."""


def _nowhere(_job: Job) -> str:
    return ""


@dataclass(frozen=True)
class Work:
    """`title` is what people call it, `stages` and `counts` the words of its own stages and of what its outcome counts,
    `page` where its result is, `back` where one goes on from where it came to nothing."""

    name: str
    do: Do
    title: Words
    stages: Mapping[str, Words] = field(default_factory=dict)
    counts: Mapping[str, Words] = field(default_factory=dict)
    page: Callable[[Job], str] = _nowhere
    back: Callable[[Job], str] = _nowhere
    tells: bool = True  # whether who asked hears of its end in the inbox

    def stage(self, code: str) -> Words:
        return self.stages.get(code) or STAGES.get(code, "")

    def count(self, code: str) -> Words:
        return self.counts.get(code) or COUNTS.get(code, code)

    def place_of(self, code: str) -> tuple[int, str]:
        """Of a count among the others of an outcome: first the work's own, then those of all works."""
        order = [*self.counts, *COUNTS]
        return (order.index(code) if code in order else len(order), code)


WORKS: dict[str, Work] = {}


def work(name: str, *, title: Words, **more: Any) -> Callable[[Do], Do]:
    """Registers what is done under a name: `@jobs.work("imports.write", title=_("导入表格"))`."""

    def register(do: Do) -> Do:
        WORKS[name] = Work(name, do, title, **more)
        return do

    return register


def named(name: str) -> Work:
    try:
        return WORKS[name]
    except KeyError:
        raise UnknownWork(name) from None


def known_or_not(name: str) -> Work:
    """For pages: a job may be of a work that this version of the product no longer does."""
    return WORKS.get(name) or Work(name, lambda _running: None, name)
