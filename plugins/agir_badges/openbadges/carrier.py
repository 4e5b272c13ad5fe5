"""What may an image carry, and what is refused whatever its format?

A credential is one text: a JSON object, or a compact JWS of three parts. It is at rest in a
PNG or an SVG of at most ``LIMIT`` bytes; nothing here looks at signatures.
"""

from __future__ import annotations

import json
import re
from typing import ClassVar, Final

from agir_kernel.errors import DomainError

LIMIT: Final = 2_000_000  # bytes of an image, and of a text once inflated
COMPACT_JWS: Final = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class NotBaked(DomainError):
    """An image that can be read and carries no badge."""

    code: ClassVar[str] = "not_baked"


class BakedTwice(DomainError):
    """An image that carries two badges: the standard knows one, and nobody could tell which."""

    code: ClassVar[str] = "baked_twice"


class BadgeTooOld(DomainError):
    """An image that carries a badge of Open Badges 1 or 2, which has no signature of its own."""

    code: ClassVar[str] = "badge_too_old"


class ImageUnreadable(DomainError):
    """A file that is no PNG and no SVG, is damaged, or asks for more than an image needs."""

    code: ClassVar[str] = "image_unreadable"


class ImageTooLarge(DomainError):
    """An image of more than ``limit`` bytes, or whose text grows beyond it."""

    code: ClassVar[str] = "image_too_large"


class CredentialUnbakeable(DomainError):
    """A text that is neither a JSON object nor a compact JWS."""

    code: ClassVar[str] = "credential_unbakeable"


def bounded(data: bytes) -> bytes:
    """Return ``data`` when it has at most ``LIMIT`` bytes; raise ``ImageTooLarge``."""
    if len(data) > LIMIT:
        raise ImageTooLarge(limit=LIMIT, size=len(data))
    return data


def is_token(credential: str) -> bool:
    """Tell whether a credential is a compact JWS rather than a JSON object."""
    return COMPACT_JWS.fullmatch(credential) is not None


def checked(credential: str) -> str:
    """Return a credential as a text that UTF-8 can hold.

    Half of a surrogate pair, which JSON lets stand and no encoding does, is written as a JSON
    escape. Raise ``CredentialUnbakeable`` when the text is no JSON object and no compact JWS.
    """
    if is_token(credential):
        return credential
    try:
        document = json.loads(credential)
    except (ValueError, RecursionError) as error:
        raise CredentialUnbakeable("neither JSON nor a compact JWS") from error
    if not isinstance(document, dict):
        raise CredentialUnbakeable("JSON, and no object")
    return escaped(credential, _SURROGATE)


def escaped(document: str, unfit: re.Pattern[str]) -> str:
    """Return JSON text that says the same without the ``unfit`` characters of its strings.

    Each is a character that JSON allows in strings alone and is in the first plane.
    """
    return unfit.sub(lambda found: f"\\u{ord(found[0]):04x}", document)
