"""Who is told that a project was suspended, goes on, or ended: its provider's people and its liaison officers. Of a confidential
domain a notice, which a mail may carry out, names neither the project nor the reason."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy, gettext_noop

from guihua.commissioning import models as commissioning
from guihua.commissioning.unnamed import either
from guihua.commissioning.visit_notices import provider_of, watchers_of
from guihua.core import audit, inbox
from guihua.core.ui.pages import page_of

SUSPENDED = inbox.kind(
    "project.suspended",
    gettext_lazy("项目暂停"),
    either(gettext_noop("「%(project)s」从 %(day)s 起暂停：%(why)s"), gettext_noop("有一个项目从 %(day)s 起暂停。")),
)
RESUMED = inbox.kind(
    "project.resumed",
    gettext_lazy("项目恢复"),
    either(gettext_noop("「%(project)s」从 %(day)s 起恢复：%(why)s"), gettext_noop("有一个项目从 %(day)s 起恢复。")),
)
TERMINATED = inbox.kind(
    "project.terminated",
    gettext_lazy("项目终止"),
    either(
        gettext_noop("「%(project)s」终止，服务到 %(day)s 为止：%(why)s"),
        gettext_noop("有一个项目终止，服务到 %(day)s 为止。"),
    ),
)
TAKEN_BACK = inbox.kind(
    "project.taken_back",
    gettext_lazy("撤销了项目终止"),
    either(
        gettext_noop("「%(project)s」的终止撤销了，项目照旧：%(why)s"),
        gettext_noop("有一个项目的终止撤销了，项目照旧。"),
    ),
)
KINDS = (SUSPENDED, RESUMED, TERMINATED, TAKEN_BACK)


def tell(kind: Any, project: commissioning.Project, key: int, by: Any, **said: Any) -> None:
    """`key`: of the row that says it, so that each move is told once."""
    told = provider_of(project) | watchers_of(project)
    if by is not audit.SYSTEM:
        told = told.exclude(pk=by.pk)
    params = said if not project.domain.is_confidential else {name: said[name] for name in said.keys() - {"why"}}
    params = params if project.domain.is_confidential else params | {"project": project.name}
    inbox.tell(told.distinct(), kind.code, event=f"{kind.code} {key}", params=params, address=page_of(project))
