"""How is one field of a stranger's record read, whatever it holds?

Each function returns the value, or nothing: a field that is wrong takes no course away. What is
left out is said once, as a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlsplit

from agir_catalogue.domain.peer_facts import Remark
from agir_catalogue.domain.plain_text import line

ADDRESS_LIMIT: Final = 500
MANY: Final = 50
"""The most values of one list that are read."""
MINUTES_LIMIT: Final = 100_000 * 60
MINOR_LIMIT: Final = 10**12

_TAG: Final = re.compile(
    r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-[A-Za-z0-9]{5,8})*"
)
_SPDX: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,63}")
_HOURS: Final = re.compile(r"PT(?:(\d{1,6}(?:\.\d{1,4})?)H)?(?:(\d{1,7}(?:\.\d{1,4})?)M)?(?:\d+S)?")
_WHOLE: Final = frozenset({"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF",
                           "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"})  # fmt: skip
_THOUSANDTHS: Final = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})


class Reader:
    """Reads the fields of one record and remembers what it left out."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        """Read ``told``, the object that JSON gave."""
        self.told = told
        self._remarks: dict[str, None] = {}

    @property
    def remarks(self) -> tuple[str, ...]:
        """Return what was left out, once each."""
        return tuple(self._remarks)

    def remark(self, what: Remark) -> None:
        """Remember that something was left out."""
        self._remarks.setdefault(what.value)

    def text(self, name: str, limit: int) -> str:
        """Return a text on one line."""
        return text_of(self.told.get(name), limit)

    def address(self, name: str) -> str:
        """Return an address of the web."""
        return self.address_of(self.told.get(name))

    def address_of(self, value: Any) -> str:
        """Return an address of the web, '' for anything else."""
        if value in (None, ""):
            return ""
        if isinstance(value, str) and is_address(value):
            return value
        self.remark(Remark.ADDRESS_UNFIT)
        return ""

    def instant(self, value: Any) -> datetime | None:
        """Return an instant in UTC."""
        if value in (None, ""):
            return None
        try:
            found = datetime.fromisoformat(value) if isinstance(value, str) else None
            if found is not None and found.tzinfo and 1970 <= found.year < 2200:
                return found.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        self.remark(Remark.INSTANT_UNFIT)
        return None

    def latest(self, name: str) -> datetime | None:
        """Return the last of several instants: the run that is to come, or the newest."""
        found = [self.instant(one) for one in many(self.told.get(name))]
        return max((one for one in found if one), default=None)

    def languages(self, name: str) -> tuple[str, ...]:
        """Return the languages, as BCP 47 tags."""
        found: dict[str, None] = {}
        for one in many(self.told.get(name)):
            if isinstance(one, str) and _TAG.fullmatch(one):
                found.setdefault(one)
            else:
                self.remark(Remark.LANGUAGE_UNFIT)
        return tuple(found)


def text_of(value: Any, limit: int) -> str:
    """Return a text on one line, '' for anything else."""
    return line(value, limit) if isinstance(value, str) else ""


def many(value: Any) -> tuple[Any, ...]:
    """Return the values of a list, or the one value, at most ``MANY``."""
    if value is None:
        return ()
    return tuple(value[:MANY]) if isinstance(value, list) else (value,)


def objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """Return the objects of a list, or the one object."""
    return (one for one in many(value) if isinstance(one, dict))


def words(value: Any, limit: int = 100) -> tuple[str, ...]:
    """Return the texts of a list, once each."""
    found = (text_of(one, limit) for one in many(value))
    return tuple(dict.fromkeys(one for one in found if one))


def is_address(text: str) -> bool:
    """Tell whether a text is an address of the web that a page may link to."""
    if len(text) > ADDRESS_LIMIT or any(letter <= " " or letter == "\x7f" for letter in text):
        return False
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and has_host and "@" not in parts.netloc


def name_in(value: Any, languages: tuple[str, ...], limit: int) -> str:
    """Return a name: a text, or of several the one in a language of the course, or the first."""
    if isinstance(value, str):
        return text_of(value, limit)
    found = {
        text_of(one.get("inLanguage"), 35): text_of(one.get("name"), limit)
        for one in objects(value)
    }
    for language in (*languages, "en"):
        if found.get(language):
            return found[language]
    return next((one for one in found.values() if one), "")


def licence_of(value: Any) -> str:
    """Return an SPDX name; what a licence is called otherwise is not guessed."""
    text = value.strip() if isinstance(value, str) else ""
    return text if _SPDX.fullmatch(text) else ""


def minutes_of(value: Any) -> int | None:
    """Return the minutes of a duration in hours and minutes (ISO 8601), the work to be done.

    Days and weeks tell how long a course is open, not how long it takes: they are no answer.
    """
    found = _HOURS.fullmatch(value) if isinstance(value, str) else None
    if found is None or not (found[1] or found[2]):
        return None
    whole = int(Decimal(found[1] or 0) * 60 + Decimal(found[2] or 0))
    return whole if 0 < whole <= MINUTES_LIMIT else None


def minor_of(price: Any, currency: str) -> int | None:
    """Return a price in the currency's smallest unit; ``None`` for what is no price."""
    if isinstance(price, bool) or not isinstance(price, int | Decimal):
        return None
    digits = 0 if currency in _WHOLE else 3 if currency in _THOUSANDTHS else 2
    figure = Decimal(price)
    if not figure.is_finite() or not 0 <= figure <= MINOR_LIMIT:
        return None
    minor = figure.scaleb(digits)
    return int(minor) if minor == int(minor) else None
