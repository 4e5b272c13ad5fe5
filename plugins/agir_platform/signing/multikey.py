"""How is an Ed25519 key written in a DID document?

As Multikey: base58 (Bitcoin's letters) of the two bytes of the multicodec ``ed25519-pub``
(0xed 0x01) and the 32 bytes of the key, after the ``z`` that names that base. Controlled
Identifiers 1.0 (W3C, 2025), sections 2.2.2 and 2.4.
"""

from typing import Final

LETTERS: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519: Final = b"\xed\x01"


def encode(public: bytes) -> str:
    """Return the Multikey text of a public key of 32 bytes: ``z6Mk…``, 48 characters."""
    number = int.from_bytes(ED25519 + public, "big")
    text = ""
    while number:
        number, place = divmod(number, 58)
        text = LETTERS[place] + text
    return f"z{text}"


def decode(text: str) -> bytes:
    """Return the 32 bytes that ``encode`` wrote; ``ValueError`` for anything else."""
    number = 0
    for letter in text[1:]:
        number = number * 58 + LETTERS.index(letter)
    if not text.startswith("z") or number.bit_length() > 34 * 8:
        raise ValueError("not a Multikey")
    raw = number.to_bytes(34, "big")
    if not raw.startswith(ED25519):
        raise ValueError("not a Multikey of Ed25519")
    return raw[2:]
