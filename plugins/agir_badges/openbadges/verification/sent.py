"""What was sent? A credential out of bytes: JSON, a token, or an image that carries either.

The bytes tell which, never a name. At most ``LIMIT`` bytes of UTF-8, ``DEPTH`` levels, no member
twice (two readers would each see another one), no number that JSON does not have.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
from dataclasses import dataclass
from typing import Any, ClassVar, Final, NoReturn

from agir_badges.openbadges import baking, canonical
from agir_badges.openbadges.carrier import is_token
from agir_kernel.errors import DomainError

LIMIT: Final = 2_000_000  # bytes
DEPTH: Final = 32
ENVELOPES: Final = (
    "data:application/vc+jwt,",
    "data:application/vc+ld+jwt,",
    "data:application/vc+ld+json+jwt,",
)
_BLANK: Final = " \t\r\n"
_PNG: Final = b"\x89PNG"
_NESTED: Final = 3  # envelopes in one another


class Malformed(DomainError):
    """Neither JSON, nor a token, nor an image with either in it; ``fault`` says what."""

    code: ClassVar[str] = "malformed"


class TooLarge(DomainError):
    """More than ``limit`` bytes."""

    code: ClassVar[str] = "too_large"


class TooDeep(DomainError):
    """More than ``limit`` levels in one another."""

    code: ClassVar[str] = "too_deep"


class Several(DomainError):
    """More than one credential, or none, where one is expected."""

    code: ClassVar[str] = "not_one_credential"


@dataclass(frozen=True, slots=True)
class Sent:
    """A credential as it came: its ``document``, and the ``token`` it travelled in, or ""."""

    document: dict[str, Any]
    token: str = ""


def read(data: bytes) -> Sent:
    """Return what was sent; raise ``DomainError`` with a code for every way of being unreadable."""
    if len(data) > LIMIT:
        raise TooLarge(limit=LIMIT)
    if data.startswith(_PNG):
        return _of_text(baking.read_png(data))
    if _is_drawing(data):
        return _of_text(baking.read_svg(data))
    return _of_text(text_of(data))


def text_of(data: bytes) -> str:
    """Return bytes as the text they are; raise ``Malformed`` unless they are UTF-8."""
    try:
        return data.decode("utf-8-sig").strip(_BLANK)
    except UnicodeDecodeError as error:
        raise Malformed("not UTF-8", fault="encoding") from error


def json_of(text: str) -> Any:
    """Return strictly read JSON; raise ``Malformed`` or ``TooDeep``."""
    try:
        value = json.loads(
            text, object_pairs_hook=_once, parse_constant=_refuse, parse_float=_finite
        )
    except RecursionError as error:
        raise TooDeep(limit=DEPTH) from error
    except ValueError as error:
        raise Malformed("not JSON", fault="json") from error
    _check_depth(value)
    canonical.check_size(value)
    return value


def _is_drawing(data: bytes) -> bool:
    """Tell whether bytes begin as XML does, in UTF-8 or in either UTF-16."""
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"<", b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00", b"\x00<"))


def _of_text(text: str, nested: int = 0) -> Sent:
    text = text.strip(_BLANK)
    if is_token(text):
        return _of_token(text)
    return _of_value(json_of(text), nested)


def _of_value(value: object, nested: int) -> Sent:
    """Take the one credential out of what may enclose it: a list, a presentation, an envelope."""
    if nested > _NESTED:
        raise TooDeep(limit=_NESTED)
    if isinstance(value, list):
        if len(value) != 1:
            raise Several(count=len(value))
        return _of_value(value[0], nested + 1)
    if isinstance(value, str) and is_token(value):
        return _of_token(value)
    if not isinstance(value, dict):
        raise Malformed("no object", fault="object")
    if "verifiableCredential" in value:
        return _of_value(value["verifiableCredential"], nested + 1)
    if "EnvelopedVerifiableCredential" in _listed(value.get("type")):
        return _of_envelope(value.get("id"))
    return Sent(value)


def _of_envelope(address: object) -> Sent:
    for start in ENVELOPES:
        if isinstance(address, str) and address.startswith(start):
            token = address.removeprefix(start)
            if is_token(token):
                return _of_token(token)
    raise Malformed("an envelope without a token", fault="envelope")


def _of_token(token: str) -> Sent:
    """Look into a token before its signature is checked."""
    middle = token.split(".")[1]
    try:
        padded = middle + "=" * (-len(middle) % 4)
        payload = base64.b64decode(padded, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed("not base64url", fault="token") from error
    value = json_of(text_of(payload))
    inner = value.get("vc", value) if isinstance(value, dict) else None
    if not isinstance(inner, dict):
        raise Malformed("a token without a credential", fault="token")
    return Sent(inner, token)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Malformed("a member stands twice", fault="twice")
    return found


def _refuse(constant: str) -> NoReturn:
    raise Malformed("a number that JSON does not have", fault="number")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise Malformed("a number beyond any", fault="number")
    return number


def _check_depth(value: object) -> None:
    waiting = [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        if depth > DEPTH:
            raise TooDeep(limit=DEPTH)
        if isinstance(one, dict | list):
            inner = one.values() if isinstance(one, dict) else one
            waiting.extend((member, depth + 1) for member in inner)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
