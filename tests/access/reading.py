"""What an answer says, whatever it is."""

import zipfile
from io import BytesIO


def text_of(content):
    """What a page says, or what the cells of a workbook say."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as book:
            return "".join(book.read(name).decode(errors="replace") for name in book.namelist())
    return content.decode()
