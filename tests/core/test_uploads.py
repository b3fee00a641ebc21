"""A file is sealed as it arrives, and opens whole or not at all."""

import io
import os
import re

import pytest
from django.conf import settings
from django.test import RequestFactory

from guihua.core import uploads
from guihua.core.secrecy import new_wrapped_key
from guihua.core.uploads import frames, handlers
from guihua.core.uploads.folder import remove_abandoned

TEXT = "欧阳密语 13977712345\n".encode()


@pytest.fixture
def kept():
    """A name, its key, and where the file lies."""
    _wrapped, key = new_wrapped_key()
    name = uploads.new_name()
    yield name, key, settings.GUIHUA_UPLOADS / name
    uploads.remove(name)


@pytest.mark.parametrize("size", [0, 1, frames.FRAME - 1, frames.FRAME, frames.FRAME + 1, 3 * frames.FRAME])
def test_what_is_sealed_opens_as_it_was(kept, size):
    name, key, _path = kept
    content = os.urandom(size)
    uploads.write(name, content, key=key)
    assert uploads.read(name, key=key) == content


def test_nothing_of_it_can_be_read_on_the_disk(kept):
    name, key, path = kept
    uploads.write(name, TEXT * 50_000, key=key)
    assert (TEXT in path.read_bytes(), oct(path.stat().st_mode & 0o777)) == (False, "0o600")


START, SEALED = 16, frames.FRAME + frames.TAG  # bytes before the first frame, and of each


def exchanged(content):
    """The second frame before the first."""
    first, second = content[START : START + SEALED], content[START + SEALED : START + 2 * SEALED]
    return content[:START] + second + first + content[START + 2 * SEALED :]


SPOILT = {
    "cut after a frame": lambda b: b[: START + SEALED],
    "cut in a frame": lambda b: b[:-1],
    "a byte changed": lambda b: b[:-1] + bytes([b[-1] ^ 1]),
    "frames exchanged": exchanged,
    "readable": lambda _: TEXT,
    "empty": lambda _: b"",
    "only the start": lambda b: b[:START],
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_file_that_was_tampered_with_does_not_open(kept, how):
    name, key, path = kept
    uploads.write(name, os.urandom(3 * frames.FRAME - 5), key=key)
    path.write_bytes(SPOILT[how](path.read_bytes()))
    with pytest.raises(frames.Damaged):
        uploads.read(name, key=key)


def test_one_file_does_not_pass_for_another_of_the_same_key(kept):
    name, key, path = kept
    uploads.write(f"{name}.rows", TEXT, key=key)
    path.with_name(f"{name}.rows").rename(path)
    with pytest.raises(frames.Damaged):
        uploads.read(name, key=key)


def sent(content, name="表.csv"):
    """The request of a browser that sends a file."""
    file = io.BytesIO(content)
    file.name = name
    return RequestFactory().post("/", {"file": file})


def test_a_file_arrives_sealed_and_is_gone_after_its_request():
    request = sent(TEXT * 20_000)
    file = request.FILES["file"]
    assert (TEXT in file.path.read_bytes(), file.read(), file.name) == (False, TEXT * 20_000, "表.csv")
    request.close()
    assert not file.path.exists()


def test_a_file_that_is_kept_stays_and_is_read_by_its_name():
    request = sent(TEXT)
    name = uploads.keep(request.FILES["file"])
    key = request.FILES["file"].key
    request.close()
    assert uploads.read(name, key=key) == TEXT
    uploads.remove(name)


def test_of_a_file_that_is_too_large_no_more_is_kept_than_may_be(monkeypatch):
    monkeypatch.setattr(handlers, "MOST_BYTES", 100_000)
    request = sent(TEXT * 20_000)
    file = request.FILES["file"]
    assert (file.size > 100_000, file.path.stat().st_size < 250_000) == (True, True)
    request.close()


def test_what_a_killed_server_left_is_removed_in_the_end():
    request = sent(TEXT)
    path = request.FILES["file"].path
    assert (remove_abandoned(), path.exists()) == (0, True)
    os.utime(path, (0, 0))
    assert (remove_abandoned(), path.exists()) == (1, False)


@pytest.mark.parametrize("name", ["../keys", "a" * 31, "/etc/passwd", ""])
def test_a_name_that_nobody_gave_leads_nowhere(name):
    with pytest.raises(ValueError, match=f"^{re.escape(name)}$"):
        uploads.read(name, key=bytes(32))
