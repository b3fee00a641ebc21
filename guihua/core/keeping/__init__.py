"""A deployment kept in one file, and brought back from it: every row, every file, and of its keys the fingerprints alone.

    keeping.back_up(path), keeping.restore(path)

The file is sealed under a key that only the deployment's own keys give, since names stand in rows as they are. Rows are
plain lines in it, the same from SQLite and PostgreSQL, so that an office can move from one to the other by it. Facts are
left out: they are counted again. Sessions are too: whoever was signed in signs in again.
"""

from guihua.core.keeping.backing_up import back_up
from guihua.core.keeping.restoring import Restored, restore

__all__ = ["Restored", "back_up", "restore"]
