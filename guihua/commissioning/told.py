"""What the people of a project are told of its messages and reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from guihua.commissioning import models as commissioning
from guihua.commissioning.models.reports import period_name
from guihua.core import clock, inbox
from guihua.core.inbox import Notice
from guihua.core.ui.pages import page_of
from guihua.directory import models as directory
from guihua.directory.models import Role, users

Report = commissioning.PeriodicReport


def _new_message(params: Mapping[str, Any]) -> str:
    """Never the subject or the text, which a mail would carry out; nor the project, where its domain is confidential."""
    return _("「%(project)s」有新消息。") % params if "project" in params else _("有一个项目来了新消息。")


def _of_report(words: str) -> inbox.kinds.Words:
    def sentence(params: Mapping[str, Any]) -> str:
        return _(words) % {**params, "period": period_of(params)}

    return sentence


def period_of(params: Mapping[str, Any]) -> str:
    return period_name(params["rhythm"], date.fromisoformat(params["last"]))


def params_of(report: Report) -> dict[str, Any]:
    return {"project": report.project.name, "rhythm": report.rhythm, "last": str(report.last)}


MESSAGE = inbox.kind("message.new", gettext_lazy("项目有新消息"), _new_message)
SUBMITTED = inbox.kind(
    "report.submitted",
    gettext_lazy("定期报告已提交"),
    _of_report(gettext_noop("「%(project)s」提交了 %(period)s的报告。")),
)
SENT_BACK = inbox.kind(
    "report.sent_back",
    gettext_lazy("定期报告被退回"),
    _of_report(gettext_noop("「%(project)s」%(period)s的报告被退回：%(why)s")),
)
ACCEPTED = inbox.kind(
    "report.accepted",
    gettext_lazy("定期报告已接受"),
    _of_report(gettext_noop("「%(project)s」%(period)s的报告已接受。")),
)


def message_waits(thread: commissioning.Thread, behind: Sequence[commissioning.ThreadReading]) -> None:
    """To each who is behind, once as long as they are: by the message until which they have read."""
    by_until: dict[int, list[directory.User]] = defaultdict(list)
    for one in behind:
        by_until[one.until].append(one.user)
    params = {} if thread.project.domain.is_confidential else {"project": thread.project.name}
    for until, people in sorted(by_until.items()):
        event = f"{MESSAGE.code} {thread.pk} {until}"
        inbox.tell(people, MESSAGE.code, event=event, params=params, address=thread_page(thread))


def message_was_read(thread: commissioning.Thread, by: Any) -> None:
    """The notice of it waits no more."""
    of_thread = Notice.objects.filter(event__startswith=f"{MESSAGE.code} {thread.pk} ")
    for notice in of_thread.visible_to(by).unread():
        inbox.read(notice, by=by)


def thread_page(thread: commissioning.Thread) -> str:
    return reverse("commissioning:thread", args=[thread.pk])


def report_submitted(report: Report) -> None:
    """To the office and the liaison officer, once for each time."""
    office = directory.User.objects.at_the_office_of(report.subdistrict_id, clock.today())
    granted = directory.Grant.objects.filter(role=Role.LIAISON, kind="project", object_id=report.project_id)
    officers = users.holding(Role.LIAISON, [report.subdistrict_id])
    officers = officers.filter(pk__in=granted.on(clock.today()).values("user"))
    _tell(report, [*office, *officers], SUBMITTED.code)


def report_decided(report: Report, why: str) -> None:
    """To the provider's manager; nobody else has to see to it any more."""
    inbox.settle(SUBMITTED.code, _event(report, SUBMITTED.code), {})
    held = directory.Membership.objects.filter(role=Role.MANAGER, organisation=report.project.provider_id)
    told = directory.User.objects.filter(pk__in=held.on(clock.today()).values("user"), is_active=True)
    _tell(report, told, (SENT_BACK if why else ACCEPTED).code, why=why)


def _tell(report: Report, told: Iterable[directory.User], code: str, **more: Any) -> None:
    inbox.tell(told, code, event=_event(report, code), params=params_of(report) | more, address=report_page(report))


def _event(report: Report, code: str) -> str:
    """Once for each time that it is submitted."""
    return f"{code} {report.pk} {report.versions.count()}"


def report_page(report: Report) -> str:
    return page_of(report)
