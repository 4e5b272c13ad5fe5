"""How is a record sealed, and opened again?

Fernet (AES-128-CBC with HMAC-SHA256) of the ``cryptography`` package, with a key of its own for
each purpose: HKDF-SHA256 (RFC 5869, no salt) of a secret of ``AGIR_VAULT_KEYS``, so that what one
table holds opens nothing of another. The record carries whose it is (``of``): a text that was
moved to another person's row does not open. The first secret seals, all of them open.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, ClassVar

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.views.decorators.debug import sensitive_variables

from agir_kernel.errors import DomainError
from agir_platform.vault import keys


class VaultKeyUnset(DomainError):
    """The site has no key to seal with, so it stores nothing of this kind."""

    code: ClassVar[str] = "vault_key_unset"


class VaultUnreadable(DomainError):
    """A sealed record does not open: its key is gone, or it was changed or moved."""

    code: ClassVar[str] = "vault_unreadable"


def is_ready() -> bool:
    """Tell whether the site has a key to seal with."""
    return bool(keys.usable())


@sensitive_variables()
def seal(record: Mapping[str, Any], *, purpose: str, of: str) -> str:
    """Return the record, in values that ``json`` writes, as a text that only the site opens.

    ``purpose`` names the table (``agir_certification.civil_status``), ``of`` whose record it is.
    Raises ``VaultKeyUnset``.
    """
    text = json.dumps({"of": of, "record": dict(record)}, ensure_ascii=False, sort_keys=True)
    return _box(purpose).encrypt(text.encode("utf-8")).decode("ascii")


@sensitive_variables()
def unseal(sealed: str, *, purpose: str, of: str) -> dict[str, Any]:
    """Return the record that ``seal`` was given; raise ``VaultKeyUnset`` or ``VaultUnreadable``."""
    try:
        opened = json.loads(_box(purpose).decrypt(sealed.encode("ascii", "replace")))
    except InvalidToken:
        raise VaultUnreadable(purpose=purpose) from None
    if opened["of"] != of:
        raise VaultUnreadable(purpose=purpose)
    record: dict[str, Any] = opened["record"]
    return record


def reseal(sealed: str, *, purpose: str) -> str:
    """Return the same record sealed with the first key; raise as ``unseal`` does."""
    try:
        return _box(purpose).rotate(sealed.encode("ascii", "replace")).decode("ascii")
    except InvalidToken:
        raise VaultUnreadable(purpose=purpose) from None


@sensitive_variables()
def _box(purpose: str) -> MultiFernet:
    secrets = keys.usable()
    if not secrets:
        raise VaultKeyUnset
    return MultiFernet([Fernet(_derived(secret, purpose)) for secret in secrets])


@lru_cache(maxsize=64)
@sensitive_variables()
def _derived(secret: str, purpose: str) -> bytes:
    info = b"agir vault " + purpose.encode("utf-8")
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode("utf-8"))
    return base64.urlsafe_b64encode(made)
