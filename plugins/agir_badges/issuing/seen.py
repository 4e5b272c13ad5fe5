"""How does a signed badge look to its owner, and to a stranger with its link?"""

from __future__ import annotations

import base64
from uuid import UUID

from django.db.models import QuerySet

from agir_badges.awarding import standings_of
from agir_badges.data import (
    CredentialLine,
    CredentialView,
    LeavingView,
    LostSkill,
    SharedView,
    SkillShown,
    Status,
)
from agir_badges.domain.artwork import draw
from agir_badges.domain.level import Level
from agir_badges.domain.refusals import CredentialRevoked, CredentialUnknown
from agir_badges.domain.rule import Standing, read
from agir_badges.images import issuer
from agir_badges.issuing import choices, places
from agir_badges.issuing.definitions import Definition, Key, definitions, language_of_site
from agir_badges.models import Award, Credential
from agir_competencies import api as competencies
from agir_platform.learners import api as learners
from agir_platform.select import platform


def status_of(row: Credential) -> Status:
    """Return what a document is worth now."""
    if row.revoked_at is not None:
        return Status.REVOKED
    if row.suspended_at is not None:
        return Status.SUSPENDED
    return Status.VALID if row.document else Status.UNSIGNED


def owned(credential: UUID, subject: UUID, language: str) -> CredentialView:
    """Return one badge of the learner; an award that is not signed has its own identifier.

    Raises ``CredentialUnknown``. A constant number of statements.
    """
    row = Credential.objects.filter(id=credential, subject=subject).first()
    award = Award.objects.filter(id=row.origin if row else credential, subject=subject).first()
    if row is None:
        if award is None or Credential.objects.filter(origin=credential).exists():
            raise CredentialUnknown
        row = _unsigned(award)
    definition = _definition(row, language)
    standings = _standings(row.subject, definition)
    state = status_of(row)
    lost = _lost(definition, award, standings) if state in _ENDING else ()
    is_signed = bool(row.document)
    return CredentialView(
        id=row.id,
        kind=row.kind,
        rule=row.rule_id,
        competency=row.competency,
        version=row.version,
        name=definition.seen.name,
        description=definition.seen.description,
        criteria=definition.criteria,
        level=int(definition.seen.level),
        image=_image(row, definition),
        alt=definition.seen.alt,
        caption=definition.seen.caption,
        language=row.language,
        status=state,
        why=_why(row, award),
        lost=lost,
        skills=_skills(definition, standings),
        awarded_at=row.awarded_at,
        issued_at=row.issued_at if is_signed else None,
        suspended_until=row.suspended_until,
        revoked_at=row.revoked_at,
        hidden=row.hidden,
        names_learner=row.names_learner,
        recipient=row.recipient,
        evidence=choices.of(row, language) if state not in _OVER and is_signed else (),
        share_url=places.page(row.id) if is_signed else "",
        json_url=places.document(row.id) if is_signed else "",
        verify_url=places.verification(row.id) if is_signed else "",
        is_deleted=row.deleted_at is not None,
    )


def lines(subject: UUID, language: str) -> list[CredentialLine]:
    """Return the learner's badges, signed or not, oldest first; deleted and replaced ones left out.

    A constant number of statements.
    """
    rows = {row.origin: row for row in _rows(subject)}
    awards = [one for one in Award.objects.filter(subject=subject) if one.id not in rows]
    listed = [row for row in rows.values() if row.deleted_at is None]
    listed += [_unsigned(one) for one in awards if one.withdrawn_at is None]
    known = definitions({Key.of(row) for row in listed}, language)
    return [
        CredentialLine(
            row.id,
            row.kind,
            row.rule_id,
            row.competency,
            known[Key.of(row)].seen.name,
            status_of(row),
            row.hidden,
            row.awarded_at,
        )
        for row in sorted(listed, key=lambda one: (one.awarded_at, one.id))
        if Key.of(row) in known
    ]


def public(credential: UUID) -> Credential:
    """Return what anybody with the link may see.

    Raises ``CredentialUnknown`` (also when hidden, whatever became of it since) and
    ``CredentialRevoked``.
    """
    row = Credential.objects.filter(id=credential).first()
    if row is None or (row.hidden and row.deleted_at is None):
        raise CredentialUnknown
    if row.revoked_at is not None:
        raise CredentialRevoked(why=row.revoked_reason)
    if not row.document:
        raise CredentialUnknown
    return row


def shared(credential: UUID, language: str) -> SharedView:
    """Return the public facts of one badge. Raises as ``public`` does."""
    row = public(credential)
    definition = _definition(row, language)
    standings = _standings(row.subject, definition)
    return SharedView(
        id=row.id,
        name=definition.seen.name,
        description=definition.seen.description,
        criteria=definition.criteria,
        level=int(definition.seen.level),
        image=_image(row, definition),
        alt=definition.seen.alt,
        caption=definition.seen.caption,
        status=status_of(row),
        learner=_name(row.subject) if row.names_learner else "",
        issuer=issuer(),
        awarded_at=row.awarded_at,
        suspended_until=row.suspended_until,
        revoked_at=row.revoked_at,
        skills=_skills(definition, standings),
        evidence=tuple(choices.read(piece) for piece in row.evidence),
        endorsers=tuple(name for name, _ in definition.endorsements),
        share_url=places.page(row.id),
        json_url=places.document(row.id),
        verify_url=places.verification(row.id),
    )


def leaving(subject: UUID, language: str) -> tuple[LeavingView, ...]:
    """Return the learner's suspended badges, the soonest to end first."""
    rows = {
        row.origin: row for row in _rows(subject).filter(kind=Credential.BADGE, revoked_at=None)
        if row.suspended_until is not None
    }  # fmt: skip
    if not rows:
        return ()
    awards = {one.id: one for one in Award.objects.filter(id__in=rows)}
    known = definitions({Key.of(row) for row in rows.values()}, language)
    asked = {one.identifier for each in known.values() for one in each.asked}
    standings = standings_of(competencies.states(subject, asked))
    views = [
        LeavingView(
            credential=row.id,
            award=origin,
            name=known[Key.of(row)].seen.name,
            since=row.suspended_at,
            until=row.suspended_until,
            reason=awards[origin].withdrawn_reason,
            lost=_lost(known[Key.of(row)], awards[origin], standings),
        )
        for origin, row in rows.items()
        if origin in awards and Key.of(row) in known
    ]
    return tuple(sorted(views, key=lambda one: (one.until, one.name)))


def drawing(definition: Definition) -> str:
    """Return the SVG of a badge or skill."""
    return draw(definition.seen.face)


_ENDING = (Status.SUSPENDED, Status.REVOKED)
_OVER = (Status.REVOKED,)


def _rows(subject: UUID) -> QuerySet[Credential]:
    return Credential.objects.filter(subject=subject).order_by("turn")


def _unsigned(award: Award) -> Credential:
    """Return the document that an award has not got yet; never saved."""
    return Credential(
        id=award.id,
        origin=award.id,
        subject=award.subject,
        kind=Credential.BADGE,
        rule_id=award.rule_id,
        version=award.rule_version,
        language=language_of_site(),
        awarded_at=award.awarded_at,
        evidence=[],
    )


def _definition(row: Credential, language: str) -> Definition:
    known = definitions({Key.of(row)}, language).get(Key.of(row))
    if known is None:
        raise CredentialUnknown
    return known


def _standings(subject: UUID, definition: Definition) -> dict[UUID, Standing]:
    asked = [one.identifier for one in definition.asked]
    return standings_of(competencies.states(subject, asked))


def _lost(
    definition: Definition, award: Award | None, standings: dict[UUID, Standing]
) -> tuple[LostSkill, ...]:
    """Return what had been reached and is no longer at its level."""
    reached = set(read(award.terms)[1]) if award else {one.identifier for one in definition.asked}
    return tuple(
        LostSkill(one.identifier, one.label, int(one.level))
        for one in definition.asked
        if one.identifier in reached and _level(one.identifier, standings) < one.level
    )


def _level(competency: UUID, standings: dict[UUID, Standing]) -> Level:
    found = standings.get(competency)
    return found.level if found else Level.UNMEASURED


def _skills(definition: Definition, standings: dict[UUID, Standing]) -> tuple[SkillShown, ...]:
    return tuple(
        SkillShown(
            one.identifier,
            one.label,
            one.uri,
            one.code,
            one.framework,
            int(one.level),
            int(_level(one.identifier, standings)),
            standings[one.identifier].estimate if one.identifier in standings else None,
        )
        for one in definition.asked
    )


def _why(row: Credential, award: Award | None) -> str:
    if row.revoked_at is not None:
        return row.revoked_reason
    if row.suspended_at is not None:
        return (award.withdrawn_reason if award else "") or "competency_withdrawn"
    return ""


def _image(row: Credential, definition: Definition) -> str:
    """Return the badge's own address, or the drawing of a skill inside a ``data:`` address."""
    if row.kind == Credential.BADGE:
        return definition.seen.image
    drawn = base64.b64encode(drawing(definition).encode()).decode()
    return f"data:image/svg+xml;base64,{drawn}"


def _name(subject: UUID) -> str:
    user = learners.user_of(subject)
    return platform().people.contact(user).name if user is not None else ""
