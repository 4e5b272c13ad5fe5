"""What does the public catalogue say of a course, of this site or of another operator?"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from agir_catalogue.domain.folding import words

KEPT: Final = "kept"
BROKEN: Final = "broken"
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Taught:
    """A competency. ``identifier`` is its own here, or a UUID5 of its address elsewhere."""

    identifier: UUID
    uri: str
    label: str
    framework: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """An institution and what it did; ``role`` is a slug, '' when nobody said."""

    name: str
    url: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme by its id, and its share of the course (0 < share ≤ 1)."""

    theme_id: str
    share: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A course as the public finds it.

    ``key`` is its key here, '' elsewhere; ``origin`` the name of the other operator, '' here.
    ``covenant`` is ``kept``, ``broken`` or ``unknown``; ``None`` and '' mean that nobody said.
    ``number`` is the number of a course elsewhere in ``api.peers``, which knows how old it is.
    """

    uri: str
    title: str
    key: str = ""
    origin: str = ""
    summary: str = ""
    languages: tuple[str, ...] = ()
    level: int | None = None
    hours: Decimal | None = None
    licence: str = ""
    themes: tuple[Theme, ...] = ()
    teaches: tuple[Taught, ...] = ()
    assesses: tuple[Taught, ...] = ()
    access_modes: tuple[str, ...] = ()
    access_sufficient: tuple[tuple[str, ...], ...] = ()
    access_features: tuple[str, ...] = ()
    access_hazards: tuple[str, ...] = ()
    access_summary: str = ""
    institutions: tuple[House, ...] = ()
    price_minor: int | None = None
    currency: str = ""
    is_free: bool | None = None
    covenant: str = UNKNOWN
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    enrolment_opens_at: datetime | None = None
    enrolment_closes_at: datetime | None = None
    image_url: str = ""
    about_url: str = ""
    same_as: tuple[str, ...] = ()
    modified_at: datetime | None = None
    number: int | None = None

    @property
    def identifier(self) -> UUID:
        """Return the name of the listing: always the same for the same address."""
        return named(self.uri)

    @property
    def competencies(self) -> tuple[Taught, ...]:
        """Return what is taught or assessed, each once, by label."""
        both = {one.identifier: one for one in (*self.teaches, *self.assesses)}
        return tuple(sorted(both.values(), key=lambda one: (words(one.label), str(one.identifier))))


def named(uri: str) -> UUID:
    """Return the UUID5 of an address: what stands for it where it has no identifier here."""
    return uuid5(NAMESPACE_URL, uri)


def to_json(entry: Entry) -> str:
    """Return an entry as text: only what it says, keys in order."""
    said = {name: value for name, value in _fields(entry).items() if value not in (None, "", ())}
    return json.dumps(said, default=_plain, sort_keys=True, ensure_ascii=False)


def from_json(text: str) -> Entry:
    """Return the entry that ``to_json`` wrote; what a later version added is left aside."""
    said: dict[str, Any] = json.loads(text)
    known = {one.name for one in fields(Entry)}
    return Entry(**{name: _read(name, value) for name, value in said.items() if name in known})


def _plain(value: object) -> object:
    """Return what JSON can say of a value that it has no word for."""
    if isinstance(value, Taught | House | Theme):
        return _fields(value)
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _fields(record: Entry | Taught | House | Theme) -> dict[str, Any]:
    """Return the fields of a record as they are; ``asdict`` copies each, which is much slower."""
    return {name: getattr(record, name) for name in record.__slots__}


def _read(name: str, value: Any) -> Any:
    """Return the value of a field from its form in JSON."""
    reader = _READERS.get(name, tuple if isinstance(value, list) else None)
    return reader(value) if reader else value


def _taught(several: list[dict[str, str]]) -> tuple[Taught, ...]:
    return tuple(
        Taught(UUID(one["identifier"]), one["uri"], one["label"], one["framework"])
        for one in several
    )


def _themes(several: list[dict[str, str]]) -> tuple[Theme, ...]:
    return tuple(Theme(one["theme_id"], Fraction(one["share"])) for one in several)


def _houses(several: list[dict[str, str]]) -> tuple[House, ...]:
    return tuple(House(one["name"], one["url"], one["role"]) for one in several)


def _sets(several: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(one) for one in several)


_READERS: Final[dict[str, Callable[[Any], Any]]] = {
    "hours": Decimal,
    "themes": _themes,
    "teaches": _taught,
    "assesses": _taught,
    "institutions": _houses,
    "access_sufficient": _sets,
    **{one.name: datetime.fromisoformat for one in fields(Entry) if one.name.endswith("_at")},
}
