"""What is a receipt of something learnt before anybody signed up?

A text that the learner's browser keeps and nobody else: what was answered where, when and how
well, a random ``nonce``, and the site's signature over it (``PREFIX`` keeps it apart from all else
that the site signs). It names no person, no address and no device. Whoever shows it gets it
counted once, for ever (decision 0016).

``<payload>.<signature>``, both base64url without padding; the payload is JSON with the keys ``v``
(1), ``n`` (nonce, 32 hexadecimal digits), ``o`` (object), ``c`` (course, may be ''), ``f`` (list of
[competency, share]), ``at`` (instant, UTC) and ``k`` (name of the key).
"""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Final
from uuid import UUID

from agir_kernel.errors import DomainError

PREFIX: Final = b"agir receipt 1\n"
VERSION: Final = 1
MOST_FINDINGS: Final = 12
LONGEST: Final = 4_000
LONGEST_KEY: Final = 255
SKEW: Final = timedelta(minutes=5)
_NONCE: Final = re.compile(r"[0-9a-f]{32}")


class ReceiptRefused(DomainError):
    """A receipt that counts for nothing; what else was shown with it may count."""

    code: ClassVar[str] = "receipt_refused"


class ReceiptMalformed(ReceiptRefused):
    """What is no receipt of this site."""

    code: ClassVar[str] = "receipt_malformed"


class ReceiptForged(ReceiptRefused):
    """The signature does not hold, or its key is none of the site's any more."""

    code: ClassVar[str] = "receipt_forged"


class ReceiptTooOld(ReceiptRefused):
    """It was made longer ago than the site takes receipts. Facts: ``days``."""

    code: ClassVar[str] = "receipt_too_old"


class ReceiptClaimed(ReceiptRefused):
    """Somebody had it counted already, maybe the same person."""

    code: ClassVar[str] = "receipt_claimed"


class ReceiptEmpty(ReceiptRefused):
    """Nothing in it would change anything: shown since while signed in, or known no more."""

    code: ClassVar[str] = "receipt_empty"


class NothingToClaim(DomainError):
    """No receipt was sent, or more at once than are taken. Facts: ``limit``."""

    code: ClassVar[str] = "claim_nothing"


class ClaimsTooMany(DomainError):
    """This learner had as many receipts counted as one may in a day. Facts: ``limit``."""

    code: ClassVar[str] = "claim_too_many"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a visitor showed at one object: shares 0 to 1 inclusive, by competency."""

    nonce: str
    object_key: str
    course_key: str
    findings: tuple[tuple[UUID, Decimal], ...]
    at: datetime
    key: str

    def payload(self) -> str:
        """Return the part that is signed."""
        told = {
            "v": VERSION, "n": self.nonce, "o": self.object_key, "c": self.course_key,
            "f": [[str(one), str(share)] for one, share in self.findings],
            "at": self.at.astimezone(UTC).isoformat(timespec="seconds"), "k": self.key,
        }  # fmt: skip
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return _written(text.encode())


def message(payload: str) -> bytes:
    """Return the bytes to sign for a payload."""
    return PREFIX + payload.encode("ascii", "replace")


def joined(payload: str, signature: bytes) -> str:
    """Return the whole receipt."""
    return f"{payload}.{_written(signature)}"


def read(token: object) -> tuple[Receipt, str, bytes]:
    """Return a receipt, its payload and its signature, not verified; raise ``ReceiptMalformed``."""
    if not isinstance(token, str) or len(token) > LONGEST or token.count(".") != 1:
        raise ReceiptMalformed
    payload, _, signature = token.partition(".")
    try:
        told = json.loads(_bytes(payload).decode())
        if not isinstance(told, dict) or told.get("v") != VERSION:
            raise ReceiptMalformed
        return _receipt(told), payload, _bytes(signature)
    # UUID() asks a number or a list for a text's methods.
    except (
        ValueError, TypeError, KeyError, AttributeError, InvalidOperation, RecursionError,
    ) as error:  # fmt: skip
        raise ReceiptMalformed from error


def check_age(receipt: Receipt, now: datetime, days: int) -> None:
    """Raise ``ReceiptTooOld`` past ``days``, ``ReceiptMalformed`` for one from the future."""
    if receipt.at > now + SKEW:
        raise ReceiptMalformed
    if receipt.at < now - timedelta(days=days):
        raise ReceiptTooOld(days=days)


def _receipt(told: Mapping[str, Any]) -> Receipt:
    texts = {name: told[name] for name in ("n", "o", "c", "at", "k")}
    if not all(isinstance(one, str) and len(one) <= LONGEST_KEY for one in texts.values()):
        raise ReceiptMalformed
    at = datetime.fromisoformat(texts["at"])
    findings = tuple((UUID(one), Decimal(share)) for one, share in told["f"])
    sound = (
        _NONCE.fullmatch(texts["n"])
        and texts["o"]
        and at.tzinfo is not None
        and 0 < len(findings) <= MOST_FINDINGS
        and len({one for one, _ in findings}) == len(findings)
        and all(share.is_finite() and 0 <= share <= 1 for _, share in findings)
    )
    if not sound:
        raise ReceiptMalformed
    return Receipt(texts["n"], texts["o"], texts["c"], findings, at, texts["k"])


def _written(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
