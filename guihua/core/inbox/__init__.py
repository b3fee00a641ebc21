"""What somebody is told: one notice for one event and person, in the inbox and, where they wish, by mail.

A context says in its `notices.py` what kinds of notices it has (`kind`), and its verbs tell people of events (`tell`) in their
own transaction. Words are a kind and its parameters, never a stored sentence, so that each reads them in their language.
"""

from guihua.core.inbox.kinds import Kind, kind
from guihua.core.inbox.models import Notice, Wishes
from guihua.core.inbox.reading import forget_old, read, read_all, unread_count
from guihua.core.inbox.telling import settle, tell
from guihua.core.inbox.wishing import wish

__all__ = [
    "Kind",
    "Notice",
    "Wishes",
    "forget_old",
    "kind",
    "read",
    "read_all",
    "settle",
    "tell",
    "unread_count",
    "wish",
]
