"""How is a receipt given, and does the one that somebody shows hold?"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from agir_competencies.domain import receipt as rules
from agir_competencies.domain.receipt import MOST_FINDINGS, Receipt, ReceiptForged
from agir_kernel.errors import DomainError
from agir_kernel.figures import SHARE_QUANTUM
from agir_platform import signing


def weight() -> Decimal:
    """Return what unsupervised evidence weighs on this site, 0 to 1; 0 where none is taken."""
    try:
        told = Decimal(str(settings.AGIR_COMPETENCIES_UNSUPERVISED_WEIGHT))
    except InvalidOperation:
        return Decimal(0)
    if not told.is_finite():
        return Decimal(0)
    return min(max(told, Decimal(0)), Decimal(1)).quantize(Decimal("0.01"))


def give(object_key: str, course_key: str, findings: Mapping[UUID, Decimal], at: datetime) -> str:
    """Return a signed receipt; '' where this site takes none, has no key, or nothing was found."""
    if not findings or weight() <= 0:
        return ""
    try:
        signer = signing.current()
    except DomainError:
        return ""
    if signer is None:
        return ""
    told = tuple(
        (one, findings[one].quantize(SHARE_QUANTUM, rounding=ROUND_HALF_EVEN))
        for one in sorted(findings)[:MOST_FINDINGS]
    )
    made = Receipt(
        secrets.token_hex(16), object_key, course_key, told, at, signer.verification_method
    )
    payload = made.payload()
    return rules.joined(payload, signer.sign(rules.message(payload)))


def verified(token: object, now: datetime) -> Receipt:
    """Return the receipt that a text is; raise a ``ReceiptRefused``."""
    found, payload, signature = rules.read(token)
    public = signing.public_key(found.key)
    if public is None:
        raise ReceiptForged
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, rules.message(payload))
    except InvalidSignature as error:
        raise ReceiptForged from error
    rules.check_age(found, now, int(settings.AGIR_COMPETENCIES_CLAIM_DAYS))
    return found
