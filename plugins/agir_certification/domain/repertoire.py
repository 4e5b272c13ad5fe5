"""Which certification is it, and may the operator offer it and deposit for it?

Sheets of France compétences: ``RNCP34762``, ``RS5875``. A sheet in force, and an operator who is
its certifier or an active partner with the right to train, are what an offer needs; a deposit
belongs to the certifier and to the third party that it declared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, Final

from agir_certification.domain.passage import NATURES, Role
from agir_kernel.errors import DomainError

CODE: Final = re.compile(r"(RNCP|RS)([1-9]\d{0,4})")
WARN_BEFORE: Final = timedelta(days=183)
"""Six months before a sheet ends its operator hears of it."""


class CertificationUnknown(DomainError):
    """No certification has this code here."""

    code: ClassVar[str] = "certification_unknown"


class CertificationThere(DomainError):
    """A certification of this code is kept already."""

    code: ClassVar[str] = "certification_there"


class CodeMalformed(DomainError):
    """This is no code of the RNCP or the RS."""

    code: ClassVar[str] = "certification_code_malformed"


class BlocUnknown(DomainError):
    """The certification has no such bloc; one of the RS has none at all."""

    code: ClassVar[str] = "bloc_unknown"


class MayNotDeposit(DomainError):
    """A training partner deposits nothing: it hands its data over to the certifier."""

    code: ClassVar[str] = "may_not_deposit"


class Habilitation(StrEnum):
    """What a partner may do, in the words of the repertoire (``HABILITATION_PARTENAIRE``)."""

    CERTIFIER = "certifier"
    FORMER = "HABILITATION_FORMER"
    ORGANISER = "HABILITATION_ORGANISER"
    FORMER_ORGANISER = "HABILITATION_ORGA_FORM"


TRAINS: Final = frozenset(
    {Habilitation.CERTIFIER, Habilitation.FORMER, Habilitation.FORMER_ORGANISER}
)


class Hindrance(StrEnum):
    """Why a certification may not be offered now."""

    SHEET_UNCHECKED = "sheet_unchecked"
    SHEET_INACTIVE = "sheet_inactive"
    SHEET_ENDED = "sheet_ended"
    HABILITATION_MISSING = "habilitation_missing"
    HABILITATION_INACTIVE = "habilitation_inactive"
    OFFER_UNCHECKED = "offer_unchecked"


@dataclass(frozen=True, slots=True)
class Checked:
    """What is known of a certification, as read in the public repertoire and on the portal.

    ``None`` dates are unknown: an end that is unknown ends nothing, a check that is unknown was
    not made.
    """

    is_active: bool
    valid_until: date | None
    habilitation: str
    habilitation_is_active: bool
    sheet_checked_on: date | None
    habilitation_checked_on: date | None
    offer_checked_on: date | None


def code_of(text: str) -> str:
    """Return the code as the repertoire writes it; raise ``CodeMalformed``."""
    code = text.strip().upper().replace(" ", "")
    if not CODE.fullmatch(code):
        raise CodeMalformed
    return code


def kind_of(code: str) -> str:
    """Return ``RNCP`` or ``RS``; raise ``CodeMalformed``."""
    found = CODE.fullmatch(code)
    if not found:
        raise CodeMalformed
    return found[1]


def may_deposit(role: str) -> bool:
    """Tell whether an operator of this role may write a deposit file."""
    return role in NATURES


def ensure_may_deposit(role: str) -> None:
    """Raise ``MayNotDeposit`` for who is neither certifier nor declared third party."""
    if not may_deposit(role):
        raise MayNotDeposit(role=role)


def hindrances(known: Checked, today: date) -> tuple[Hindrance, ...]:
    """Return why the certification may not be offered to the public on ``today``; empty: it may."""
    found: list[Hindrance] = []
    if known.sheet_checked_on is None:
        found.append(Hindrance.SHEET_UNCHECKED)
    if not known.is_active:
        found.append(Hindrance.SHEET_INACTIVE)
    elif known.valid_until is not None and known.valid_until < today:
        found.append(Hindrance.SHEET_ENDED)
    if known.habilitation not in TRAINS or known.habilitation_checked_on is None:
        found.append(Hindrance.HABILITATION_MISSING)
    elif not known.habilitation_is_active:
        found.append(Hindrance.HABILITATION_INACTIVE)
    return tuple(found)


def is_said_online(known: Checked, today: date) -> bool:
    """Tell whether "offer online on Mon Compte Formation" is true as far as anybody checked."""
    return known.offer_checked_on is not None and not hindrances(known, today)


def checked_on(known: Checked) -> date | None:
    """Return the oldest of the three checks: the day since which all was true, or ``None``."""
    days = (known.sheet_checked_on, known.habilitation_checked_on, known.offer_checked_on)
    there = [day for day in days if day is not None]
    return min(there) if len(there) == len(days) else None


def ends_soon(valid_until: date | None, today: date) -> bool:
    """Tell whether the sheet ends within six months."""
    return valid_until is not None and today <= valid_until <= today + WARN_BEFORE


def ensure_blocs(known: Iterable[str], asked: Iterable[str]) -> None:
    """Raise ``BlocUnknown`` for a code that the certification has not."""
    if missing := sorted(set(asked) - set(known)):
        raise BlocUnknown(bloc=missing[0])


__all__ = [
    "Checked", "Habilitation", "Hindrance", "Role", "checked_on", "code_of", "ends_soon",
    "ensure_blocs", "ensure_may_deposit", "hindrances", "is_said_online", "kind_of", "may_deposit",
]  # fmt: skip
