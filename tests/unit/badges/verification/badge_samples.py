"""Badges and status lists made with real keys, and a world that holds a few documents."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from agir_badges.openbadges import keys, proofs, statuslists, tokens
from agir_badges.openbadges.verification import Verdict, verify
from agir_badges.openbadges.verification.asking import Online
from agir_kernel.errors import DomainError

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
VC2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
STATUS_URL = "https://campus.example/status/1.json"


class Issuer:
    """Somebody who signs: by the ``did:key`` of a key, or under another name."""

    def __init__(self, seed: int, did: str = "", fragment: str = "key-1") -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        self.public = self._private.public_key().public_bytes_raw()
        self.did = did or keys.did_key(self.public)
        fragment = fragment if did else self.did.removeprefix("did:key:")
        self.verification_method = f"{self.did}#{fragment}"

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)

    def document(self, **changes: Any) -> dict[str, Any]:
        """Return the DID document that says this key asserts."""
        return {
            "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
            "id": self.did,
            "verificationMethod": [
                {
                    "id": self.verification_method,
                    "type": "Multikey",
                    "controller": self.did,
                    "publicKeyMultibase": keys.encode_multikey(self.public),
                }
            ],
            "assertionMethod": [self.verification_method],
        } | changes


CAMPUS = Issuer(1)
OTHER = Issuer(2)


def badge(issuer: Issuer = CAMPUS, **changes: Any) -> dict[str, Any]:
    """Return an unsigned badge with every part that a page shows; None leaves a member out."""
    document: dict[str, Any] = {
        "@context": [VC2, OB3],
        "id": "urn:uuid:5f0c54a2-1f6f-4d0e-9a4f-1f0fb7a1c0de",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer.did, "type": ["Profile"], "name": "Campus d’essai"},
        "validFrom": "2026-01-01T00:00:00Z",
        "validUntil": "2027-01-01T00:00:00Z",
        "awardedDate": "2025-12-24T08:00:00+01:00",
        "name": "Lire un bilan",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityType": "emailAddress",
                    "identityHash": "sha256$" + "ab" * 32,
                    "salt": "sel",
                }
            ],
            "achievement": {
                "id": "https://campus.example/achievements/7/1.json",
                "type": ["Achievement"],
                "achievementType": "Competency",
                "name": "Lire un bilan",
                "description": "Lire et comprendre le bilan d’une association.",
                "criteria": {"narrative": "Deux preuves au moins, à 70 %."},
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": "RNCP37674BC02",
                        "targetUrl": "https://campus.example/rncp/37674/2",
                        "targetFramework": "RNCP",
                        "targetCode": "BC02",
                    }
                ],
                "resultDescription": [
                    {
                        "id": "urn:uuid:00000000-0000-4000-8000-000000000001",
                        "type": ["ResultDescription"],
                        "name": "Maîtrise",
                        "resultType": "RubricCriterionLevel",
                        "rubricCriterionLevel": [
                            {
                                "id": "urn:uuid:00000000-0000-4000-8000-000000000002",
                                "type": ["RubricCriterionLevel"],
                                "name": "Confirmé",
                            }
                        ],
                    }
                ],
            },
            "result": [
                {
                    "type": ["Result"],
                    "resultDescription": "urn:uuid:00000000-0000-4000-8000-000000000001",
                    "achievedLevel": "urn:uuid:00000000-0000-4000-8000-000000000002",
                    "value": "0.82",
                }
            ],
        },
        "evidence": [{"type": ["Evidence"], "name": "Exercice 3"}],
    }
    return {name: held for name, held in (document | changes).items() if held is not None}


def sealed(document: dict[str, Any], issuer: Issuer = CAMPUS) -> dict[str, Any]:
    return proofs.secure(document, issuer, created=NOW)


def token(document: dict[str, Any], issuer: Issuer = CAMPUS) -> str:
    return tokens.secure(document, issuer)


def written(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def entry(purpose: str = "revocation", index: object = "94567", **changes: Any) -> dict[str, Any]:
    return {
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": index,
        "statusListCredential": STATUS_URL,
    } | changes


def status_list(
    *indices: int, issuer: Issuer = CAMPUS, purpose: str = "revocation", **changes: Any
) -> dict[str, Any]:
    """Return a signed status list in which the bits at ``indices`` are set."""
    bits = statuslists.blank()
    for index in indices:
        statuslists.put(bits, index, True)
    document = {
        "@context": [VC2],
        "id": STATUS_URL,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did,
        "validFrom": "2026-11-26T00:00:00Z",
        "validUntil": "2026-11-27T00:00:00Z",
        "credentialSubject": {
            "id": f"{STATUS_URL}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": statuslists.encode(bits),
        },
    }
    return sealed(document | changes, issuer)


class NotThere(DomainError):
    """Nothing stands at that address."""

    code = "answer_unexpected"


class Web:
    """A few documents by their address; it counts what it is asked for."""

    def __init__(self) -> None:
        self.documents: dict[str, object] = {}
        self.asked: list[str] = []

    def put(self, url: str, document: object) -> Web:
        self.documents[url] = document
        return self

    def __call__(self, url: str, *, seconds: float) -> bytes:
        self.asked.append(url)
        if url not in self.documents:
            raise NotThere(url)
        found = self.documents[url]
        return found if isinstance(found, bytes) else written(found)


def judged(data: object, web: Web | None = None, now: datetime = NOW) -> Verdict:
    """Return the verdict on bytes, a token, or a document."""
    if isinstance(data, str):
        data = data.encode()
    if not isinstance(data, bytes):
        data = written(data)
    return verify(data, now=now, world=Online(web or Web(), now=now))


def failed(verdict: Verdict) -> tuple[str, str]:
    """Return the first failed check and why; "" and "valid" without one."""
    for check in verdict.checks:
        if check.passed is False:
            return check.name, check.code
    return "", verdict.code


def leaves(value: object, path: tuple[Any, ...] = ()) -> Iterable[tuple[Any, ...]]:
    """Yield where every text, number and truth of a document stands."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield from leaves(held, (*path, name))
    elif isinstance(value, list):
        for place, held in enumerate(value):
            yield from leaves(held, (*path, place))
    else:
        yield path


def changed(document: dict[str, Any], path: tuple[Any, ...], value: object) -> dict[str, Any]:
    """Return a copy of ``document`` with ``value`` at ``path``."""
    copied = copy.deepcopy(document)
    inner: Any = copied
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return copied


def at(document: dict[str, Any], path: tuple[Any, ...]) -> object:
    inner: Any = document
    for step in path:
        inner = inner[step]
    return inner
