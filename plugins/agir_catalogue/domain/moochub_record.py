"""What does one record of a MOOChub feed (version 3) say?

The schema is the least: it takes a free course that costs money and a language that is none.
So every field is read by what it means, and what does not mean it is left out.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from agir_catalogue.domain import suite_words
from agir_catalogue.domain.peer_facts import (
    Maker,
    Outcome,
    PeerFacts,
    RecordIncomplete,
    RecordMalformed,
    RecordTooLarge,
    Remark,
)
from agir_catalogue.domain.peer_fields import (
    Reader,
    is_address,
    licence_of,
    minor_of,
    minutes_of,
    name_in,
    objects,
    text_of,
    words,
)
from agir_catalogue.domain.plain_text import plain

VERSION: Final = "1"
"""Part of each digest: what this reader learns to read is read again from every record."""
BYTES_LIMIT: Final = 100_000
KNOWN: Final = frozenset(
    {
        "name", "courseCode", "learningResourceType", "description", "inLanguage", "startDate",
        "endDate", "image", "teaches", "assesses", "duration", "contributor", "publisher", "url",
        "license", "access", "educationalAlignment", "creator", "keywords", "offer",
        "applicationStartDate", "applicationDeadline", "accessMode", "accessModeSufficient",
        "accessibilityFeature", "accessibilityHazard", "accessibilitySummary", "dateModified",
        "sameAs", suite_words.NAME,
    }
)  # fmt: skip
SCHEMES: Final = ("sdg:", "agir:", "formacode:")
"""Themes that travel as keywords, since the schema has no other place for them."""


def record_id(record: Any) -> str:
    """Return the name of a record, '' where it has none that can be kept."""
    name = record.get("id") if isinstance(record, dict) else None
    return name if isinstance(name, str) and 0 < len(name) <= 255 and name.isprintable() else ""


def read(record: Any) -> PeerFacts:
    """Return the course that a record tells; raises a ``RecordRefused``."""
    if not isinstance(record, dict) or not isinstance(record.get("attributes"), dict):
        raise RecordMalformed(where="attributes")
    name, told = record_id(record), record["attributes"]
    if not name:
        raise RecordIncomplete(where="id")
    if record.get("type", "Course") not in ("Course", "courses"):
        raise RecordMalformed(where="type")
    reader = Reader(told)
    title, uri = reader.text("name", 500), told.get("url")
    if not title:
        raise RecordIncomplete(where="name")
    if not isinstance(uri, str) or not is_address(uri):
        raise RecordIncomplete(where="url")
    digest, rest = _sealed(record)
    languages = reader.languages("inLanguage")
    is_free, price, currency = _prices(reader)
    facts = PeerFacts(
        record=name,
        uri=uri,
        title=title,
        summary=_summary(told.get("description")),
        about_url=uri,
        publisher=_publisher(told),
        course_code=reader.text("courseCode", 255),
        languages=languages,
        duration_minutes=minutes_of(told.get("duration")),
        licence=_licence(told.get("license")),
        is_free=is_free,
        certification_price_minor=price,
        currency=currency,
        starts_at=reader.latest("startDate"),
        ends_at=reader.latest("endDate"),
        enrolment_opens_at=reader.instant(told.get("applicationStartDate")),
        enrolment_closes_at=reader.instant(told.get("applicationDeadline")),
        image_url=_image(reader),
        modified_at=reader.instant(told.get("dateModified")),
        themes=_themes(told),
        teaches=_outcomes(told.get("teaches"), languages),
        assesses=_outcomes(told.get("assesses"), languages),
        makers=_makers(reader),
        access=suite_words.access_of(told),
        same_as=tuple(
            one for one in words(told.get("sameAs"), 500) if is_address(one) and one != uri
        ),
        remarks=reader.remarks,
        rest=rest,
        digest=digest,
    )
    return suite_words.enriched(facts, told.get(suite_words.NAME))


def _sealed(record: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the digest of a record, and what of it is not understood."""
    whole = json.dumps(record, sort_keys=True, default=str, ensure_ascii=True).encode()
    if len(whole) > BYTES_LIMIT:
        raise RecordTooLarge(limit=BYTES_LIMIT)
    rest = {name: value for name, value in record["attributes"].items() if name not in KNOWN}
    outside = {name: record[name] for name in record if name not in ("id", "type", "attributes")}
    digest = hashlib.sha256(VERSION.encode() + whole).hexdigest()
    return digest, rest | ({"@record": outside} if outside else {})


def _summary(markup: Any) -> str:
    return plain(markup, 5000) if isinstance(markup, str) else ""


def _licence(value: Any) -> str:
    named = (licence_of(one.get("identifier")) for one in objects(value))
    return next((one for one in named if one), "")


def _image(reader: Reader) -> str:
    images = objects(reader.told.get("image"))
    return next((reader.address_of(one.get("contentUrl")) for one in images), "")


def _prices(reader: Reader) -> tuple[bool | None, int | None, str]:
    """Return whether the course is free, the price of its certificate, and in which currency."""
    access = words(reader.told.get("access"))
    is_nothing, price, currency = False, None, ""
    for offer in objects(reader.told.get("offer")):
        money = text_of(offer.get("priceCurrency"), 3).upper()
        minor = minor_of(offer.get("price"), money)
        if minor is None or not (len(money) == 3 and money.isascii() and money.isalpha()):
            reader.remark(Remark.PRICE_UNFIT)
        elif offer.get("category") in ("certificate", "complete") and (minor or price is None):
            price, currency = minor, money
        if minor == 0 and offer.get("category") in ("course", "complete"):
            is_nothing = True
    if "free" in access and not is_nothing:
        reader.remark(Remark.FREE_UNPROVEN)
        return None, price, currency
    return ("free" in access if access else None), price, currency


def _themes(told: Mapping[str, Any]) -> tuple[tuple[str, Fraction], ...]:
    """Return the themes, each an equal share of its scheme."""
    found: dict[str, None] = {}
    for one in objects(told.get("educationalAlignment")):
        code = text_of(one.get("shortCode"), 10)
        if one.get("educationalFramework") == "ISCED-F" and code.isdigit() and len(code) <= 4:
            found.setdefault(f"iscedf:{code}")
    for word in words(told.get("keywords")):
        if word.startswith(SCHEMES) and " " not in word:
            found.setdefault(word)
    sizes = Counter(theme.partition(":")[0] for theme in found)
    return tuple((theme, Fraction(1, sizes[theme.partition(":")[0]])) for theme in found)


def _outcomes(value: Any, languages: tuple[str, ...]) -> tuple[Outcome, ...]:
    found = []
    for one in objects(value):
        uri = one.get("targetUrl")
        place = one.get("url")
        label = name_in(one.get("name"), languages, 500)
        if label:
            found.append(
                Outcome(
                    uri if isinstance(uri, str) and len(uri) <= 500 and uri.isprintable() else "",
                    label,
                    text_of(one.get("educationalFramework"), 200),
                    place if isinstance(place, str) and is_address(place) else "",
                )
            )
    return tuple(dict.fromkeys(found))


def _publisher(told: Mapping[str, Any]) -> str:
    return next((text_of(one.get("name"), 255) for one in objects(told.get("publisher"))), "")


def _makers(reader: Reader) -> tuple[Maker, ...]:
    """Return the institutions; a person who made a course is not taken over."""
    found: dict[str, Maker] = {}
    for field, role in (("creator", "author"), ("contributor", ""), ("publisher", "host")):
        for one in objects(reader.told.get(field)):
            name = text_of(one.get("name"), 255)
            if name and one.get("type") == "Organization":
                found.setdefault(name, Maker(name, reader.address_of(one.get("url")), role))
    return tuple(found.values())
