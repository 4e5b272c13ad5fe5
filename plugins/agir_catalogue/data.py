"""What does the catalogue hand out? Frozen records, the same to pages, feeds and programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from agir_catalogue.domain.themes.shares import ThemeShare

__all__ = [
    "AccessibilityFacts",
    "CompetencyRef",
    "Institution",
    "NoticeVersionView",
    "NoticeView",
    "ThemeShare",
]


@dataclass(frozen=True, slots=True)
class CompetencyRef:
    """A competency as others may know it: its address is what two operators agree on."""

    identifier: UUID
    uri: str
    label: str
    framework_title: str
    framework_uri: str


@dataclass(frozen=True, slots=True)
class Institution:
    """Who made a course: ``role`` is lead, author, reviewer, translator, accessibility or host.

    ``share`` is ``None`` where nobody said it; known ones of a course sum to at most 1.
    """

    name: str
    url: str = ""
    role: str = ""
    share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class AccessibilityFacts:
    """What a course asks of the senses, in the words of schema.org; empty where nobody said.

    ``access_modes_sufficient``: each entry is a set of modes that together suffice.
    """

    access_modes: tuple[str, ...] = ()
    access_modes_sufficient: tuple[tuple[str, ...], ...] = ()
    features: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    summary: str = ""

    @property
    def is_said(self) -> bool:
        """Tell whether anybody said anything."""
        return bool(self.access_modes or self.features or self.hazards or self.summary)


@dataclass(frozen=True, slots=True)
class NoticeView:
    """What the catalogue says of a course: the platform's word, completed by its team.

    ``None`` and '' are unknown, never "no". ``uri`` names the course in every feed. ``languages``
    are BCP 47, ``level`` is of the EQF (1 to 8), ``licence_spdx`` an SPDX expression. ``is_free``
    tells whether a way to enrol costs nothing now; ``certification_price_minor`` is in the
    smallest unit of ``currency``, 0 for a certificate that is free. Addresses are whole.
    ``teaches`` holds what is assessed as well. ``version`` rises with each change of the notice.
    """

    course_key: str
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
    version: int
    modified_at: datetime
    is_public: bool


@dataclass(frozen=True, slots=True)
class NoticeVersionView:
    """One change of a notice, the latest first in a history.

    ``origin`` is platform (it says something else now), staff or undo. ``by`` is the name of who
    did it, '' for the platform or somebody who left. ``fields`` are those that changed, with
    what stood there (``before``) and stands there since (``after``), as stored.
    """

    version: int
    at: datetime
    origin: str
    by: str
    fields: tuple[str, ...]
    before: dict[str, object]
    after: dict[str, object]
    can_undo: bool = False
