"""The covenant of a course as others' machines read it: JSON, sealed by the site's key.

The seal is a Data Integrity proof of the suite ``eddsa-jcs-2022`` (W3C, 15 May 2025): SHA-256 of
the proof's options and of the document, both in the canonical form of RFC 8785, signed with
Ed25519. A copy proves what the site said, and when, after the page has changed.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any, Final

import rfc8785

from agir_catalogue.covenant import words
from agir_catalogue.covenant.reading import BreachView, is_kept
from agir_catalogue.domain.covenant import GUARDS
from agir_platform.ports import CovenantVerdict
from agir_platform.signing import Signer, multikey

VERSION: Final = 1


def build(
    course_key: str, address: str, verdict: CovenantVerdict, breaches: list[BreachView]
) -> dict[str, Any]:
    """Return the document, unsigned. Times are in UTC, to the second."""
    return {
        "type": "FreeTrackCovenant",
        "version": VERSION,
        "id": address,
        "course": course_key,
        "kept": is_kept(verdict),
        "guards": list(GUARDS),
        "exception": verdict.override or None,
        "checks": [
            {
                "criterion": one.criterion,
                "title": words.title(one.criterion),
                "verdict": one.verdict,
                "evidence": one.evidence,
                "checkedAt": _told(one.checked_at),
            }
            for one in verdict.checks
        ],
        "breaches": [
            {
                "criteria": list(one.criteria),
                "openedAt": _told(one.opened_at),
                "healedAt": _told(one.healed_at),
            }
            for one in breaches
        ],
    }


def seal(document: dict[str, Any], signer: Signer, *, created: datetime) -> dict[str, Any]:
    """Return the document with its proof; ``created`` is aware."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": _told(created),
        "verificationMethod": signer.verification_method,
        "proofPurpose": "assertionMethod",
    }
    said = hashlib.sha256(rfc8785.dumps(options)).digest()
    said += hashlib.sha256(rfc8785.dumps(document)).digest()
    return document | {"proof": options | {"proofValue": _base58(signer.sign(said))}}


def _base58(raw: bytes) -> str:
    """Return bytes in Bitcoin's letters after ``z``, as Multibase writes them."""
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, place = divmod(number, 58)
        text = multikey.LETTERS[place] + text
    zeros = len(raw) - len(raw.lstrip(b"\0"))
    return f"z{multikey.LETTERS[0] * zeros}{text}"


def _told(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
