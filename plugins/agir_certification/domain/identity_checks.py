"""Would the CDC find this person? What in a civil status can be known to be wrong?

The CDC looks for birth name, first name, sex and year, then month and day, then the commune, in
the register that the CNAV keeps (SNGI). What is refused here would be refused there, or would
find somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from agir_certification.domain.civil_status import Birthplace, CivilStatus, Holder, TrainingFile
from agir_certification.domain.faults import Check, Fault
from agir_certification.domain.legal_text import is_legal, normal

YOUNGEST, OLDEST = 14, 110
COMMUNE: Final = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-8]|2[AB])\d{3}")
COUNTRY: Final = re.compile(r"99[1-6]\d\d")
FRENCH_POST: Final = re.compile(r"\d{5}")
FRANCE: Final = frozenset({"", "FR", "FRA", "FRANCE", "100", "99100"})


@dataclass(frozen=True, slots=True)
class Places:
    """The geographic codes that are known; without a list, the form of a code is looked at."""

    knows_commune: Callable[[str], bool] | None = None
    knows_country: Callable[[str], bool] | None = None


def identity_faults(
    holder: Holder, today: date, *, username: str = "", places: Places | None = None
) -> Iterator[Fault]:
    """Yield what is wrong with a person; ``username`` is what the platform calls them."""
    places = places or Places()
    if isinstance(holder, TrainingFile):
        yield from _of_dossier(holder, username)
        return
    names = (
        ("nomNaissance", holder.birth_name),
        ("prenom1", holder.first_name),
        ("nomUsage", holder.usual_name),
        ("prenom2", holder.second_name),
        ("prenom3", holder.third_name),
    )
    for field, name in names:
        if name is not None:
            yield from _of_name(field, name, 60, username)
    yield from _of_birth(holder, today)
    if holder.sex is None:
        yield Fault(Check.SEX, "sexe", "missing")
    yield from birthplace_faults(holder.birthplace, places)


def birthplace_faults(place: Birthplace, places: Places) -> Iterator[Fault]:
    """Yield what is wrong with a birthplace.

    Abroad: the country's code, a city, no postal code. In France: the commune's code, or a postal
    code and a city, never both. Unknown is right: the file says so.
    """
    for field, text, most in (
        ("libelleCommuneNaissance", place.city, 60),
        ("libellePaysNaissance", place.country, 60),
    ):
        if text is not None:
            yield from _of_text(field, text, most, Check.BIRTHPLACE)
    if place.is_unknown:
        return
    if place.cog is None:
        yield from _without_code(place)
    elif place.is_abroad:
        yield from _abroad(place, place.cog, places)
    else:
        known = places.knows_commune
        if not COMMUNE.fullmatch(place.cog) or (known and not known(place.cog)):
            yield Fault(Check.BIRTHPLACE, "codeInsee", "unknown")
        if place.postal_code is not None:
            yield Fault(Check.BIRTHPLACE, "codePostal", "twice")
        if (place.country or "").strip().upper() not in FRANCE:
            yield Fault(Check.BIRTHPLACE, "libellePaysNaissance", "not_france")


def _without_code(place: Birthplace) -> Iterator[Fault]:
    if (place.country or "").strip().upper() not in FRANCE:
        yield Fault(Check.BIRTHPLACE, "codePaysNaissance", "missing")
    elif not FRENCH_POST.fullmatch(place.postal_code or ""):
        yield Fault(Check.BIRTHPLACE, "codePostal", "unknown" if place.postal_code else "missing")
    elif not (place.city or "").strip():
        yield Fault(Check.BIRTHPLACE, "libelleCommuneNaissance", "missing")


def _abroad(place: Birthplace, cog: str, places: Places) -> Iterator[Fault]:
    known = places.knows_country
    if not COUNTRY.fullmatch(cog) or cog == "99100" or (known and not known(cog)):
        yield Fault(Check.BIRTHPLACE, "codePaysNaissance", "unknown")
    if place.postal_code is not None:
        yield Fault(Check.BIRTHPLACE, "codePostal", "abroad")
    if not (place.city or "").strip():
        yield Fault(Check.BIRTHPLACE, "libelleCommuneNaissance", "missing")


def _of_dossier(holder: TrainingFile, username: str) -> Iterator[Fault]:
    number = normal(holder.number)
    if not number.isascii() or not number.isdigit():
        yield Fault(Check.NAME, "idDossier", "blank" if not number else "letters")
    elif len(number) > 13:
        yield Fault(Check.NAME_LENGTH, "idDossier", "length")
    yield from _of_name("nomTitulaire", holder.surname, 30, username)
    yield from _of_name("prenom1Titulaire", holder.first_name, 20, username)


def _of_name(field: str, name: str, most: int, username: str) -> Iterator[Fault]:
    bare = normal(name)
    if not any(character.isalpha() for character in bare):
        yield Fault(Check.NAME, field, "blank")
    elif any(character.isdigit() for character in bare):
        yield Fault(Check.NAME, field, "digits")
    elif username and bare.casefold() == normal(username).casefold():
        yield Fault(Check.NAME, field, "username")
    yield from _of_text(field, name, most, Check.NAME_LENGTH)


def _of_text(field: str, text: str, most: int, length: Check) -> Iterator[Fault]:
    if not normal(text):
        if length is Check.BIRTHPLACE:
            yield Fault(length, field, "blank")
    elif len(normal(text)) > most:
        yield Fault(length, field, "length")
    if not is_legal(text):
        yield Fault(Check.CHARACTERS, field, "control")


def _of_birth(person: CivilStatus, today: date) -> Iterator[Fault]:
    year, month, day = person.birth_year, person.birth_month, person.birth_day
    if day is not None and month is None:
        yield Fault(Check.BIRTH_DATE, "moisNaissance", "missing")
        return
    try:
        born = date(year, month or 1, day or 1)
    except ValueError:
        yield Fault(Check.BIRTH_DATE, "jourNaissance" if day else "moisNaissance", "impossible")
        return
    if not 1900 <= year <= 2099:
        yield Fault(Check.BIRTH_DATE, "anneeNaissance", "impossible")
    elif born > today:
        yield Fault(Check.BIRTH_DATE, "anneeNaissance", "future")
    elif not YOUNGEST <= _age(born, today) <= OLDEST:
        yield Fault(Check.AGE, "anneeNaissance", "age")


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
