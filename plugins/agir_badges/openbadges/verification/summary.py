"""What does a credential say of itself, in a few fields? Read once its shape is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from agir_badges.openbadges import schema
from agir_badges.openbadges.verification import dates
from agir_badges.openbadges.verification.verdict import Alignment, Result, Summary

SHORT: Final = 500  # characters of a name, an address, a value
LONG: Final = 10_000  # characters of a text
IMAGE: Final = 200_000  # characters of an address that holds the image itself
MANY: Final = 100  # results, or alignments
UNCHECKED: Final = {
    "endorsement": "endorsement",
    "endorsementJwt": "endorsement",
    "credentialSchema": "credentialSchema",
    "refreshService": "refreshService",
    "termsOfUse": "termsOfUse",
}
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)
_PICTURE: Final = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml)[;,]")


def of(document: dict[str, Any]) -> Summary:
    """Return the summary of a document that ``schema.check_badge`` let through."""
    subject = document["credentialSubject"]
    achievement = subject["achievement"]
    issuer = document["issuer"] if isinstance(document["issuer"], dict) else {}
    since, until = dates.span(document)
    return Summary(
        name=_short(achievement["name"]),
        description=_text(achievement["description"], LONG),
        issuer_name=_short(issuer.get("name", "")),
        issuer_id=_short(issuer.get("id", document["issuer"])),
        credential_id=_short(document["id"]),
        achievement_id=_short(achievement["id"]),
        achievement_type=_short(achievement.get("achievementType", "")),
        criteria=_text(_criteria(achievement["criteria"]), LONG),
        recipient=_recipient(subject),
        awarded=_moment(document.get("awardedDate")) or since,
        valid_from=since,
        valid_until=until,
        results=tuple(_results(subject, achievement)),
        alignments=tuple(_alignments(achievement)),
        evidence=_count(document.get("evidence")),
        image=_image(achievement, document, subject),
        notes=tuple(_notes(document, achievement, issuer)),
    )


def _criteria(criteria: dict[str, Any]) -> str:
    return str(criteria.get("narrative") or criteria.get("id", ""))


def _recipient(subject: dict[str, Any]) -> str:
    if str(subject.get("id", "")).startswith("did:"):
        return "did"
    kinds = _listed(subject.get("identifier"))
    if any(one["identityType"] == "emailAddress" and one["hashed"] for one in kinds):
        return "email_hash"
    return "identifier" if kinds or "id" in subject else "none"


def _results(subject: dict[str, Any], achievement: dict[str, Any]) -> Iterator[Result]:
    described = {one["id"]: one for one in _listed(achievement.get("resultDescription"))}
    for one in _listed(subject.get("result"))[:MANY]:
        description = described.get(one.get("resultDescription"), {})
        levels = {
            level["id"]: level["name"] for level in _listed(description.get("rubricCriterionLevel"))
        }
        yield Result(
            _short(description.get("name", "")),
            _short(one.get("value") or one.get("status", "")),
            _short(levels.get(one.get("achievedLevel"), "")),
        )


def _alignments(achievement: dict[str, Any]) -> Iterator[Alignment]:
    for one in _listed(achievement.get("alignment"))[:MANY]:
        yield Alignment(
            _short(one["targetName"]),
            one["targetUrl"] if _WEB.match(one["targetUrl"]) else "",
            _short(one.get("targetFramework", "")),
            _short(one.get("targetCode", "")),
        )


def _count(evidence: object) -> int:
    """Return how many pieces there are; one that is named twice is one."""
    pieces = _listed(evidence)
    return len({one.get("id", place) for place, one in enumerate(pieces)})


def _image(*holders: dict[str, Any]) -> str:
    """Return the address of the first image that a page may show."""
    for holder in holders:
        image = holder.get("image", "")
        address = image.get("id", "") if isinstance(image, dict) else image
        if len(address) <= IMAGE and (_WEB.match(address) or _PICTURE.match(address)):
            return str(address)
    return ""


def _notes(*holders: dict[str, Any]) -> list[str]:
    found = {note for member, note in UNCHECKED.items() if any(member in one for one in holders)}
    return sorted(found)


def _moment(text: object) -> datetime | None:
    return schema.moment(text) if isinstance(text, str) else None


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _short(text: object) -> str:
    return _text(text, SHORT)


def _text(text: object, most: int) -> str:
    whole = str(text)
    return whole if len(whole) <= most else whole[: most - 1] + "…"
