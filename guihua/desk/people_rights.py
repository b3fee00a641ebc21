"""Everything that is held about somebody, as one file: for a program, and for a reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from guihua.delivery import subject as delivery
from guihua.directory import models as directory
from guihua.directory.actions import subjects
from guihua.reporting import subject as reporting


@transaction.atomic
def held(person: directory.Person, *, by: Any) -> dict[str, Any]:
    """What every context of the register's side holds, opened. That it was given out is audited.

    Who is served by a confidential domain is asked for there: between the two there is no way.
    """
    return subjects.export(person, by=by) | delivery.export(person) | reporting.export(person)


PARTS = {
    "people": gettext_lazy("登记"),
    "consents": gettext_lazy("同意"),
    "readings": gettext_lazy("查看完整号码"),
    "merges": gettext_lazy("合并"),
    "attendances": gettext_lazy("参与"),
    "shifts": gettext_lazy("值勤"),
    "stories": gettext_lazy("说到本人的故事"),
    "published_stories": gettext_lazy("年度报告里说到本人的故事"),
}
HEADS = {
    "id": gettext_lazy("登记编号"),
    "name": gettext_lazy("姓名"),
    "phone": gettext_lazy("手机"),
    "id_number": gettext_lazy("证件号码"),
    "born_on": gettext_lazy("生日"),
    "gender": gettext_lazy("性别"),
    "community": gettext_lazy("居住社区"),
    "purpose": gettext_lazy("用途"),
    "version": gettext_lazy("告知书版本"),
    "given_on": gettext_lazy("同意日期"),
    "guardian": gettext_lazy("监护人"),
    "withdrawn_at": gettext_lazy("撤回时间"),
    "at": gettext_lazy("时间"),
    "by": gettext_lazy("谁"),
    "field": gettext_lazy("看了什么"),
    "words": gettext_lazy("具体说明"),
    "kept": gettext_lazy("保留的登记"),
    "other": gettext_lazy("并入的登记"),
    "why": gettext_lazy("原因"),
    "undone_at": gettext_lazy("拆开时间"),
    "project": gettext_lazy("项目"),
    "activity": gettext_lazy("活动"),
    "day": gettext_lazy("日期"),
    "part": gettext_lazy("参与身份"),
    "task": gettext_lazy("任务"),
    "minutes": gettext_lazy("分钟"),
    "title": gettext_lazy("标题"),
    "told": gettext_lazy("正文"),
    "photos": gettext_lazy("照片"),
    "edition": gettext_lazy("年度报告的一版"),
}


def as_rows(held_about: dict[str, list[dict[str, Any]]]) -> Iterator[list[Any]]:
    """A row for each thing: what it is part of, which of them, what it says."""
    for part, things in held_about.items():
        for number, thing in enumerate(things, start=1):
            yield from ([PARTS[part], number, HEADS[name], value] for name, value in thing.items())
