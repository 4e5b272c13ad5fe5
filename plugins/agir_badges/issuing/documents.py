"""What stands in the documents: an achievement, a credential, the lists of their status.

Open Badges 3.0.3 on the W3C Verifiable Credentials Data Model 2.0, statuses by Bitstring Status
List 1.0. Nothing here reads a table, and nothing names the learner.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from agir_badges.domain import narrative
from agir_badges.domain.level import Level
from agir_badges.domain.narrative import Asked
from agir_badges.domain.wording import word
from agir_badges.images import issuer
from agir_badges.issuing import places
from agir_badges.issuing.definitions import Definition
from agir_badges.models import Credential, StatusList
from agir_badges.openbadges import canonical, carrier, statuslists
from agir_badges.openbadges.contexts import OB3, VC2
from agir_platform import addresses, signing

REVOCATION: Final = "revocation"
SUSPENSION: Final = "suspension"
PURPOSES: Final = (REVOCATION, SUSPENSION)
LEVELS: Final = (Level.STARTED, Level.DEMONSTRATED, Level.CONFIRMED)
CASE: Final = "case"
LIVES: Final = timedelta(days=1)
FRESH: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Shown:
    """Where the learner stands on one competency; ``estimate`` 0 to 1, ``None`` not measured."""

    level: Level
    estimate: Decimal | None


def instant(moment: datetime) -> str:
    """Return a moment as the standards write it: UTC, whole seconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def text(document: Mapping[str, Any]) -> str:
    """Return a document as compact JSON in Unicode."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def profile() -> dict[str, Any]:
    """Return the issuer: this site, by its decentralised identifier."""
    return {
        "id": signing.issuer_did(),
        "type": ["Profile"],
        "name": issuer(),
        "url": addresses.site_url(),
    }


def achievement(one: Definition) -> dict[str, Any]:
    """Return an achievement as it stands in a credential, its authors' texts made writable."""
    made: dict[str, Any] = {
        "id": one.id,
        "type": ["Achievement"],
        "achievementType": "Badge" if one.key.kind == Credential.BADGE else "Competency",
        "name": one.seen.name,
        "description": one.description,
        "criteria": {"narrative": one.criteria},
        "image": {
            "id": addresses.absolute(one.image),
            "type": "Image",
            "caption": one.seen.alt,
        },
        "inLanguage": one.language,
        "version": str(one.key.version),
        "creator": profile(),
        "resultDescription": [_description(one, asked) for asked in one.asked],
    }
    if alignments := [_alignment(asked) for asked in one.asked if ":" in asked.uri]:
        made["alignment"] = alignments
    tokens = [signed for _, signed in one.endorsements if carrier.is_token(signed)]
    proofs = [json.loads(signed) for _, signed in one.endorsements if not carrier.is_token(signed)]
    return cleaned(made) | {
        name: held for name, held in (("endorsement", proofs), ("endorsementJwt", tokens)) if held
    }


def cleaned(value: Any) -> Any:
    """Return ``value`` without what no signed text may hold: control characters, half characters.

    A name that was pasted with one would otherwise keep its badge from ever being signed. A text
    of nothing else becomes U+FFFD, since the standard asks for names.
    """
    if isinstance(value, str):
        return canonical.CONTROL.sub("", value) or (value and "\ufffd")
    if isinstance(value, list):
        return [cleaned(one) for one in value]
    if isinstance(value, dict):
        return {name: cleaned(held) for name, held in value.items()}
    return value


def public_achievement(one: Definition) -> dict[str, Any]:
    """Return an achievement as a document of its own."""
    return {"@context": [VC2, OB3], **achievement(one)}


def _alignment(asked: Asked) -> dict[str, Any]:
    made = {
        "type": ["Alignment"],
        "targetName": asked.label,
        "targetUrl": asked.uri,
        "targetType": "CFItem" if asked.source == CASE else "ceasn:Competency",
    }
    optional = {"targetCode": asked.code, "targetFramework": asked.framework}
    return made | {name: value for name, value in optional.items() if value}


def _description(one: Definition, asked: Asked) -> dict[str, Any]:
    return {
        "id": _result_id(one, asked.identifier),
        "type": ["ResultDescription"],
        "name": narrative.result_name(asked.label, one.language),
        "resultType": "RubricCriterionLevel",
        "requiredLevel": _level_id(one, asked.identifier, asked.level),
        "rubricCriterionLevel": [
            {
                "id": _level_id(one, asked.identifier, level),
                "type": ["RubricCriterionLevel"],
                "name": word(level, one.language),
                "level": str(int(level)),
            }
            for level in LEVELS
        ],
    }


def _result_id(one: Definition, competency: UUID) -> str:
    return f"{one.id}#{competency}"


def _level_id(one: Definition, competency: UUID, level: Level) -> str:
    return f"{one.id}#{competency}-{level.name.lower()}"


def credential(
    row: Credential,
    one: Definition,
    written: dict[str, Any],
    shown: Mapping[UUID, Shown],
    address: str,
    lists: StatusList,
) -> dict[str, Any]:
    """Return the document of ``row``, unsigned.

    ``written`` is the achievement of ``one``, shared by all documents of a batch; ``shown`` is
    where the learner stands, by competency; ``address`` their e-mail address, of which only a
    salted hash is written, '' when unknown; ``lists`` the row's status list.
    """
    made: dict[str, Any] = {
        "@context": [VC2, OB3],
        "id": places.document(row.id),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": written["name"],
        "description": written["description"],
        "issuer": written["creator"],
        "validFrom": instant(row.issued_at),
        "awardedDate": instant(row.awarded_at),
        "credentialSubject": {
            **_recipient(row, address),
            "type": ["AchievementSubject"],
            "achievement": written,
            "result": [
                _result(one, asked, shown[asked.identifier])
                for asked in one.asked
                if asked.identifier in shown and shown[asked.identifier].level > Level.UNMEASURED
            ],
        },
        "credentialStatus": [_status(lists, row.status_index, each) for each in PURPOSES],
    }
    if row.evidence:
        made["evidence"] = [_evidence(piece, one.language) for piece in row.evidence]
    return made


def _recipient(row: Credential, address: str) -> dict[str, Any]:
    """Say who may claim the badge, so that only who knows them can tell (OB 3.0 IdentityObject).

    The e-mail address as the platform holds it, followed by the salt. A learner without one is
    the hash of their pseudonym, which nobody outside can compute.
    """
    if row.recipient:
        return {"id": row.recipient}
    known, kind = (address, "emailAddress") if address else (str(row.subject), "systemId")
    digest = hashlib.sha256(f"{known}{row.salt}".encode()).hexdigest()
    return {
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": f"sha256${digest}",
                "identityType": kind,
                "salt": row.salt,
            }
        ]
    }


def _result(one: Definition, asked: Asked, shown: Shown) -> dict[str, Any]:
    made = {
        "type": ["Result"],
        "resultDescription": _result_id(one, asked.identifier),
        "achievedLevel": _level_id(one, asked.identifier, shown.level),
    }
    if shown.estimate is not None:
        made["value"] = narrative.percent(shown.estimate)
    return made


def _status(lists: StatusList, number: int, purpose: str) -> dict[str, Any]:
    name = places.status_list(lists.id if purpose == REVOCATION else lists.suspensions)
    return {
        "id": f"{name}#{number}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": str(number),
        "statusListCredential": name,
    }


def _evidence(piece: Mapping[str, str], language: str) -> dict[str, Any]:
    day = piece["occurred_at"][:10]
    return {
        "id": f"urn:uuid:{piece['id']}",
        "type": ["Evidence"],
        "name": cleaned(piece["title"]) or piece["id"],
        "narrative": narrative.result(Decimal(piece["share"]), day, language),
    }


def status_credential(
    name: UUID, purpose: str, numbers: Iterable[int], now: datetime
) -> dict[str, Any]:
    """Return one status list, unsigned; ``numbers`` are those whose bit is set."""
    address = places.status_list(name)
    return {
        "@context": [VC2],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": signing.issuer_did(),
        "validFrom": instant(now),
        "validUntil": instant(now + LIVES),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": encoded(numbers),
            "ttl": int(FRESH.total_seconds() * 1000),
        },
    }


def encoded(numbers: Iterable[int]) -> str:
    """Return the list with the bits of ``numbers`` set; the same text for the same numbers."""
    bits = statuslists.blank(StatusList.SIZE)
    for number in numbers:
        statuslists.put(bits, number, True)
    return statuslists.encode(bits)
