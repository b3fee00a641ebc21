"""The link by which those who were served say what they think: worked out whenever it is shown, and kept nowhere."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

from guihua.commissioning.models import Acceptance
from guihua.core import secrecy

BYTES = 16  # 128 bits


def code_of(acceptance: Acceptance) -> str:
    """That of the last link made for it; the ones before lead nowhere."""
    text = f"{acceptance.pk} {acceptance.links}"
    found = hmac.digest(secrecy.lasting("opinion links"), text.encode(), sha256)[:BYTES]
    return f"{acceptance.pk}-{urlsafe_b64encode(found).decode().rstrip('=')}"


def behind(code: str) -> Acceptance | None:
    """The acceptance that the link was made for."""
    key = code.partition("-")[0]
    if not (key.isascii() and key.isdigit() and len(key) < len("1" * 19)):
        return None
    found = Acceptance.objects.select_related("contract__project").filter(pk=int(key)).first()
    return found if found and hmac.compare_digest(code_of(found).encode(), code.encode()) else None
