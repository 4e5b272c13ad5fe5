"""Who holds a certification, as the CDC finds a person: by civil status at birth, or by dossier?

Nothing here shows a value in ``repr``, so that neither a log nor an error page can.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sex(StrEnum):
    """As civil status writes it."""

    M = "M"
    F = "F"


class _Unshown:
    """What never shows its values."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"


@dataclass(frozen=True, slots=True, repr=False)
class Birthplace(_Unshown):
    """Where a person was born.

    In France: ``cog``, the INSEE code of the commune (5 characters), or ``postal_code`` and
    ``city``; ``country`` is ``None`` or ``FR``. Abroad: ``cog`` is the country's code (``99109``),
    ``city`` the foreign city, no postal code. Unknown: nothing, and the file says nil.
    """

    cog: str | None = None
    postal_code: str | None = None
    city: str | None = None
    country: str | None = None

    @property
    def is_abroad(self) -> bool:
        """Tell whether the code is that of a country."""
        return self.cog is not None and self.cog.startswith("99")

    @property
    def is_unknown(self) -> bool:
        """Tell whether nothing is known."""
        return not any((self.cog, self.postal_code, self.city, self.country))


@dataclass(frozen=True, slots=True, repr=False)
class CivilStatus(_Unshown):
    """A person as the register of births knows them.

    Names are those at birth, as written on the identity document, 1 to 60 characters. Year 1900
    to 2099; month and day are ``None`` when the register does not hold them. ``sex`` is ``None``
    until it was asked: the CDC refuses a passage without it.
    """

    birth_name: str
    first_name: str
    birth_year: int
    birth_month: int | None = None
    birth_day: int | None = None
    sex: Sex | None = None
    birthplace: Birthplace = Birthplace()
    usual_name: str | None = None
    second_name: str | None = None
    third_name: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class TrainingFile(_Unshown):
    """A person as a CPF dossier knows them: its number (1 to 13), surname (30), first name (20)."""

    number: str
    surname: str
    first_name: str


Holder = CivilStatus | TrainingFile
