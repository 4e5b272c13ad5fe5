"""Signed badges: what their owner does, what the public sees, what a site publishes.

An owner is a learner's subject; who it is, the caller knows. Another's badge is unknown.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from agir_badges.data import (
    CredentialLine,
    CredentialView,
    Download,
    LeavingView,
    ListDocument,
    SharedView,
)
from agir_badges.domain.refusals import AchievementUnknown
from agir_badges.issuing import bits, documents, files, numbers, owner, seen, skills
from agir_badges.issuing.definitions import Definition, Key, definitions, language_of_site
from agir_badges.issuing.signing_rows import Desk
from agir_badges.models import Credential
from agir_platform import signing


def credentials_of(subject: UUID, language: str) -> list[CredentialLine]:
    """Return the learner's badges and claimed skills, signed or not, oldest first."""
    return seen.lines(subject, language)


def credential(credential_id: UUID, subject: UUID, language: str) -> CredentialView:
    """Return one of the learner's badges in ``language``; raises ``CredentialUnknown``."""
    return seen.owned(credential_id, subject, language)


def newest(credential_id: UUID, subject: UUID) -> UUID:
    """Return the badge that took the place of a revoked one, itself where none did."""
    return owner.newest(credential_id, subject)


def leaving(subject: UUID, language: str) -> tuple[LeavingView, ...]:
    """Return the learner's suspended badges: until when, and what brings each back."""
    return seen.leaving(subject, language)


def claims_of(subject: UUID) -> dict[UUID, UUID | None]:
    """Return the badge of each competency the learner claimed, ``None`` where they deleted it."""
    return skills.claimed(subject)


def claim_competency(subject: UUID, competency: UUID, *, now: datetime) -> UUID:
    """Certify a competency that the learner demonstrated; return the document's identifier.

    Asking twice is once. Raises ``SkillNotDemonstrated``, ``CredentialDeleted`` and
    ``SigningKeyUnset``. One transaction.
    """
    desk = Desk(signing.require(), now)
    numbers.ready(1, now=now)
    with transaction.atomic():
        return skills.claim(subject, competency, desk=desk, now=now)


def show_evidence(
    credential_id: UUID, subject: UUID, evidence_ids: Collection[UUID], *, now: datetime
) -> None:
    """Show these results on the badge and no others; signed at once.

    Raises ``CredentialUnknown``, ``CredentialUnsigned``, ``CredentialDeleted``,
    ``CredentialRevoked``, ``EvidenceUnknown`` and ``SigningKeyUnset``; nothing changed then.
    """
    owner.show_evidence(credential_id, subject, evidence_ids, now=now)


def bind_did(credential_id: UUID, subject: UUID, did: str, *, now: datetime) -> None:
    """Give the badge to ``did``, '' to the learner's e-mail address; signed at once.

    Raises as ``show_evidence`` does, and ``DidMalformed``.
    """
    owner.bind_did(credential_id, subject, did, now=now)


def publish_name(credential_id: UUID, subject: UUID, publish: bool) -> None:
    """Show the learner's name on the shared page, or no more; no document ever holds it.

    Raises ``CredentialUnknown``, ``CredentialUnsigned`` and ``CredentialDeleted``.
    """
    owner.publish_name(credential_id, subject, publish=publish)


def hide(credential_id: UUID, subject: UUID, hidden: bool) -> None:
    """Take the shared page away or put it back; the badge stays valid. Raises as above."""
    owner.hide(credential_id, subject, hidden=hidden)


def delete(credential_id: UUID, subject: UUID, *, now: datetime) -> None:
    """Remove the document and revoke it, for ever. Raises as above."""
    owner.delete(credential_id, subject, now=now)


def download(credential_id: UUID, subject: UUID, kind: str) -> Download:
    """Return the badge as json, jwt, svg or png.

    Raises ``CredentialUnknown``, ``CredentialUnsigned``, ``CredentialDeleted``,
    ``CredentialRevoked``, ``FormatUnknown`` and, for jwt, ``SigningKeyUnset``.
    """
    with transaction.atomic():
        return files.made(credential_id, subject, kind)


def shared(credential_id: UUID, language: str) -> SharedView:
    """Return what anybody with the link sees.

    Raises ``CredentialUnknown`` (also when hidden) and ``CredentialRevoked``.
    """
    return seen.shared(credential_id, language)


def signed_document(credential_id: UUID) -> str:
    """Return the signed JSON that anybody with the link may read. Raises as ``shared`` does."""
    return seen.public(credential_id).document


def status_list(document_id: UUID, *, now: datetime) -> ListDocument:
    """Return one published status list, of revocations or of suspensions as its identifier says.

    Raises ``StatusListUnknown`` and ``SigningKeyUnset``.
    """
    return bits.published(document_id, now=now)


def achievement(name: UUID, version: int) -> dict[str, Any]:
    """Return one version of a badge, or a skill, as JSON-LD, in the site's language.

    Raises ``AchievementUnknown``.
    """
    return documents.public_achievement(_definition(name, version, language_of_site()))


def skill_image(competency: UUID, language: str) -> str:
    """Return the SVG of a skill; raises ``AchievementUnknown``."""
    key = Key(Credential.COMPETENCY, competency, 1)
    found = definitions({key}, language).get(key)
    if found is None:
        raise AchievementUnknown
    return seen.drawing(found)


def _definition(name: UUID, version: int, language: str) -> Definition:
    keys = [Key(kind, name, version) for kind in (Credential.BADGE, Credential.COMPETENCY)]
    found = definitions(keys, language)
    for key in keys:
        if key in found:
            return found[key]
    raise AchievementUnknown
