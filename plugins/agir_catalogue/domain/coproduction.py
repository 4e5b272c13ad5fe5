"""Who makes a course together, in which roles, for which shares, and who agreed?

One record a course. Its team writes it; an institution stands in it publicly once it said yes to
exactly what is written of it. A share is exact: a third is a third.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Final
from uuid import UUID

from agir_kernel.errors import DomainError

ROLES: Final = ("lead", "author", "reviewer", "translator", "accessibility", "host")
"""In the order of a credit line."""
MOST_LINES: Final = 40
FINEST: Final = 10_000
"""The largest denominator of a share: one part in ten thousand."""
_PERCENT: Final = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*%?")
_PARTS: Final = re.compile(r"([0-9]{1,5})\s*/\s*([0-9]{1,5})")


class RoleUnknown(DomainError):
    """A role that is none of ``ROLES``."""

    code: ClassVar[str] = "coproduction_role_unknown"


class LineTwice(DomainError):
    """An institution has each role once."""

    code: ClassVar[str] = "coproduction_line_twice"


class TooManyLines(DomainError):
    """More lines than a record holds. Facts: ``most``."""

    code: ClassVar[str] = "coproduction_too_many"


class ShareUnfit(DomainError):
    """A share that is not above 0 and at most 1, or finer than one part in ten thousand."""

    code: ClassVar[str] = "coproduction_share_unfit"


class SharesExceeded(DomainError):
    """The shares of a course sum to more than the whole. Facts: ``percent``."""

    code: ClassVar[str] = "coproduction_shares_exceeded"


class CoproductionMoved(DomainError):
    """Somebody changed the record since it was read."""

    code: ClassVar[str] = "coproduction_moved"


class CoproductionNothingToUndo(DomainError):
    """There is no change to take back."""

    code: ClassVar[str] = "coproduction_nothing_to_undo"


class TermsMoved(DomainError):
    """What an institution answers to is not what is written of it any more."""

    code: ClassVar[str] = "coproduction_terms_moved"


@dataclass(frozen=True, slots=True)
class Line:
    """What one institution does in a course; ``share`` above 0 and at most 1, ``None`` unsaid."""

    institution: UUID
    role: str
    share: Fraction | None = None


def share_of(text: str) -> Fraction | None:
    """Return a share as people write it: ``1/3``, ``33,5`` or ``33.5 %``; ``None`` for nothing.

    Raises ``ShareUnfit``.
    """
    told = text.strip().replace("\u202f", " ").replace("\u00a0", " ")
    if not told:
        return None
    if parts := _PARTS.fullmatch(told):
        if int(parts[2]) == 0:
            raise ShareUnfit
        return _fit(Fraction(int(parts[1]), int(parts[2])))
    if percent := _PERCENT.fullmatch(told):
        return _fit(Fraction(percent[1].replace(",", ".")) / 100)
    raise ShareUnfit


def written(share: Fraction | None) -> str:
    """Return a share exactly, as ``share_of`` reads it: per cent, else as a fraction."""
    if share is None:
        return ""
    hundredths = share * 10_000
    if hundredths.denominator != 1:
        return f"{share.numerator}/{share.denominator}"
    whole, rest = divmod(int(hundredths), 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


def checked(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines as they are kept: by role, then as told.

    Raises ``RoleUnknown``, ``LineTwice``, ``TooManyLines``, ``ShareUnfit``, ``SharesExceeded``.
    """
    told = list(lines)
    if len(told) > MOST_LINES:
        raise TooManyLines(most=MOST_LINES)
    for one in told:
        if one.role not in ROLES:
            raise RoleUnknown
        if one.share is not None:
            _fit(one.share)
    if len({(one.institution, one.role) for one in told}) < len(told):
        raise LineTwice
    whole = sum((one.share for one in told if one.share is not None), Fraction(0))
    if whole > 1:
        raise SharesExceeded(percent=str(round(float(whole * 100), 2)))
    return tuple(sorted(told, key=lambda one: ROLES.index(one.role)))


def terms(lines: Iterable[Line], institution: UUID) -> str:
    """Return what is written of an institution, the same text for the same terms; '' for nothing.

    An institution says yes or no to this text: its word stands for as long as the text does, and
    again when a change is taken back.
    """
    own = [one for one in lines if one.institution == institution]
    ordered = sorted(own, key=lambda one: ROLES.index(one.role))
    return ";".join(f"{one.role}:{one.share or ''}" for one in ordered)


def agreed(lines: Iterable[Line], words: Mapping[UUID, Mapping[str, bool]]) -> tuple[Line, ...]:
    """Return the lines that count: those whose institution's last word on its terms is yes.

    ``words`` is by institution, then by terms.
    """
    told = tuple(lines)
    return tuple(
        one
        for one in told
        if words.get(one.institution, {}).get(terms(told, one.institution), False)
    )


def kept(line: Line) -> list[str]:
    """Return a line as ``json`` keeps it in a version."""
    return [str(line.institution), line.role, "" if line.share is None else str(line.share)]


def read(row: list[str]) -> Line:
    """Return a line as it was kept."""
    return Line(UUID(row[0]), row[1], Fraction(row[2]) if row[2] else None)


def _fit(share: Fraction) -> Fraction:
    if not 0 < share <= 1 or share.denominator > FINEST:
        raise ShareUnfit
    return share
