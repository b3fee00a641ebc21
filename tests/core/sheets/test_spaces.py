"""What is cut off both ends of a cell."""

import sys

from guihua.core.sheets.spaces import CONTROLS, SPACES


def test_every_space_of_unicode_is_known():
    assert "".join(c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace() and c not in CONTROLS) == SPACES
