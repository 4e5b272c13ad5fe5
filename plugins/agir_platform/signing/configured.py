"""Which keys do the settings name, and how is a key made of a secret?

``AGIR_SIGNING_KEYS`` is a list of ``{"id", "secret"}`` or ``{"id", "file"}``, each with an
optional ``"state"``. The seed of the key is HKDF-SHA256 (RFC 5869, no salt) of the secret, with
``agir signing key <id>`` as its info: every process that reads the same settings has the same
key, and two ids never share one. Settings are read when asked, never at import. A report of an
error shows no variable of the functions that hold a secret.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeGuard

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from agir_platform.signing import multikey

LEAST_SECRET: Final = 43
"""Characters: 32 random bytes in base64url are 43, and Tutor's secrets have 48."""

MOST_BYTES: Final = 4096
"""The largest file of a secret that is read."""

_ID: Final = re.compile(r"[a-z0-9-]{1,40}")


class State(StrEnum):
    """What a key may do: sign and verify, verify only, nothing."""

    ACTIVE = "active"
    RETIRED = "retired"
    COMPROMISED = "compromised"


class Fault(StrEnum):
    """Why an entry of the settings is no key. The checks say it in sentences."""

    NOT_A_LIST = "not_a_list"
    NOT_AN_ENTRY = "not_an_entry"
    ID_WRONG = "id_wrong"
    ID_TWICE = "id_twice"
    STATE_WRONG = "state_wrong"
    NOTHING = "nothing"
    SHORT = "short"
    WEAK = "weak"
    FILE_UNREADABLE = "file_unreadable"
    FILE_OPEN = "file_open"


@dataclass(frozen=True, slots=True)
class Key:
    """One usable entry. ``private`` never shows in a repr, and is never written anywhere."""

    id: str
    state: State
    public: str
    private: Ed25519PrivateKey = field(repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as read: its ``key``, or the ``fault`` that makes it none.

    ``place`` counts from 1. ``id`` is '' where the entry has none. ``path`` names its file.
    A key with a file that others may read has both: it works, and the checks say so.
    """

    place: int
    id: str
    key: Key | None = None
    fault: Fault | None = None
    path: str = ""


@sensitive_variables()
def entries() -> tuple[Entry, ...]:
    """Return every entry of ``AGIR_SIGNING_KEYS``, in its order; never raises."""
    told = getattr(settings, "AGIR_SIGNING_KEYS", None) or []
    if not isinstance(told, list | tuple):
        return (Entry(0, "", fault=Fault.NOT_A_LIST),)
    seen: set[str] = set()
    return tuple(_entry(place, one, seen) for place, one in enumerate(told, 1))


def usable() -> tuple[Key, ...]:
    """Return the usable keys, in the order of the settings."""
    return tuple(entry.key for entry in entries() if entry.key is not None)


def is_id(text: object) -> TypeGuard[str]:
    """Tell whether this may name a key: 1 to 40 small letters, digits and hyphens."""
    return isinstance(text, str) and bool(_ID.fullmatch(text))


@sensitive_variables()
def key_of(id_: str, secret: str, state: State = State.ACTIVE) -> Key:
    """Return the key that this secret makes under this id."""
    private, public = _derived(id_, secret)
    return Key(id_, state, public, private)


@lru_cache(maxsize=64)
@sensitive_variables()
def _derived(id_: str, secret: str) -> tuple[Ed25519PrivateKey, str]:
    info = b"agir signing key " + id_.encode("ascii")
    seed = HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(
        secret.encode("utf-8", "surrogatepass")
    )
    private = Ed25519PrivateKey.from_private_bytes(seed)
    return private, multikey.encode(private.public_key().public_bytes_raw())


@sensitive_variables()
def _entry(place: int, told: Any, seen: set[str]) -> Entry:
    if not isinstance(told, Mapping):
        return Entry(place, "", fault=Fault.NOT_AN_ENTRY)
    id_, state = told.get("id"), told.get("state") or State.ACTIVE
    if not is_id(id_):
        return Entry(place, "", fault=Fault.ID_WRONG)
    if id_ in seen:
        return Entry(place, id_, fault=Fault.ID_TWICE)
    seen.add(id_)
    if state not in tuple(State):
        return Entry(place, id_, fault=Fault.STATE_WRONG)
    return _with_secret(Entry(place, id_, path=str(told.get("file") or "")), told, State(state))


@sensitive_variables()
def _with_secret(entry: Entry, told: Mapping[str, Any], state: State) -> Entry:
    secret, fault = _read(entry.path) if entry.path else (told.get("secret"), None)
    if fault is not Fault.FILE_UNREADABLE:
        fault = _weakness(secret) or fault
    if not isinstance(secret, str) or fault not in (None, Fault.FILE_OPEN):
        return replace(entry, fault=fault)
    return replace(entry, key=key_of(entry.id, secret, state), fault=fault)


@sensitive_variables()
def _weakness(secret: object) -> Fault | None:
    if not isinstance(secret, str) or not secret:
        return Fault.NOTHING
    if len(secret) < LEAST_SECRET:
        return Fault.SHORT
    # 43 random characters of base64url hold some 31 different ones, of hex 15 or 16.
    return Fault.WEAK if len(set(secret)) < 10 else None


@sensitive_variables()
def _read(path: str) -> tuple[Any, Fault | None]:
    """Return the secret in the file, without the line's end, and what is wrong with the file."""
    try:
        with Path(path).open("rb") as file:
            mode = Path(path).stat().st_mode
            secret = file.read(MOST_BYTES).decode("utf-8").strip()
    except (OSError, ValueError):
        return "", Fault.FILE_UNREADABLE
    return secret, Fault.FILE_OPEN if mode & 0o077 else None
