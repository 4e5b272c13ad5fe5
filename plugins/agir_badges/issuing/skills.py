"""What does a learner's claim on one demonstrated competency come to?

A competency is certified when its learner asks for it, and lives as badges do: it is suspended
when it is no longer demonstrated, comes back with it, and is revoked after the days of grace.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from agir_badges.domain.identity import skill_id
from agir_badges.domain.level import DEMONSTRATED
from agir_badges.domain.refusals import CredentialDeleted, SkillNotDemonstrated
from agir_badges.issuing.settle import Claim, settle_claims
from agir_badges.issuing.signing_rows import Desk
from agir_badges.issuing.telling import tell
from agir_badges.models import Credential
from agir_competencies import api as competencies
from agir_competencies.api.together import states_together


def claim(subject: UUID, competency: UUID, *, desk: Desk, now: datetime) -> UUID:
    """Certify a competency that the learner demonstrated, and return the document's identifier.

    Asking twice is once. Raises ``SkillNotDemonstrated`` and ``CredentialDeleted``.
    """
    state = competencies.states(subject, [competency]).get(competency)
    if state is None or state.status != DEMONSTRATED:
        raise SkillNotDemonstrated(competency=str(competency))
    origin = skill_id(competency, subject)
    one = Claim(
        origin,
        subject,
        Credential.COMPETENCY,
        competency,
        state.rule_version,
        state.demonstrated_at or now,
        True,
    )
    tell(settle_claims([one], desk=desk, now=now))
    row = Credential.objects.filter(origin=origin).order_by("-turn").first()
    if row is None or row.deleted_at is not None:
        raise CredentialDeleted
    return row.id


def claimed(subject: UUID) -> dict[UUID, UUID | None]:
    """Return the document of each competency that the learner claimed. One statement.

    ``None``: deleted by them, and never given again. What was revoked may be claimed anew, and
    is left out.
    """
    rows = Credential.objects.filter(kind=Credential.COMPETENCY, subject=subject).order_by("turn")
    found: dict[UUID, UUID | None] = {}
    for name, competency, revoked, deleted in rows.values_list(
        "id", "competency", "revoked_at", "deleted_at"
    ):
        found[competency] = None if deleted else name
        if revoked and not deleted:
            del found[competency]
    return found


def moved(subject: UUID, changed: Collection[UUID], *, desk: Desk | None, now: datetime) -> None:
    """Follow a change of these competencies of one learner. One statement when none is claimed."""
    rows = Credential.objects.filter(
        kind=Credential.COMPETENCY, subject=subject, competency__in=list(changed)
    )
    claims = _claims(rows)
    if claims:
        tell(settle_claims(claims, desk=desk, now=now))


def waiting(now: datetime) -> list[Claim]:
    """Return the claims whose document does not say what the learner shows."""
    rows = Credential.objects.filter(kind=Credential.COMPETENCY, deleted_at=None)
    newest = {row.origin: row for row in rows.order_by("turn").defer("document")}
    return [one for one in _claims(rows) if not _is_settled(newest[one.origin], one, now)]


def _is_settled(row: Credential, one: Claim, now: datetime) -> bool:
    if one.held:
        return row.revoked_at is None and row.suspended_at is None and not row.needs_signing
    if row.revoked_at is not None:
        return True
    return row.suspended_until is not None and row.suspended_until > now


def _claims(rows: QuerySet[Credential]) -> list[Claim]:
    """Return what the learners show now of what they claimed once. Two statements.

    A document keeps the version and the date it was claimed with: another rule for a competency
    changes nothing that was given.
    """
    newest = {row.origin: row for row in rows.order_by("turn").defer("document")}
    states = states_together(
        {row.subject for row in newest.values()}, {row.competency for row in newest.values()}
    )
    claims = []
    for row in newest.values():
        state = states.get(row.subject, {}).get(row.competency)
        held = state is not None and state.status == DEMONSTRATED
        claims.append(
            Claim(
                row.origin,
                row.subject,
                row.kind,
                row.competency,
                row.version,
                row.awarded_at,
                held,
                begins=False,
            )
        )
    return claims
