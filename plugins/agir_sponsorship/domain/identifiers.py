"""Which company is it? By SIREN and SIRET in France, by its VAT number elsewhere in Europe.

Forms and check digits are python-stdnum's (SIREN: Luhn, INSEE; SIRET of La Poste, SIREN 356000000:
the sum of its digits is a multiple of 5). That a number is well formed says nothing of who typed
it: a person verifies that (``organisations.deciding``).
"""

from __future__ import annotations

import re
from typing import ClassVar, Final

from stdnum.eu import vat as european_vat
from stdnum.exceptions import ValidationError
from stdnum.fr import siren as french_siren
from stdnum.fr import siret as french_siret
from stdnum.fr import tva as french_vat

from agir_kernel.errors import DomainError

FRANCE: Final = "FR"
# Greece writes EL on its VAT numbers, GR in ISO 3166.
_EUROPE: Final = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905
)
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_REGISTRATION: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./-]{1,39}")


class IdentifierUnfit(DomainError):
    """A number with a wrong form or check digit, or of another company. Facts: ``what``."""

    code: ClassVar[str] = "identifier_unfit"


def country(code: str) -> str:
    """Return a country of ISO 3166-1, two capitals."""
    if not _COUNTRY.fullmatch(code):
        raise IdentifierUnfit(what="country")
    return code


def siren(typed: str) -> str:
    """Return nine digits whose check digit is right; all zeros is nobody's."""
    return _checked(french_siren, typed, "siren")


def siret(typed: str, of: str) -> str:
    """Return the fourteen digits of an establishment of the company ``of`` (its SIREN)."""
    number = _checked(french_siret, typed, "siret")
    if not number.startswith(of):
        raise IdentifierUnfit(what="siret")
    return number


def vat(typed: str, of_country: str, of: str = "") -> str:
    """Return a VAT number of the European Union, of that country (and of that SIREN)."""
    if of_country not in _EUROPE:
        raise IdentifierUnfit(what="vat")
    number = _checked(european_vat, typed, "vat")
    if number[:2] != ("EL" if of_country == "GR" else of_country):
        raise IdentifierUnfit(what="vat")
    if of and of_country == FRANCE and french_vat.compact(number)[2:] != of:
        raise IdentifierUnfit(what="vat")
    return number


def registration(typed: str) -> str:
    """Return the number of a company register outside France: 2 to 40 letters and digits."""
    number = typed.strip()
    if not _REGISTRATION.fullmatch(number):
        raise IdentifierUnfit(what="registration")
    return number


def _checked(kind: object, typed: str, what: str) -> str:
    try:
        number: str = kind.validate(typed)  # type: ignore[attr-defined]
    except ValidationError as wrong:
        raise IdentifierUnfit(what=what) from wrong
    if not number.isascii() or not number.strip("0"):
        raise IdentifierUnfit(what=what)
    return number
