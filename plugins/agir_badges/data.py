"""What do badges tell other contexts?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID


class Status(StrEnum):
    """What a badge is worth to a stranger. Only a valid one verifies.

    ``unsigned``: held, and signed by the next run (no key, or not yet). ``suspended``: what it
    rests on was taken away, and the learner has time to show it again. ``revoked`` is for ever.
    """

    VALID = "valid"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class BadgeView:
    """One badge of one learner, in one language.

    ``id`` is the award's, ``rule`` the badge's. ``level`` is 1 to 3 (``Level``). ``image`` is a
    path on this site; ``alt`` stands for it. ``withdrawn_at`` is ``None`` while it is held, and
    ``withdrawn_reason`` a word of ``Reason`` afterwards.
    """

    id: UUID
    rule: UUID
    slug: str
    name: str
    description: str
    level: int
    image: str
    alt: str
    caption: str
    rule_version: int
    awarded_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str

    @property
    def is_held(self) -> bool:
        """Tell whether the learner holds it now."""
        return self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class AheadView:
    """One badge that a learner does not hold, and how far it is.

    ``reached`` of ``total`` competencies are at their level; ``needed`` is how many must be.
    ``missing`` and ``below`` are identifiers: not at their level, and under the least estimate
    ``minimum`` (0 to 1, 0 asks nothing).
    """

    rule: UUID
    name: str
    description: str
    level: int
    image: str
    alt: str
    reached: int
    needed: int
    total: int
    minimum: Decimal
    missing: tuple[UUID, ...]
    below: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class LostSkill:
    """A competency that a badge rested on and that is no longer at its level.

    ``label`` is in the language that was asked, ``level`` (1 to 3) what the badge asked of it.
    """

    identifier: UUID
    label: str
    level: int


@dataclass(frozen=True, slots=True)
class LeavingView:
    """A badge that is suspended: until when, and what brings it back.

    ``credential`` names its page, ``award`` the ``BadgeView`` it belongs to. ``reason`` is a word
    of ``domain.reason.Reason``; ``lost`` is what to show again, one of them or more.
    """

    credential: UUID
    award: UUID
    name: str
    since: datetime
    until: datetime
    reason: str
    lost: tuple[LostSkill, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A learner's badges, oldest first, withdrawn ones included; and those ahead, nearest first.

    ``leaving``: which of the withdrawn ones may still be kept.
    """

    badges: tuple[BadgeView, ...]
    ahead: tuple[AheadView, ...]
    leaving: tuple[LeavingView, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceChoice:
    """One result that a learner may show on a badge; ``shown`` when they do.

    ``title`` is '' when the platform does not know the activity any more; ``share`` 0 to 1.
    """

    id: UUID
    competency: UUID
    title: str
    share: Decimal
    occurred_at: datetime
    shown: bool


@dataclass(frozen=True, slots=True)
class SkillShown:
    """One competency of a badge: what was asked, and what the document says of the learner.

    Levels 1 to 3 (``achieved`` 0 to 3); ``estimate`` 0 to 1, ``None`` = not measured; ``uri``
    is the framework's own address of it.
    """

    identifier: UUID
    label: str
    uri: str
    code: str
    framework: str
    asked: int
    achieved: int
    estimate: Decimal | None


@dataclass(frozen=True, slots=True)
class CredentialView:
    """One badge or skill as its owner sees it, in one language.

    ``id`` is the credential's (an award's own id while it is unsigned), ``kind`` badge or
    competency. ``image`` is a path on this site or a ``data:`` address. ``why`` says a suspension
    or revocation: a word of ``Reason`` or ``Ending``, '' otherwise, and ``lost`` which skills.
    ``language`` is that of the signed document. ``share_url``, ``json_url``, ``verify_url`` are
    whole addresses; '' while unsigned. ``recipient`` is a DID, '' for the hashed e-mail address.
    ``is_deleted``: nothing is left but the fact.
    """

    id: UUID
    kind: str
    rule: UUID | None
    competency: UUID | None
    version: int
    name: str
    description: str
    criteria: str
    level: int
    image: str
    alt: str
    caption: str
    language: str
    status: Status
    why: str
    lost: tuple[LostSkill, ...]
    skills: tuple[SkillShown, ...]
    awarded_at: datetime
    issued_at: datetime | None
    suspended_until: datetime | None
    revoked_at: datetime | None
    hidden: bool
    names_learner: bool
    recipient: str
    evidence: tuple[EvidenceChoice, ...]
    share_url: str
    json_url: str
    verify_url: str
    is_deleted: bool = False


@dataclass(frozen=True, slots=True)
class SharedView:
    """One badge as anybody with its link sees it: what is public, and nothing else.

    ``learner`` is '' unless its owner published their name. ``evidence`` holds what the owner
    chose to show. ``endorsers`` are names of partners.
    """

    id: UUID
    name: str
    description: str
    criteria: str
    level: int
    image: str
    alt: str
    caption: str
    status: Status
    learner: str
    issuer: str
    awarded_at: datetime
    suspended_until: datetime | None
    revoked_at: datetime | None
    skills: tuple[SkillShown, ...]
    evidence: tuple[EvidenceChoice, ...]
    endorsers: tuple[str, ...]
    share_url: str
    json_url: str
    verify_url: str


@dataclass(frozen=True, slots=True)
class CredentialLine:
    """One line of a learner's list: enough to link to its page."""

    id: UUID
    kind: str
    rule: UUID | None
    competency: UUID | None
    name: str
    status: Status
    hidden: bool
    awarded_at: datetime


@dataclass(frozen=True, slots=True)
class Download:
    """A file for its owner: ``body`` with its media type and a name to save it under."""

    name: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class IssueTally:
    """What a run did, in credentials; ``total`` is what there was to do."""

    total: int = 0
    signed: int = 0
    suspended: int = 0
    restored: int = 0
    revoked: int = 0

    def plus(self, other: IssueTally) -> IssueTally:
        """Return the sum of both."""
        return IssueTally(
            self.total + other.total,
            self.signed + other.signed,
            self.suspended + other.suspended,
            self.restored + other.restored,
            self.revoked + other.revoked,
        )


@dataclass(frozen=True, slots=True)
class ListDocument:
    """A signed status list: ``body`` is JSON, ``etag`` changes with it, ``max_age`` in seconds."""

    body: str
    etag: str
    max_age: int


PlainDocument = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One award that was granted (``withdrawn`` false) or withdrawn."""

    award: UUID
    subject: UUID
    slug: str
    rule_version: int
    withdrawn: bool
    occurred_at: datetime
