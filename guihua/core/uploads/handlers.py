"""How a file comes in: sealed as it arrives. Django's own handlers would lay a large one readable on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from guihua.core import secrecy
from guihua.core.uploads import folder, frames
from guihua.core.uploads.room import NoRoom, whole

if TYPE_CHECKING:
    Sent = UploadedFile[bytes]
else:
    Sent = UploadedFile  # generic in the stubs alone

MOST_BYTES = 100 << 20  # of one file; what comes after is not kept, and the form says so


class Arriving(Sent):
    """A file that was sent, sealed under a key of its own. It is gone after the request unless `uploads.keep` is called."""

    def __init__(self, path: Path, wrapped_key: bytes, key: bytes, *, is_lost: bool, **about: Any) -> None:
        super().__init__(None, **about)
        self.path, self.wrapped_key, self.key, self.is_lost = path, wrapped_key, key, is_lost

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        if self.is_lost:
            raise NoRoom
        with self.path.open("rb") as file:
            yield from frames.opened(file, key=self.key, place="uploads")

    def read(self, *_: Any) -> bytes:
        return b"".join(self.chunks())

    def close(self) -> None:
        self.path.unlink(missing_ok=True)


class Sealing(FileUploadHandler):
    """`FILE_UPLOAD_HANDLERS` names it alone, so that no upload of any page takes another way."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.wrapped_key, self.key = secrecy.new_wrapped_key()
        self.path, self.is_lost = folder.arriving(folder.new_name()), False
        self._write(self._begin)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start <= MOST_BYTES:
            self._write(lambda: self.sealer.write(raw_data))

    def file_complete(self, file_size: int) -> Arriving:
        self._write(self._end)
        return Arriving(
            self.path,
            self.wrapped_key,
            self.key,
            is_lost=self.is_lost,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
        )

    def upload_interrupted(self) -> None:
        """The browser went away in the middle."""
        if hasattr(self, "path"):
            self._drop()

    def _begin(self) -> None:
        self.file: IO[bytes] = self.path.open("wb")
        self.path.chmod(0o600)
        self.sealer = frames.Sealer(self.file, key=self.key, place="uploads")

    def _end(self) -> None:
        self.sealer.close()
        self.file.close()

    def _write(self, part: Callable[[], None]) -> None:
        """Where the disk is full, the request is read on: its form says so, and keeps what was typed."""
        if self.is_lost:
            return
        try:
            with whole(self.path):
                part()
        except NoRoom:
            self.is_lost = True
            self._drop()

    def _drop(self) -> None:
        if hasattr(self, "file"):
            with suppress(OSError):  # what is left in the buffer does not fit either
                self.file.close()
        self.path.unlink(missing_ok=True)
