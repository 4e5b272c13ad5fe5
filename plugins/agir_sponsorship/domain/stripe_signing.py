"""Did Stripe send these bytes, and just now?

Scheme v1 of Stripe's webhooks (docs.stripe.com/webhooks, read in 2026): header
``t=<unix seconds>,v1=<hex of HMAC-SHA256 over "t.body">``. Stripe's own library takes a time an
hour ahead; here the clock may be 300 s off either way. Two secrets hold while one is rotated.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any, ClassVar, Final

from agir_kernel.errors import DomainError

TOLERANCE: Final = 300  # seconds, past and future
LARGEST: Final = 256 * 1024  # bytes of a body
LONGEST_HEADER: Final = 2000


class WebhookRefused(DomainError):
    """Bytes that no holder of the secret sent just now, or that are no event. Fact: ``why``."""

    code: ClassVar[str] = "webhook_refused"


def ensure_signed(body: bytes, header: str, secrets: Sequence[str], now: int) -> None:
    """Raise ``WebhookRefused`` unless ``header`` signs ``body``; ``now`` is in unix seconds."""
    if len(body) > LARGEST:
        raise WebhookRefused(why="too_large")
    pairs = [part.strip().partition("=") for part in header[:LONGEST_HEADER].split(",")]
    times = [value for name, _, value in pairs if name == "t"]
    given = [value for name, _, value in pairs if name == "v1"]
    if len(times) != 1 or not (times[0].isascii() and times[0].isdigit()) or not given:
        raise WebhookRefused(why="header")
    signed = times[0].encode() + b"." + body
    rights = [hmac.new(key.encode(), signed, hashlib.sha256).hexdigest() for key in secrets if key]
    matches = [
        hmac.compare_digest(right.encode(), one.encode()) for right in rights for one in given
    ]
    if not any(matches):
        raise WebhookRefused(why="signature")
    if abs(now - int(times[0][:12])) > TOLERANCE:
        raise WebhookRefused(why="age")


def event(body: bytes) -> dict[str, Any]:
    """Return the event in a body: UTF-8 JSON, an object, no key twice, a short ``id``."""
    try:
        found = json.loads(body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refuse)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise WebhookRefused(why="json") from error
    if not isinstance(found, dict):
        raise WebhookRefused(why="json")
    name, kind = found.get("id"), found.get("type")
    if not (isinstance(name, str) and 0 < len(name) <= 200 and isinstance(kind, str)):
        raise WebhookRefused(why="event")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key twice")
    return made


def _refuse(_: str) -> Any:
    raise ValueError("no number")
