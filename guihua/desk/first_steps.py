"""What has to be brought in before there is anything to see, in its order."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from guihua.commissioning import models as commissioning
from guihua.delivery import models as delivery
from guihua.desk import importing
from guihua.directory import models as directory


@dataclass(frozen=True)
class FirstStep:
    """`kind` is the word of the command and of the address; `needs` says what the file holds."""

    kind: str
    label: str | Promise
    needs: str | Promise
    is_done: bool
    is_next: bool = False  # the first of those that are not done


ROWS = {
    "communities": directory.Community,
    "organisations": directory.Organisation,
    "projects": commissioning.Project,
    "attendance": delivery.Session,
    "duty": delivery.DutyShift,
}


def of(subdistrict: directory.Subdistrict) -> list[FirstStep]:
    """The five files, each with whether something of it is here."""
    done = {name: model._default_manager.filter(subdistrict=subdistrict).exists() for name, model in ROWS.items()}
    comes_next = next((name for name, is_done in done.items() if not is_done), "")
    return [
        FirstStep(name, importing.KINDS[name].label, importing.KINDS[name].holds, is_done, name == comes_next)
        for name, is_done in done.items()
    ]
