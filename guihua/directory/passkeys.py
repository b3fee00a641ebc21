"""Passkeys (WebAuthn): what is asked of a browser, and whether what it answers is so. The cryptography is Yubico's `fido2`.

A passkey belongs to the host at which it was made: another site, however like ours it looks, gets no answer from it.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from guihua.core import secrecy
from guihua.directory.models import Passkey, User

PLACE = "directory_passkey.credential"
VERIFICATION = UserVerificationRequirement.PREFERRED  # the password is one factor already; old keys have no PIN

Asked = dict[str, Any]  # what has to be remembered until the browser answers: the challenge


class Unproven(Exception):
    """The browser's answer is not that of a passkey that was asked for."""


def server(host: str) -> Fido2Server:
    return Fido2Server(PublicKeyCredentialRpEntity(id=host, name=str(_("桂花"))))


def host_of(request: HttpRequest) -> str:
    return request.get_host().partition(":")[0]


def to_create(user: User, host: str) -> tuple[dict[str, Any], Asked]:
    """What the browser is asked in order to make a passkey for the account, and what is remembered of it."""
    entity = PublicKeyCredentialUserEntity(
        id=secrecy.blind_index(str(user.pk), purpose="passkey user"), name=user.username, display_name=str(user)
    )
    asked, state = server(host).register_begin(
        entity,
        credentials=credentials_of(user.passkeys.all()),
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=VERIFICATION,
    )
    return dict(asked.public_key), state


def created(host: str, state: Asked, answer: str) -> AttestedCredentialData:
    """The public half of what the browser made. Raises Unproven."""
    try:
        made = server(host).register_complete(state, json.loads(answer))
    except (ValueError, KeyError, TypeError) as wrong:
        raise Unproven from wrong
    if made.credential_data is None:
        raise Unproven
    return made.credential_data


def to_prove(user: User, host: str) -> tuple[dict[str, Any], Asked]:
    """What the browser is asked in order to show one of the account's passkeys."""
    asked, state = server(host).authenticate_begin(credentials_of(user.passkeys.all()), VERIFICATION)
    return dict(asked.public_key), state


def proven(passkeys: Iterable[Passkey], host: str, state: Asked, answer: str) -> tuple[Passkey, int]:
    """Which passkey answered, and its own count of its uses. Raises Unproven; also where the count tells of a copy."""
    known = {credential_of(one).credential_id: one for one in passkeys}
    try:
        shown = AuthenticationResponse.from_dict(json.loads(answer))
        found = server(host).authenticate_complete(state, credentials_of(known.values()), shown)
        uses = shown.response.authenticator_data.counter
    except (ValueError, KeyError, TypeError) as wrong:
        raise Unproven from wrong
    passkey = known[found.credential_id]
    if uses <= passkey.uses and (uses or passkey.uses):  # passkeys that are kept in step between devices count nothing
        raise Unproven
    return passkey, uses


def credentials_of(passkeys: Iterable[Passkey]) -> list[AttestedCredentialData]:
    return [credential_of(one) for one in passkeys]


def credential_of(passkey: Passkey) -> AttestedCredentialData:
    opened = secrecy.opened(passkey.credential, key=secrecy.unwrapped(passkey.data_key), place=PLACE)
    return AttestedCredentialData(b64decode(opened))


def sealed(credential: AttestedCredentialData) -> dict[str, bytes]:
    """The fields of a row that holds it."""
    data_key, plain = secrecy.new_wrapped_key()
    return {
        "data_key": data_key,
        "credential": secrecy.sealed(b64encode(bytes(credential)).decode(), key=plain, place=PLACE),
        "credential_index": secrecy.blind_index(credential.credential_id.hex(), purpose="passkey"),
    }
