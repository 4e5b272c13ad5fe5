"""How is what a manager types read: days, moments in Paris, amounts, words?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, Final, TypeVar
from uuid import UUID

from django.utils import formats
from django.utils.dateparse import parse_date, parse_datetime

from agir_certification.domain.hours import PARIS
from agir_certification.domain.refusals import FileTooLarge
from agir_kernel.errors import DomainError
from agir_platform.uploads import is_exceeded

Word = TypeVar("Word", bound=StrEnum)
_AMOUNT: Final = re.compile(r"(\d{1,9})(?:[.,](\d{1,2}))?")


class FormUnfit(DomainError):
    """A field does not hold what it is for (``field``)."""

    code: ClassVar[str] = "form_unfit"


def day(form: Mapping[str, Any], name: str) -> date | None:
    """Return a day, ``None`` for nothing; raise ``FormUnfit``."""
    text = str(form.get(name) or "").strip()
    if not text:
        return None
    try:
        found = parse_date(text)
    except ValueError:
        found = None
    if found is None or not 1990 <= found.year <= 2100:
        raise FormUnfit(field=name)
    return found


def needed_day(form: Mapping[str, Any], name: str) -> date:
    """Return a day; raise ``FormUnfit`` for nothing."""
    found = day(form, name)
    if found is None:
        raise FormUnfit(field=name)
    return found


def moment(form: Mapping[str, Any], name: str) -> datetime | None:
    """Return a moment typed as Paris time, ``None`` for nothing; raise ``FormUnfit``."""
    text = str(form.get(name) or "").strip()
    if not text:
        return None
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or not 1990 <= found.year <= 2100:
        raise FormUnfit(field=name)
    return found.replace(tzinfo=PARIS) if found.tzinfo is None else found


def needed_moment(form: Mapping[str, Any], name: str) -> datetime:
    """Return a moment; raise ``FormUnfit`` for nothing."""
    found = moment(form, name)
    if found is None:
        raise FormUnfit(field=name)
    return found


def whole(form: Mapping[str, Any], name: str) -> int:
    """Return a whole number; raise ``FormUnfit``."""
    text = str(form.get(name) or "").strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise FormUnfit(field=name)
    return int(text)


def cents(form: Mapping[str, Any], name: str) -> int:
    """Return an amount in euros as cents; raise ``FormUnfit``."""
    text = re.sub(r"[\s\u00a0\u202f€]", "", str(form.get(name) or ""))
    found = _AMOUNT.fullmatch(text)
    if found is None or not text.isascii():
        raise FormUnfit(field=name)
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def word(form: Mapping[str, Any], name: str, words: type[Word]) -> Word:
    """Return one of the words; raise ``FormUnfit``."""
    found = maybe_word(form, name, words)
    if found is None:
        raise FormUnfit(field=name)
    return found


def maybe_word(form: Mapping[str, Any], name: str, words: type[Word]) -> Word | None:
    """Return one of the words, ``None`` for nothing; raise ``FormUnfit``."""
    text = str(form.get(name) or "").strip()
    if not text:
        return None
    try:
        return words(text)
    except ValueError:
        raise FormUnfit(field=name) from None


def key(form: Mapping[str, Any], name: str) -> UUID:
    """Return an identifier; raise ``FormUnfit``."""
    try:
        return UUID(str(form.get(name) or ""))
    except ValueError:
        raise FormUnfit(field=name) from None


def content(request: Any, name: str, most: int) -> bytes:
    """Return the bytes of an uploaded file, at most ``most`` + 1 of them.

    Raise ``FormUnfit`` for none, ``FileTooLarge`` where a part of it was let fall.
    """
    if is_exceeded(request):
        raise FileTooLarge(limit=most)
    file = request.FILES.get(name)
    if file is None:
        raise FormUnfit(field=name)
    return bytes(file.read(most + 1))


def said(day: date | datetime | None) -> str:
    """Return a day as the reader's language writes it, in Paris; '' for none."""
    if isinstance(day, datetime):
        day = day.astimezone(PARIS)
    return formats.date_format(day, "DATE_FORMAT") if day else ""


def said_moment(at: datetime) -> str:
    """Return a moment as the reader's language writes it, in Paris."""
    return formats.date_format(at.astimezone(PARIS), "DATETIME_FORMAT")


def typed_moment(at: datetime | None) -> str:
    """Return a moment as a field of moments holds it."""
    return f"{at.astimezone(PARIS):%Y-%m-%dT%H:%M}" if at else ""


def euros(minor: int | None, currency: str = "EUR") -> str:
    """Return an amount as the reader's language writes it; '' for an unknown one."""
    if minor is None:
        return ""
    figure = formats.number_format(Decimal(minor) / 100, 2, force_grouping=True)
    return f"{figure}\u00a0{'€' if currency == 'EUR' else currency}"
