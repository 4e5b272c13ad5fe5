"""What does one document of AMB say of a course?

"Allgemeines Metadatenprofil für Bildungsressourcen" (KIM group of DINI, w3id.org/kim/amb, 2023 and
the draft of 2026): JSON-LD over schema.org, whose ``id`` and ``type`` are also written ``@id`` and
``@type``. It tells of any learning resource: what is no course is named and left out.

AMB has no word for a price. What it says to be free (``isAccessibleForFree``) is taken for free;
what it does not say stays unknown.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from agir_catalogue.domain import suite_words
from agir_catalogue.domain.peer_facts import (
    Maker,
    Outcome,
    PeerFacts,
    RecordIncomplete,
    RecordMalformed,
    RecordRefused,
    RecordTooLarge,
)
from agir_catalogue.domain.peer_fields import (
    Reader,
    is_address,
    licence_of,
    many,
    minutes_of,
    objects,
    text_of,
    words,
)
from agir_catalogue.domain.plain_text import plain

VERSION: Final = "amb-1"
BYTES_LIMIT: Final = 100_000
NAME_LIMIT: Final = 255
KNOWN: Final = frozenset(
    {
        "@context", "id", "type", "name", "description", "image", "inLanguage", "license",
        "isAccessibleForFree", "about", "keywords", "creator", "contributor", "publisher",
        "teaches", "assesses", "duration", "dateModified", "mainEntityOfPage", "sameAs",
        "learningResourceType", "conditionsOfAccess", "accessMode", "accessModeSufficient",
        "accessibilityFeature", "accessibilityHazard", "accessibilitySummary",
    }
)  # fmt: skip
COURSES: Final = ("Course", "CourseInstance", "EducationalOccupationalProgram")
COURSE_TYPE: Final = re.compile(r"https?://w3id\.org/kim/hcrt/course")
LEVEL: Final = re.compile(r"https?://w3id\.org/kim/educationalLevel/level_0([678])")
"""ISCED 2011 levels 6 to 8, which are those of the European framework; lower ones are not."""
SCHEMES: Final = ("sdg:", "agir:", "formacode:", "iscedf:")
_CONCEPTS: Final = (
    (re.compile(r"https?://data\.europa\.eu/esco/isced-f/(\d{2,4})"), "iscedf:{}"),
    (re.compile(r"https?://metadata\.un\.org/sdg/(\d{1,2})"), "sdg:{}"),
    (re.compile(r"urn:agir:theme:([a-z0-9-]{1,40})"), "agir:{}"),
)
_CC: Final = re.compile(r"/(licenses|publicdomain)/([a-z-]{2,10})/(\d\.\d)(?:/|$)")
_SPDX_PAGE: Final = re.compile(r"/licenses/([A-Za-z0-9.+-]{1,64}?)(?:\.html|\.json)?/?$")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class RecordNotCourse(RecordRefused):
    """A learning resource that is no course, such as a video or a picture."""

    code: ClassVar[str] = "record_not_course"


def record_id(record: Any) -> str:
    """Return the name of a record, its own address; '' where it has none that can be kept."""
    name = plainly(record).get("id") if isinstance(record, dict) else None
    return name if isinstance(name, str) and 0 < len(name) <= NAME_LIMIT else ""


def read(record: Any) -> PeerFacts:
    """Return the course that a document tells of; raises a ``RecordRefused``."""
    if not isinstance(record, dict):
        raise RecordMalformed(where="document")
    told = plainly(record)
    name = record_id(record)
    if not name or not is_address(name):
        raise RecordIncomplete(where="id")
    if not _is_course(told):
        raise RecordNotCourse
    reader = Reader(told)
    languages = reader.languages("inLanguage")
    title = _named(told.get("name"), languages, 500)
    if not title:
        raise RecordIncomplete(where="name")
    free = told.get("isAccessibleForFree")
    digest, rest = _sealed(record, told)
    return PeerFacts(
        record=name,
        uri=name,
        title=title,
        about_url=_page(told) or name,
        summary=plain(_named(told.get("description"), languages, 20_000), 5000),
        publisher=next((text_of(one.get("name"), 255) for one in _things(told, "publisher")), ""),
        languages=languages,
        level=_level(told),
        duration_minutes=minutes_of(told.get("duration")),
        licence=_licence(told.get("license")),
        is_free=free if isinstance(free, bool) else None,
        image_url=reader.address_of(_address(told.get("image"))),
        modified_at=_modified(reader),
        themes=_themes(told),
        teaches=_outcomes(told, "teaches", languages),
        assesses=_outcomes(told, "assesses", languages),
        makers=_makers(reader),
        access=suite_words.access_of(told),
        same_as=tuple(
            one for one in words(told.get("sameAs"), 500) if is_address(one) and one != name
        ),
        remarks=reader.remarks,
        rest=rest,
        digest=digest,
    )


def plainly(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document with ``id`` and ``type`` for ``@id`` and ``@type``, one level deep."""
    told = dict(record)
    for name in ("id", "type"):
        if f"@{name}" in told:
            told.setdefault(name, told.pop(f"@{name}"))
    return told


def _is_course(told: Mapping[str, Any]) -> bool:
    if any(one in COURSES for one in words(told.get("type"))):
        return True
    kinds = (one.get("id") for one in _things(told, "learningResourceType"))
    return any(isinstance(one, str) and COURSE_TYPE.fullmatch(one) for one in kinds)


def _things(told: Mapping[str, Any], name: str) -> Iterator[dict[str, Any]]:
    return (plainly(one) for one in objects(told.get(name)))


def _named(value: Any, languages: tuple[str, ...], limit: int) -> str:
    """Return a text, or of a map of languages the one of the course, English, or the first."""
    if isinstance(value, str):
        return value[:limit] if limit > 500 else text_of(value, limit)
    if not isinstance(value, dict):
        return ""
    found = {key: text for key, text in value.items() if isinstance(text, str) and text}
    for language in (*languages, "en"):
        if found.get(language):
            return _named(found[language], (), limit)
    return next((_named(one, (), limit) for one in found.values()), "")


def _licence(value: Any) -> str:
    """Return the SPDX name of the licence whose page is given; others are not guessed."""
    place = _address(value)
    parts = urlsplit(place) if isinstance(place, str) and is_address(place) else None
    if parts is None:
        return ""
    if parts.hostname in ("creativecommons.org", "www.creativecommons.org"):
        found = _CC.search(parts.path)
        if found is None:
            return ""
        if found[1] == "publicdomain":
            return f"CC0-{found[3]}" if found[2] == "zero" else ""
        return f"CC-{found[2].upper()}-{found[3]}"
    page = _SPDX_PAGE.search(parts.path) if parts.hostname in _SPDX_HOSTS else None
    return licence_of(page[1]) if page else ""


_SPDX_HOSTS: Final = ("spdx.org", "opensource.org", "www.opensource.org")


def _address(value: Any) -> Any:
    """Return the address of a thing that is told as text, or by its ``id``."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return plainly(value).get("id", "") if isinstance(value, dict) else value


def _page(told: Mapping[str, Any]) -> str:
    pages = (one.get("id") for one in _things(told, "mainEntityOfPage"))
    return next((one for one in pages if isinstance(one, str) and is_address(one)), "")


def _level(told: Mapping[str, Any]) -> int | None:
    """Return the highest level that both frameworks number alike."""
    places = (one.get("id") for one in _things(told, "educationalLevel"))
    found = (LEVEL.fullmatch(one) for one in places if isinstance(one, str))
    return max((int(one[1]) for one in found if one), default=None)


def _modified(reader: Reader) -> datetime | None:
    """Return when it changed; a day alone is its beginning in UTC."""
    told = reader.told.get("dateModified")
    is_day = isinstance(told, str) and _DAY.fullmatch(told)
    return reader.instant(f"{told}T00:00:00+00:00" if is_day else told)


def _themes(told: Mapping[str, Any]) -> tuple[tuple[str, Fraction], ...]:
    """Return the themes that a scheme of this suite has, each an equal share of its scheme."""
    found: dict[str, None] = {}
    for one in many(told.get("about")):
        place = _address(one)
        for shape, named in _CONCEPTS:
            match = shape.fullmatch(place) if isinstance(place, str) else None
            if match:
                found.setdefault(named.format(match[1]))
    for word in words(told.get("keywords")):
        if word.startswith(SCHEMES) and " " not in word:
            found.setdefault(word)
    sizes = Counter(theme.partition(":")[0] for theme in found)
    return tuple((theme, Fraction(1, sizes[theme.partition(":")[0]])) for theme in found)


def _outcomes(
    told: Mapping[str, Any], name: str, languages: tuple[str, ...]
) -> tuple[Outcome, ...]:
    """Return competencies; one with an address and no label bears its address for a label."""
    found = []
    for one in _things(told, name):
        place = one.get("id")
        uri = place if isinstance(place, str) and is_address(place) else ""
        label = _named(one.get("prefLabel") or one.get("name"), languages, 500) or uri
        if label:
            found.append(Outcome(uri, label))
    return tuple(dict.fromkeys(found))


def _makers(reader: Reader) -> tuple[Maker, ...]:
    """Return the institutions; a person who made a course is not taken over."""
    found: dict[str, Maker] = {}
    for field, role in (("creator", "author"), ("contributor", ""), ("publisher", "host")):
        for one in _things(reader.told, field):
            name = text_of(one.get("name"), 255)
            if name and "Organization" in words(one.get("type")):
                found.setdefault(name, Maker(name, reader.address_of(one.get("id")), role))
    return tuple(found.values())


def _sealed(record: Mapping[str, Any], told: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the digest of a document, and what of it is not understood."""
    whole = json.dumps(record, sort_keys=True, default=str, ensure_ascii=True).encode()
    if len(whole) > BYTES_LIMIT:
        raise RecordTooLarge(limit=BYTES_LIMIT)
    rest = {name: value for name, value in told.items() if name not in KNOWN}
    return hashlib.sha256(VERSION.encode() + whole).hexdigest(), rest
