"""The trail of who did what, when and from where: a row in the verb's own transaction, chained into blocks soon after.

A row carries an HMAC over all of its fields and its id; a block carries one over the block before it and its rows' codes in
their order. The key lies outside the database, whose triggers refuse change and deletion besides: whoever holds the
database alone can neither change, copy, move nor take out a row unseen (`verifying`).
"""

from guihua.core.audit.changes import changes
from guihua.core.audit.recording import SYSTEM, coming_by, record
from guihua.core.audit.sealing import seal_committed
from guihua.core.audit.verifying import first_misfit, head, why_not_ours, why_not_seen

__all__ = [
    "SYSTEM",
    "changes",
    "coming_by",
    "first_misfit",
    "head",
    "record",
    "seal_committed",
    "why_not_ours",
    "why_not_seen",
]
