"""A signer, and a badge as one class of them is written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from agir_badges.openbadges import contexts, keys

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


class Key:
    """An Ed25519 key named by its ``did:key``; ``seed`` is 32 bytes."""

    def __init__(self, seed: bytes = b"\1" * 32) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._private.public_key().public_bytes_raw()
        self.did = keys.did_key(self.public)
        self.verification_method = f"{self.did}#{self.did.removeprefix('did:key:')}"

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)


def key_of(method: str) -> bytes:
    found = keys.of_did_key(method)
    if found is None:
        raise keys.KeyUnreadable("not a did:key")
    return found


def badge(issuer: str, number: int = 1, evidence: int = 2) -> dict[str, Any]:
    """Return one of a class of badges: they differ by their number and what it leads to."""
    return {
        "@context": [contexts.VC2, contexts.OB3],
        "id": f"urn:uuid:{UUID(int=number)}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer, "type": ["Profile"], "name": "École de l’avenir"},
        "validFrom": "2026-11-26T09:00:00Z",
        "name": "Étuve",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": f"sha256${number:064x}",
                    "identityType": "emailAddress",
                    "salt": f"salt {number}",
                }
            ],
            "achievement": {
                "id": "https://agir.example/agir/badges/achievements/1/1.json",
                "type": ["Achievement"],
                "name": 'Régler une "étuve" à 100 %',
                "description": "Two lines\nand a \\ and a tab\t.",
                "criteria": {"narrative": "Seven problems of ten."},
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": f"Savoir-faire {place}",
                        "targetUrl": f"https://esco.example/{place}",
                    }
                    for place in range(2)
                ],
                "resultDescription": [
                    {
                        "id": "https://agir.example/agir/badges/achievements/1/1.json#level",
                        "type": ["ResultDescription"],
                        "name": "Level",
                        "resultType": "Status",
                    }
                ],
            },
            "result": [
                {
                    "type": ["Result"],
                    "resultDescription": "https://agir.example/agir/badges/achievements/1/1.json#level",
                    "value": f"level {number % 3}",
                }
            ],
        },
        "evidence": [
            {
                "id": f"https://agir.example/evidence/{number}/{place}",
                "type": ["Evidence"],
                "name": f"Problème {place}",
                "narrative": f"{number} points",
            }
            for place in range(evidence)
        ],
        "credentialStatus": {
            "id": f"https://agir.example/agir/badges/status/1.json#{number}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": f"{number}",
            "statusListCredential": "https://agir.example/agir/badges/status/1.json",
        },
    }
