"""How does a partner stand behind a badge of this site, and this site behind a partner's?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final
from uuid import UUID, uuid4

from agir_badges.issuing import documents, places
from agir_badges.issuing.seal import sealed
from agir_badges.models import BadgeRule, Endorsement
from agir_badges.openbadges import proofs, schema
from agir_badges.openbadges.contexts import OB3, VC2
from agir_badges.openbadges.verification import dates, seal, sent
from agir_badges.openbadges.verification.world import World
from agir_kernel.errors import DomainError
from agir_platform import signing

TYPE: Final = "EndorsementCredential"
MOST_BYTES: Final = 200_000
SCHEMES: Final = ("https://", "http://", "urn:", "did:")


class EndorsementTooLarge(DomainError):
    """Longer than ``limit`` bytes: it would stand in every badge."""

    code: ClassVar[str] = "endorsement_too_large"


class EndorsementWrongType(DomainError):
    """A signed document, and no endorsement."""

    code: ClassVar[str] = "endorsement_wrong_type"


class EndorsementOfAnother(DomainError):
    """It endorses something else: ``found``, and not ``expected`` or an earlier version of it."""

    code: ClassVar[str] = "endorsement_of_another"


class AddressUnendorsable(DomainError):
    """What is to be endorsed is named by no address."""

    code: ClassVar[str] = "address_unendorsable"


@dataclass(frozen=True, slots=True)
class Accepted:
    """An endorsement whose proof, subject and dates are good."""

    endorser_did: str
    document: str
    valid_until: datetime | None


def checked(rule: BadgeRule, text: str, *, now: datetime, world: World) -> Accepted:
    """Return what a partner signed about ``rule``, JSON or a token.

    ``world`` gives the partner's key. Raises ``EndorsementTooLarge``, ``EndorsementWrongType``,
    ``EndorsementOfAnother``, and what a badge is refused for: its form, its proof, its dates.
    """
    text = text.strip()
    if len(text.encode()) > MOST_BYTES:
        raise EndorsementTooLarge(limit=MOST_BYTES)
    found = sent.read(text.encode())
    schema.check_contexts(found.document)
    kinds = found.document.get("type")
    if TYPE not in (kinds if isinstance(kinds, list) else [kinds]):
        raise EndorsementWrongType
    document = seal.check(found, now=now, world=world)
    dates.check(document, now)
    _check_subject(rule, document)
    _, until = dates.span(document)
    return Accepted(proofs.issuer_of(document), text, until)


def _check_subject(rule: BadgeRule, document: dict[str, Any]) -> None:
    subject = document.get("credentialSubject")
    found = str(subject.get("id", ""))[:500] if isinstance(subject, dict) else ""
    versions = range(1, rule.version + 1)
    if found not in {places.achievement(rule.id, version) for version in versions}:
        expected = places.achievement(rule.id, rule.version)
        raise EndorsementOfAnother(found=found, expected=expected)


def kept(rule: UUID, name: str, accepted: Accepted, *, now: datetime) -> UUID:
    """Keep an accepted endorsement of a badge by the partner called ``name``."""
    row = Endorsement.objects.create(
        rule_id=rule,
        endorser_name=name,
        endorser_did=accepted.endorser_did,
        document=accepted.document,
        valid_until=accepted.valid_until,
        added_at=now,
    )
    return row.id


def endorsement_of(address: str, comment: str, *, now: datetime) -> str:
    """Return this site's own signed endorsement of an achievement of a partner, as JSON.

    Raises ``AddressUnendorsable`` and ``SigningKeyUnset``. Touches no table.
    """
    if not address.startswith(SCHEMES) or any(letter.isspace() for letter in address):
        raise AddressUnendorsable(address=address[:200])
    signer = signing.require()
    subject: dict[str, Any] = {"id": address, "type": ["EndorsementSubject"]}
    if comment:
        subject["endorsementComment"] = comment
    document = {
        "@context": [VC2, OB3],
        "id": uuid4().urn,
        "type": ["VerifiableCredential", TYPE],
        "name": "Endorsement",
        "issuer": documents.profile(),
        "validFrom": documents.instant(now),
        "credentialSubject": subject,
    }
    return documents.text(sealed([document], signer, now)[0])
