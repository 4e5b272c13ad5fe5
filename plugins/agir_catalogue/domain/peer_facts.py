"""What does another operator say of one course, once it was read and cleaned?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any, ClassVar

from agir_kernel.errors import DomainError


class Remark(StrEnum):
    """What was not taken over from a record that is shown all the same."""

    LANGUAGE_UNFIT = "language_unfit"  # a language that is no BCP 47 tag
    FREE_UNPROVEN = "free_unproven"  # said to be free, and no offer of it costs nothing
    INSTANT_UNFIT = "instant_unfit"  # a date without a zone, or that is none
    ADDRESS_UNFIT = "address_unfit"  # an address that is none, or leads elsewhere than the web
    PRICE_UNFIT = "price_unfit"


class RecordRefused(DomainError):
    """One record of a feed is not shown; the others are."""


class RecordMalformed(RecordRefused):
    """``where`` is not what the format says."""

    code: ClassVar[str] = "record_malformed"


class RecordIncomplete(RecordRefused):
    """``where`` is lacking, without which no course can be shown."""

    code: ClassVar[str] = "record_incomplete"


class RecordTooLarge(RecordRefused):
    """The record has more than ``limit`` bytes."""

    code: ClassVar[str] = "record_too_large"


class RecordRepeated(RecordRefused):
    """The feed names this course twice: the first one counts."""

    code: ClassVar[str] = "record_repeated"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A competency that the course teaches or assesses; ``uri`` '' where it has none."""

    uri: str
    label: str
    framework: str = ""
    framework_uri: str = ""


@dataclass(frozen=True, slots=True)
class Maker:
    """An institution and what it did: lead, author, reviewer… '' where nobody said.

    Known ``share`` s of one course sum to at most 1.
    """

    name: str
    url: str
    role: str
    share: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Access:
    """What the course says of accessibility, in the words of schema.org."""

    modes: tuple[str, ...] = ()
    sufficient: tuple[tuple[str, ...], ...] = ()
    features: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True)
class PeerFacts:
    """One course of a peer. ``None`` and '' mean that nobody said; texts are plain.

    ``record`` is its name in the feed, ``uri`` its own address, ``about_url`` where people read.
    ``themes`` sum to 1 within a scheme. ``rest`` is what was said beyond this, verbatim.
    ``digest`` changes when anything does.
    """

    record: str
    uri: str
    title: str
    about_url: str = ""
    summary: str = ""
    publisher: str = ""
    course_code: str = ""
    languages: tuple[str, ...] = ()
    level: int | None = None
    duration_minutes: int | None = None
    licence: str = ""
    is_free: bool | None = None
    certification_price_minor: int | None = None
    currency: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    enrolment_opens_at: datetime | None = None
    enrolment_closes_at: datetime | None = None
    image_url: str = ""
    modified_at: datetime | None = None
    themes: tuple[tuple[str, Fraction], ...] = ()
    teaches: tuple[Outcome, ...] = ()
    assesses: tuple[Outcome, ...] = ()
    makers: tuple[Maker, ...] = ()
    access: Access = Access()
    same_as: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    rest: Mapping[str, Any] = field(default_factory=dict)
    digest: str = ""
