"""What a kind of file has to say of itself, so that the one way in knows what to do with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from guihua.core import sheets
from guihua.directory.actions.places import Counted
from guihua.directory.models import Subdistrict


@dataclass(frozen=True)
class Kind:
    label: str | Promise
    holds: str | Promise  # what its file says
    columns: Callable[[Subdistrict], list[sheets.Column]]
    marks: Callable[[Subdistrict, sheets.Cleaned], Sequence[sheets.Mark]]
    standing: Callable[[Subdistrict, sheets.Cleaned], Mapping[int, sheets.Standing]]  # of rows that could come in
    record: Callable[..., Counted]
    undo: Callable[..., object]  # (sub-district, the file's word, the key of its batch, by, why closed months change)
    adds_only: bool = False  # whether what is on file stays as it is
