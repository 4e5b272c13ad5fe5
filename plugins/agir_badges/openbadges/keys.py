"""How is an Ed25519 public key written? Multikey and ``did:key`` (W3C CID 1.0, did:key 0.7)."""

from __future__ import annotations

from typing import ClassVar, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from agir_kernel.errors import DomainError

ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
# Ten letters at a time: what is left fits a machine word, and long divisions are few.
PAIRS: Final = [first + second for first in ALPHABET for second in ALPHABET]
PAIR: Final = 58**2
TEN: Final = 58**10
PLACE: Final = {letter: number for number, letter in enumerate(ALPHABET)}
ED25519: Final = b"\xed\x01"
KEY_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64
MAX_TEXT: Final = 128


class KeyUnreadable(DomainError):
    """Not a base58btc multibase text, or not an Ed25519 public key."""

    code: ClassVar[str] = "key_unreadable"


def encode_base58(data: bytes) -> str:
    """Return ``data`` as a multibase text, ``z`` and base58btc."""
    zeros = len(data) - len(data.lstrip(b"\0"))
    number, letters = int.from_bytes(data), ""
    while number:
        number, ten = divmod(number, TEN)
        ten, fifth = divmod(ten, PAIR)
        ten, fourth = divmod(ten, PAIR)
        ten, third = divmod(ten, PAIR)
        first, second = divmod(ten, PAIR)
        pairs = PAIRS[first] + PAIRS[second] + PAIRS[third] + PAIRS[fourth] + PAIRS[fifth]
        letters = pairs + letters
    return "z" + ALPHABET[0] * zeros + letters.lstrip(ALPHABET[0])


def decode_base58(text: str) -> bytes:
    """Return the bytes of a multibase text of at most 128 characters; raises ``KeyUnreadable``."""
    if not text.startswith("z") or len(text) > MAX_TEXT:
        raise KeyUnreadable("not a base58btc multibase text")
    number = 0
    for letter in text[1:]:
        if letter not in PLACE:
            raise KeyUnreadable("not a letter of base58btc")
        number = number * 58 + PLACE[letter]
    zeros = len(text) - 1 - len(text[1:].lstrip(ALPHABET[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def encode_multikey(public: bytes) -> str:
    """Return ``public``, 32 bytes, as ``z6Mk…``; raises ``KeyUnreadable``."""
    if len(public) != KEY_BYTES:
        raise KeyUnreadable("an Ed25519 public key has 32 bytes")
    return encode_base58(ED25519 + public)


def decode_multikey(text: str) -> bytes:
    """Return the 32 bytes of ``z6Mk…``; raises ``KeyUnreadable``."""
    data = decode_base58(text)
    if len(data) != len(ED25519) + KEY_BYTES or not data.startswith(ED25519):
        raise KeyUnreadable("not an Ed25519 public key")
    return data[len(ED25519) :]


def did_key(public: bytes) -> str:
    """Return the ``did:key`` of ``public``."""
    return "did:key:" + encode_multikey(public)


def of_did_key(method: str) -> bytes | None:
    """Return the key that a ``did:key`` holds, with or without its fragment; else ``None``.

    Raises ``KeyUnreadable`` when it is a ``did:key`` of another kind of key, or when the fragment
    is not the key itself.
    """
    if not method.startswith("did:key:"):
        return None
    text, _, fragment = method.removeprefix("did:key:").partition("#")
    if fragment and fragment != text:
        raise KeyUnreadable("a did:key holds one key, itself")
    return decode_multikey(text)


def signed(public: bytes, signature: bytes, message: bytes) -> bool:
    """Tell whether ``signature`` is that of ``message`` by the key ``public`` (RFC 8032)."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
