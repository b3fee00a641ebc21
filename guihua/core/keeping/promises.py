"""What is promised whatever the records are about: data keys open, and what has versions says what the newest says."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.core import history, secrecy
from guihua.core.history.versions import versions_of
from guihua.core.keeping import rewrapping
from guihua.core.promises import Found, Promise


def _data_keys(found: Found) -> None:
    for model in rewrapping.holding():
        for pk, wrapped in rewrapping.wrapped_in(model):
            found.look_at()
            try:
                secrecy.unwrapped(wrapped)
            except secrecy.UnknownKey:
                found.breach(_("%(table)s %(pk)s：打开它的密钥不在 keys 里。") % _row(model, pk))
            except InvalidTag:
                found.breach(_("%(table)s %(pk)s：数据密钥被改动过。") % _row(model, pk))


def _versions(found: Found) -> None:
    for model in history.tracked():
        found.look_at(versions_of(model).aggregate(n=Count("id", distinct=True))["n"])
    for name, pk in history.misfits():
        found.breach(_("%(table)s %(pk)s：和修改记录里最后一次说的不一样。") % {"table": name, "pk": pk})


def _row(model: type, pk: object) -> dict[str, object]:
    return {"table": model.__name__, "pk": pk}


PROMISES = (
    Promise("data_keys", gettext_lazy("每一把数据密钥都打得开"), _data_keys),
    Promise("versions", gettext_lazy("名录、项目和各自的修改记录一致"), _versions),
)
