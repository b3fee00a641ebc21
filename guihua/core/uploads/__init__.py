"""Files that people send: never readable on the disk, from the first byte on.

A file is sealed as it arrives (`handlers`, which the settings put in place of Django's), under a data key of its own that
lies wrapped by the deployment's key beside whatever row keeps the file. Destroying the data key deletes the file from
backups too. What nobody keeps is gone with its request.

    file = request.FILES["file"]            # an Arriving
    name = uploads.keep(file)               # stays; file.wrapped_key goes into the row, the name into its NameField
    uploads.read(name, key=…), uploads.write(name, content, key=…), uploads.remove(name)

A disk that is full is `NoRoom`, a refusal. A form takes files by an `UploadField`, which says so, and lets `scanning` see each.
"""

from guihua.core.uploads.checking import check
from guihua.core.uploads.fields import UploadField
from guihua.core.uploads.folder import keep, names_kept, new_name, read, remove, write
from guihua.core.uploads.handlers import MOST_BYTES, Arriving, Sealing
from guihua.core.uploads.room import NoRoom
from guihua.core.uploads.sweeping import NameField, sweep

__all__ = [
    "MOST_BYTES",
    "Arriving",
    "NameField",
    "NoRoom",
    "Sealing",
    "UploadField",
    "check",
    "keep",
    "names_kept",
    "new_name",
    "read",
    "remove",
    "sweep",
    "write",
]
