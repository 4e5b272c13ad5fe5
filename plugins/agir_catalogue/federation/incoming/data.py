"""What is handed out of another operator and its courses?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from agir_catalogue.data import AccessibilityFacts, CompetencyRef, Institution, ThemeShare


@dataclass(frozen=True, slots=True)
class PeerCourseView:
    """One course of a peer: the public fields of ``NoticeView``, and where it comes from.

    ``peer`` is the operator's name. ``fetched_at`` is when the peer last answered as it should:
    the age of what is shown. ``also_teaches`` are competencies without an address, which nobody
    can tell apart. ``remarks`` name what of the record was not believed, ``rest`` is what this
    version does not understand.
    """

    id: int
    peer_id: int
    peer: str
    uri: str
    title: str
    summary: str
    languages: tuple[str, ...]
    level: int | None
    duration_hours: Decimal | None
    licence_spdx: str
    themes: tuple[ThemeShare, ...]
    teaches: tuple[CompetencyRef, ...]
    assesses: tuple[CompetencyRef, ...]
    also_teaches: tuple[str, ...]
    accessibility: AccessibilityFacts
    institutions: tuple[Institution, ...]
    certification_price_minor: int | None
    currency: str
    is_free: bool | None
    starts_at: datetime | None
    ends_at: datetime | None
    enrolment_opens_at: datetime | None
    enrolment_closes_at: datetime | None
    image_url: str
    about_url: str
    same_as: tuple[str, ...]
    modified_at: datetime | None
    fetched_at: datetime | None
    remarks: tuple[str, ...]
    rest: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DisputeView:
    """What somebody doubts of a peer's course, and what the operator of this site answered."""

    id: int
    course_id: int
    title: str
    peer_id: int
    peer: str
    text: str
    at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class RejectionView:
    """One record that is not shown, with the ``reason``'s code and facts."""

    record: str
    reason: str
    facts: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class HarvestView:
    """One reading that brought something, or failed (``reason``)."""

    at: datetime
    reason: str
    added: int
    changed: int
    gone: int
    rejected: int
    held: int


@dataclass(frozen=True, slots=True)
class PeerView:
    """How one peer does. ``keys`` are the names of its trusted keys with their Multikey."""

    id: int
    name: str
    base_url: str
    feed_url: str
    state: str
    is_signed: bool
    keys: tuple[tuple[str, str], ...]
    added_at: datetime
    good_at: datetime | None
    faults: int
    reason: str
    courses: int
    rejected: int
    disputes: int
    harvests: tuple[HarvestView, ...]
