"""The trail of who did what: a row in the verb's own transaction, chained into blocks soon after."""

from guihua.core.audit.changes import changes
from guihua.core.audit.recording import SYSTEM, record
from guihua.core.audit.sealing import seal_committed
from guihua.core.audit.verifying import first_misfit

__all__ = ["SYSTEM", "changes", "first_misfit", "record", "seal_committed"]
