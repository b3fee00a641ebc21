"""Which sessions are those of one group, where their names say the part, too. No Django."""

from __future__ import annotations

import re

# 照顾者互助小组（第 3 节）, 亲子手作小组第三讲, 亲子手作小组 (2), 亲子手作小组-2
_PART = re.compile(
    r"[\s\-—_·.]*[（(【]?\s*第?\s*[0-9０-９一二三四五六七八九十百]+\s*(?:节|次|讲|期|课|场|天)?\s*[）)】]?\s*$"
)


def group_of(name: str) -> str:
    """The name without its last part, where that only says which part it is; the whole name where nothing else would be left."""
    return _PART.sub("", name) or name
