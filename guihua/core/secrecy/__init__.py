"""What may not be read at rest: sealed values, the keys they are sealed under, and indexes to find them by.

A value is sealed (AES-256-GCM) under the data key of its person; the data key lies wrapped under the deployment's
key. Destroying the data key is deletion, also from every copy of the sealed value; a backup of the whole database holds
the wrapped key too, and opens as long as the deployment's key of its time is there. The place (`table.column`) is bound
into each sealed value, so that a ciphertext moved elsewhere does not open.
"""

from guihua.core.secrecy.classes import DataClass, Unclassed, class_of, classed, classes_of, holding, own_fields
from guihua.core.secrecy.deriving import lasting
from guihua.core.secrecy.indexes import blind_index
from guihua.core.secrecy.masks import masked_id, masked_name, masked_phone
from guihua.core.secrecy.sealing import (
    KEY_ID,
    Destroyed,
    UnknownKey,
    key_id_of,
    new_wrapped_key,
    opened,
    sealed,
    unwrapped,
    wrapped_anew,
)

__all__ = [
    "KEY_ID",
    "DataClass",
    "Destroyed",
    "Unclassed",
    "UnknownKey",
    "blind_index",
    "class_of",
    "classed",
    "classes_of",
    "holding",
    "key_id_of",
    "lasting",
    "masked_id",
    "masked_name",
    "masked_phone",
    "new_wrapped_key",
    "opened",
    "own_fields",
    "sealed",
    "unwrapped",
    "wrapped_anew",
]
