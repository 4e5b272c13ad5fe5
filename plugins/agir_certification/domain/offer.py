"""What does EDOF's catalogue file say of a training: formation, actions, sessions?

Names and codes as in the public descriptions of the import file v15 (June 2026); the official XSD
(``lheo_import_fichier_xml_optimise_v5r2``) was not read, so what is written is to be verified.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import IntEnum


class Path(IntEnum):
    """``parcours-de-formation``."""

    GROUP = 1
    INDIVIDUAL = 2
    MODULAR = 3
    MIXED = 4


class Aim(IntEnum):
    """``objectif-general-formation``; there is no 3."""

    IMPROVEMENT = 2
    BUSINESS_CREATION = 4
    REFRESHER = 5
    CERTIFICATION = 6
    PROFESSIONALISATION = 7
    QUALIFICATION_PREPARATION = 8
    MOBILISATION = 9


class Mode(IntEnum):
    """``modalites-enseignement``."""

    ON_SITE = 0
    MIXED = 1
    REMOTE = 2


class Entry(IntEnum):
    """``modalites-entrees-sorties``."""

    FIXED_DATES = 0
    PERMANENT = 1


class Recruiting(IntEnum):
    """``etat-recrutement``."""

    OPEN = 1
    CLOSED = 2


class Admission(IntEnum):
    """``code-modalites-admission``."""

    NONE = 99999
    FILE = 92002
    COMPETITION = 92003
    INTERVIEW = 92005
    TEST = 92007
    MEDICAL_VISIT = 92009
    SEVERAL = 99998


class Rhythm(IntEnum):
    """``code-rythme-formation``."""

    DAY = 1
    WEEKLY = 2
    WEEK = 3
    WEEK_END = 4
    FULL_TIME = 5
    PART_TIME = 6
    SEVERAL = 7


@dataclass(frozen=True, slots=True)
class Address:
    """A French address: number, kind of way (``RUE``), name of the way, postal code, city."""

    number: str
    way_kind: str
    way: str
    postal_code: str
    city: str
    is_accessible: bool = True

    @property
    def line(self) -> str:
        """Return the address on one line."""
        return " ".join(part for part in (self.number, self.way_kind.title(), self.way) if part)


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers: ``phone`` of figures, 1 to 15, one ``+`` before; ``email`` 3 to 160."""

    last_name: str
    first_name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Price:
    """What an action costs: euros without and with VAT, and the rate in per cent."""

    without_vat: Decimal
    with_vat: Decimal
    vat: Decimal = Decimal("0.0")
    exam_included: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferSession:
    """One session; its number is the operator's and unique in the file."""

    number: str
    start: date
    end: date
    address: Address
    contact: Contact
    recruiting: Recruiting = Recruiting.OPEN
    is_guaranteed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAction:
    """One way in which a training is given."""

    number: str
    mode: Mode
    conditions: str
    address: Address
    contact: Contact
    url: str
    sessions: tuple[OfferSession, ...]
    price: Price
    hours: int
    entry: Entry = Entry.FIXED_DATES
    level_required: bool = False
    accessibility: str = ""
    pedagogy: str = ""
    admission_info: str = ""
    admission: Admission = Admission.NONE
    formacode_group: int = 16
    rhythm: Rhythm = Rhythm.PART_TIME
    has_prerequisites: bool = False
    language: str = "FR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One training that leads to a certification or to blocs of it (``RNCP34762BC01``)."""

    number: str
    title: str
    objective: str
    results: str
    content: str
    summary: str
    code: str
    actions: tuple[OfferAction, ...]
    blocs: tuple[str, ...] = ()
    path: Path = Path.INDIVIDUAL
    aim: Aim = Aim.CERTIFICATION


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What one establishment offers; one SIRET a file. ``on`` is the day of the file."""

    siret: str
    on: date
    created_on: date
    offers: tuple[Offer, ...] = field(default_factory=tuple)
