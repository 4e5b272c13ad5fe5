"""Co-production: institutions, and who makes a course in which role for which share.

Who may: institutions are added by an operator and corrected by their stewards; a record is written
by the course's team, which pages ask before they call. That somebody acts for an institution, and
for no other, is asked here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from agir_catalogue.api import notices
from agir_catalogue.coproduction import houses, invitations, records
from agir_catalogue.coproduction.houses import CONTRIBUTOR, STEWARD, House, Member, Told
from agir_catalogue.coproduction.invitations import Invitation
from agir_catalogue.coproduction.records import Part, Version
from agir_catalogue.coproduction.words import credit
from agir_catalogue.data import Institution
from agir_catalogue.domain.coproduction import (
    ROLES,
    CoproductionMoved,
    Line,
    SharesExceeded,
    ShareUnfit,
    TermsMoved,
    share_of,
    written,
)
from agir_catalogue.domain.institution import (
    InstitutionKnown,
    InstitutionUnfit,
    InstitutionUnknown,
    InvitationsTooMany,
    InvitationUnknown,
    LastSteward,
    MemberUnknown,
    NotOfInstitution,
)
from agir_kernel.clock import Clock, SystemClock
from agir_platform.learners import api as learners
from agir_platform.ports import CourseUnknown
from agir_platform.select import platform

__all__ = [
    "CONTRIBUTOR",
    "ROLES",
    "STEWARD",
    "CoproductionMoved",
    "House",
    "InstitutionKnown",
    "InstitutionUnfit",
    "InstitutionUnknown",
    "Invitation",
    "InvitationUnknown",
    "InvitationsTooMany",
    "LastSteward",
    "Line",
    "Member",
    "MemberUnknown",
    "NotOfInstitution",
    "Part",
    "Record",
    "ShareUnfit",
    "SharesExceeded",
    "TermsMoved",
    "Told",
    "Version",
    "add",
    "add_member",
    "answer",
    "change",
    "credit",
    "credits_of",
    "institution",
    "institutions",
    "invitations_of",
    "invite",
    "invited",
    "join",
    "members",
    "mine",
    "parts_of",
    "record",
    "remove_member",
    "role_of",
    "save",
    "set_role",
    "share_of",
    "undo",
    "withdraw",
    "written",
]

institutions = houses.every
institution = houses.one
parts_of = records.parts_of


@dataclass(frozen=True, slots=True)
class Record:
    """Who makes a course: ``number`` is that of the version, 0 for none written yet.

    ``parts`` holds what each institution is asked and answered, ``houses`` who they are.
    """

    course_key: str
    number: int
    lines: tuple[Line, ...]
    parts: dict[UUID, Part]
    houses: dict[UUID, House]
    history: tuple[Version, ...]


def add(told: Told, *, steward: str = "", clock: Clock | None = None) -> House:
    """Add an institution; ``steward`` is a username or e-mail address, '' for nobody yet.

    Raises ``InstitutionUnfit``, ``InstitutionKnown``, ``MemberUnknown``; then nothing is written.
    """
    subject = _named(steward) if steward.strip() else None
    now = (clock or SystemClock()).now()
    found = houses.add(told, now)
    if subject is not None:
        houses.let_in(found.id, subject, STEWARD, now)
    return found


def change(key: UUID, told: Told, *, by: int | None) -> House:
    """Correct what is said of an institution; ``by`` a steward, ``None`` for an operator.

    What courses say of it is brought in line. Raises ``NotOfInstitution`` and what ``add`` does.
    """
    _ensure(key, by, STEWARD)
    found = houses.change(key, told)
    notices.refresh([one.course_key for one in records.parts_of(key) if one.answer])
    return found


def members(key: UUID) -> list[Member]:
    """Return who acts for an institution. One SELECT."""
    return houses.members(key)


def mine(user_id: int) -> dict[UUID, str]:
    """Return a person's role by institution. Two SELECTs."""
    return houses.of_person(learners.known_subject(user_id))


def role_of(key: UUID, user_id: int | None) -> str:
    """Return steward, contributor, or '' for who is no member. Two SELECTs."""
    return houses.role_of(key, learners.known_subject(user_id) if user_id else None)


def add_member(key: UUID, name: str, role: str, *, clock: Clock | None = None) -> None:
    """Make who has exactly this username or e-mail address a member, or change their role.

    Tells who has an account: the caller asks first whether who does it runs the site. Raises
    ``InstitutionUnknown``, ``MemberUnknown``, ``LastSteward``.
    """
    houses.one(key)
    houses.let_in(key, _named(name), role, (clock or SystemClock()).now())


def invite(key: UUID, role: str, *, by: int | None, clock: Clock | None = None) -> str:
    """Return the secret of a link that makes one person a member; ``by`` as in ``change``.

    Nobody is looked up. Raises ``NotOfInstitution``, ``InvitationsTooMany``.
    """
    _ensure(key, by, STEWARD)
    return invitations.invite(key, role, (clock or SystemClock()).now())


def invitations_of(key: UUID, *, clock: Clock | None = None) -> list[Invitation]:
    """Return the links of an institution that still work. One SELECT."""
    return invitations.waiting(key, (clock or SystemClock()).now())


def withdraw(key: UUID, invitation: int, *, by: int | None) -> None:
    """Take a link back. Idempotent. Raises ``NotOfInstitution``."""
    _ensure(key, by, STEWARD)
    invitations.withdraw(key, invitation)


def invited(secret: str, *, clock: Clock | None = None) -> tuple[House, str]:
    """Return the institution and the role that a link gives; raise ``InvitationUnknown``."""
    key, role = invitations.invited(secret, (clock or SystemClock()).now())
    return houses.one(key), role


def join(secret: str, *, by: int, clock: Clock | None = None) -> UUID:
    """Use a link in one's own name; return the institution. Raises ``InvitationUnknown``."""
    subject = learners.subject_of(by)
    return invitations.join(secret, subject, (clock or SystemClock()).now())


def set_role(key: UUID, subject: UUID, role: str, *, by: int | None) -> None:
    """Change the role of a member.

    Raises ``NotOfInstitution``, ``MemberUnknown``, ``LastSteward``.
    """
    _ensure(key, by, STEWARD)
    houses.set_role(key, subject, role)


def remove_member(key: UUID, subject: UUID, *, by: int | None) -> None:
    """End a membership: a steward anybody's, a member their own.

    Raises ``NotOfInstitution``, ``LastSteward``.
    """
    is_own = by is not None and learners.known_subject(by) == subject
    _ensure(key, by, *(() if is_own else (STEWARD,)))
    houses.let_go(key, subject)


def record(course_key: str) -> Record:
    """Return who makes a course, with its history; raise ``CourseUnknown``. Six SELECTs."""
    _course(course_key)
    parts = records.parts(course_key)
    history = tuple(records.history(course_key))
    named = {one.institution for version in history for one in version.lines} | set(parts)
    return Record(
        course_key,
        records.number(course_key),
        records.lines_of([course_key]).get(course_key, ()),
        parts,
        houses.several(named),
        history,
    )


def save(
    course_key: str,
    lines: Iterable[Line],
    *,
    read: int,
    by: int,
    clock: Clock | None = None,
) -> int:
    """Write who makes a course; return the number of the version.

    An institution whose terms are as they were keeps its word; the others are asked. Raises
    ``CourseUnknown``, ``CoproductionMoved``, ``InstitutionUnknown``, ``SharesExceeded``,
    ``ShareUnfit``, and others of ``domain.coproduction``; then nothing is written.
    """
    _course(course_key)
    now = (clock or SystemClock()).now()
    found = records.save(course_key, lines, read=read, by=learners.subject_of(by), now=now)
    notices.refresh([course_key], clock=clock)
    return found


def undo(course_key: str, *, read: int, by: int, clock: Clock | None = None) -> int:
    """Take the latest change of a record back, as a change of its own; return its number."""
    _course(course_key)
    now = (clock or SystemClock()).now()
    found = records.undo(course_key, read=read, by=learners.subject_of(by), now=now)
    notices.refresh([course_key], clock=clock)
    return found


def answer(
    key: UUID,
    course_key: str,
    terms: str,
    *,
    is_accepted: bool,
    by: int,
    clock: Clock | None = None,
) -> None:
    """Say yes or no to what is written of an institution in a course, in its name.

    ``by`` is one of its stewards. Raises ``NotOfInstitution``, ``TermsMoved``.
    """
    _ensure(key, by, STEWARD)
    subject = learners.subject_of(by)
    now = (clock or SystemClock()).now()
    records.answer(course_key, key, terms, is_accepted=is_accepted, by=subject, now=now)
    notices.refresh([course_key], clock=clock)


def credits_of(course_keys: Collection[str]) -> dict[str, tuple[Institution, ...]]:
    """Return who publicly makes these courses: the lines that were agreed to, in order.

    Three SELECTs, one where nothing is written.
    """
    return records.credits_of(course_keys)


def _ensure(key: UUID, by: int | None, *roles: str) -> None:
    houses.one(key)
    if by is not None:
        houses.ensure(key, learners.known_subject(by), *roles)


def _named(name: str) -> UUID:
    person = platform().people.find(name.strip()[:255])
    if person is None:
        raise MemberUnknown
    return learners.subject_of(person.user_id)


def _course(course_key: str) -> None:
    if platform().courses.facts(course_key) is None:
        raise CourseUnknown(course_key=course_key)
