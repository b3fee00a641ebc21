"""All that the product promises, from every context; what the desk itself keeps are files on their way in or out."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guihua.commissioning import promises as commissioning
from guihua.core import uploads
from guihua.core.keeping import promises as keeping
from guihua.core.promises import Found, Promise
from guihua.delivery import promises as delivery
from guihua.desk.models import Export, Import
from guihua.directory import promises as directory
from guihua.evaluation import promises as evaluation
from guihua.reporting import promises as reporting


def _files(found: Found) -> None:
    uploads.check(found, Import.objects.all(), "file", lambda one: _("导入 %(pk)s 的文件") % {"pk": one.pk})
    made = Export.objects.exclude(made_at=None)
    uploads.check(found, made, "file", lambda one: _("导出 %(pk)s 的文件") % {"pk": one.pk})


PROMISES = (Promise("files", gettext_lazy("导入和导出的文件都在、都打得开"), _files),)


def every() -> Iterator[Promise]:
    """In the order of the contexts, from the ground up."""
    for context in (keeping, directory, commissioning, delivery, evaluation, reporting):
        yield from context.PROMISES
    yield from PROMISES
