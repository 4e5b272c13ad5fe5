"""Attestations, requests and decisions as pages see them: frozen records, no table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AttestationView:
    """One attestation of a course. ``learner`` and ``username`` are '' for who left.

    ``origin`` is team or peers; ``level`` full, mostly or partly; ``by`` the name it was signed
    with, '' once they left.
    """

    id: UUID
    subject: UUID
    learner: str
    username: str
    competency: UUID
    label: str
    origin: str
    level: str
    note: str
    url: str
    by: str
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_by: str
    withdrawn_reason: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One competency of a request; ``share`` once it was accepted."""

    competency: UUID
    label: str
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a request; ``by`` is '' where the learner did it, or who did it left."""

    action: str
    comment: str
    by: str
    by_learner: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class FileView:
    """What was sent: ``kind`` as in ``domain.proof_file``, ``size`` in bytes; ``gone``: deleted."""

    name: str
    kind: str
    size: int
    gone: bool


@dataclass(frozen=True, slots=True)
class RequestView:
    """One request for prior learning.

    ``status`` is requested, in_review, accepted, rejected or withdrawn; ``is_waiting``: the
    reviewer waits for the learner. ``learner`` and ``username`` are '' in the learner's own
    list. ``steps`` are empty in a list. ``is_mine``: whoever asked for it is its reviewer.
    """

    id: UUID
    subject: UUID
    learner: str
    username: str
    course_key: str
    course_title: str
    status: str
    is_waiting: bool
    is_mine: bool
    items: tuple[ItemView, ...]
    note: str
    url: str
    file: FileView | None
    asked_at: datetime
    reviewer: str
    decided_at: datetime | None
    comment: str
    steps: tuple[StepView, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestPage:
    """Some requests of a queue; ``counts`` is all of it by status, ``next`` '' at the end."""

    rows: tuple[RequestView, ...]
    counts: dict[str, int]
    next: str


@dataclass(frozen=True, slots=True)
class ProofFile:
    """A file to hand over, whole; ``media`` is this site's word and not the sender's."""

    name: str
    media: str
    content: bytes


@dataclass(frozen=True, slots=True)
class OverrideView:
    """One decision on a status, open while ``ended_at`` is ``None``.

    ``is_stale``: evidence arrived after it. ``has_expired``: its date has passed, and the night
    will end it. ``ended_how``: revoked, expired or replaced.
    """

    id: UUID
    subject: UUID
    learner: str
    username: str
    competency: UUID
    label: str
    status: str
    reason: str
    by: str
    at: datetime
    until: datetime | None
    is_stale: bool
    has_expired: bool
    ended_at: datetime | None
    ended_how: str
    ended_by: str
    ended_reason: str
