"""A device that makes passkeys and signs with them, as a browser hands on its answers."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from guihua.directory import passkeys
from guihua.directory.models import Passkey, User

HERE = "http://localhost"
PRESENT, ATTESTED = AuthenticatorData.FLAG.UP, AuthenticatorData.FLAG.AT


@dataclass
class Device:
    """`uses` is what it counts; `origin` the page on which it is asked."""

    origin: str = HERE
    uses: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    @property
    def credential(self) -> AttestedCredentialData:
        public = ES256.from_cryptography_key(self.key.public_key())
        return AttestedCredentialData.create(b"\0" * 16, self.credential_id, public)

    def makes(self, asked: dict[str, Any], host: str = "localhost") -> str:
        """Its answer to a page that asks it to make a passkey."""
        shown = AuthenticatorData.create(_hash(host), PRESENT | ATTESTED, self.uses, bytes(self.credential))
        said = {"attestationObject": websafe_encode(bytes(AttestationObject.create("none", shown, {})))}
        return self._answer("webauthn.create", asked, said)

    def shows(self, asked: dict[str, Any], host: str = "localhost") -> str:
        """Its answer to a page that asks it to show the passkey."""
        self.uses += 1
        shown = AuthenticatorData.create(_hash(host), PRESENT, self.uses)
        client = self._client("webauthn.get", asked)
        signature = self.key.sign(bytes(shown) + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        said = {"authenticatorData": websafe_encode(bytes(shown)), "signature": websafe_encode(signature)}
        return self._answer("webauthn.get", asked, said)

    def _client(self, deed: str, asked: dict[str, Any]) -> bytes:
        told = {"type": deed, "challenge": asked["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def _answer(self, deed: str, asked: dict[str, Any], said: dict[str, str]) -> str:
        name = websafe_encode(self.credential_id)
        response = {"clientDataJSON": websafe_encode(self._client(deed, asked))} | said
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def _hash(host: str) -> bytes:
    return hashlib.sha256(host.encode()).digest()


def given(user: User, name: str = "办公室电脑") -> Device:
    """The user has a passkey in a device, whenever they added it."""
    device = Device()
    Passkey.objects.create(user=user, name=name, **passkeys.sealed(device.credential))
    return device
