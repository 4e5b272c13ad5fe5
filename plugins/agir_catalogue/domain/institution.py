"""Who may be named as the maker of a course, and is its number well written?

A number is checked by its own digits alone: nobody is asked whether it was ever given.
"""

from __future__ import annotations

import re
from typing import ClassVar, Final
from urllib.parse import urlsplit

from stdnum.exceptions import ValidationError
from stdnum.fr import siret

from agir_catalogue.domain.folding import words
from agir_kernel.errors import DomainError

LONGEST_NAME: Final = 255
LONGEST_ADDRESS: Final = 500
_ROR: Final = re.compile(r"(?:https://ror\.org/)?(0[a-hj-km-np-tv-z0-9]{6}[0-9]{2})")
_BASE: Final = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's, without i l o u


class InstitutionUnknown(DomainError):
    """There is no such institution, or not for this person."""

    code: ClassVar[str] = "institution_unknown"


class InstitutionKnown(DomainError):
    """An institution of this name or number is here already. Facts: ``name``."""

    code: ClassVar[str] = "institution_known"


class InstitutionUnfit(DomainError):
    """What was said of an institution cannot stand. Facts: ``field``: name, url, siret or ror."""

    code: ClassVar[str] = "institution_unfit"


class NotOfInstitution(DomainError):
    """Who acts is no member of the institution, or may not do this for it."""

    code: ClassVar[str] = "institution_not_yours"


class MemberUnknown(DomainError):
    """Nobody has exactly this username or e-mail address, or who is meant is no member."""

    code: ClassVar[str] = "institution_member_unknown"


class InvitationUnknown(DomainError):
    """The link was used, taken back, has ended or never was."""

    code: ClassVar[str] = "institution_invitation_unknown"


class InvitationsTooMany(DomainError):
    """Enough links of an institution wait to be used. Facts: ``most``."""

    code: ClassVar[str] = "institution_invitations_too_many"


class LastSteward(DomainError):
    """An institution that has members has a steward among them."""

    code: ClassVar[str] = "institution_last_steward"


def name_of(text: str) -> str:
    """Return a name in one line, 1 to 255 characters; raise ``InstitutionUnfit``."""
    name = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    if not folded(name) or len(name) > LONGEST_NAME:
        raise InstitutionUnfit(field="name")
    return name


def folded(name: str) -> str:
    """Return what two spellings of one name share; '' for what is no name."""
    return " ".join(words(name))[:LONGEST_NAME]


def url_of(text: str) -> str:
    """Return an address of the web, '' for none; raise ``InstitutionUnfit``."""
    url = text.strip()
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    is_whole = host and parts.scheme in ("http", "https") and not parts.username
    if not is_whole or len(url) > LONGEST_ADDRESS or re.search(r"[\s\"'<>\\]", url):
        raise InstitutionUnfit(field="url")
    return url


def siret_of(text: str) -> str:
    """Return the 14 digits of a SIRET, '' for none; raise ``InstitutionUnfit``.

    ISO/IEC 7812-1 (Luhn), as INSEE gives them; those of La Poste sum to a multiple of five.
    """
    if not text.strip():
        return ""
    try:
        return str(siret.validate(text))
    except ValidationError:
        raise InstitutionUnfit(field="siret") from None


def ror_of(text: str) -> str:
    """Return a ROR identifier's nine characters, '' for none; raise ``InstitutionUnfit``.

    ror.org, "ROR identifier pattern" (2024): 0, six characters of Crockford's base 32, and two
    digits that check them by ISO/IEC 7064 MOD 97-10.
    """
    told = text.strip().lower()
    if not told:
        return ""
    found = _ROR.fullmatch(told)
    if found is None:
        raise InstitutionUnfit(field="ror")
    number = 0
    for letter in found[1][:7]:
        number = number * 32 + _BASE.index(letter)
    if (98 - (number * 100) % 97) % 97 != int(found[1][7:]) % 97:
        raise InstitutionUnfit(field="ror")
    return found[1]
