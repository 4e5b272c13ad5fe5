"""How is a course of a peer written down, and read again?"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from agir_catalogue.domain.peer_facts import Access, Maker, Outcome, PeerFacts
from agir_catalogue.models import PeerCourse

COLUMNS: Final = (
    "uri", "title", "summary", "publisher", "course_code", "licence", "level", "duration_minutes",
    "is_free", "certification_price_minor", "currency", "starts_at", "ends_at",
    "enrolment_opens_at", "enrolment_closes_at", "image_url", "modified_at", "digest",
)  # fmt: skip
WRITTEN: Final = (*COLUMNS, "said", "rest", "fetched_at", "gone_at")


def fill(row: PeerCourse, facts: PeerFacts, now: datetime) -> PeerCourse:
    """Write the facts into a row, which is not saved."""
    for name in COLUMNS:
        setattr(row, name, getattr(facts, name))
    row.said = json.dumps(
        {
            "about_url": facts.about_url,
            "languages": facts.languages,
            "themes": [(theme, str(share)) for theme, share in facts.themes],
            "teaches": [asdict(one) for one in facts.teaches],
            "assesses": [asdict(one) for one in facts.assesses],
            "makers": [
                (one.name, one.url, one.role, None if one.share is None else str(one.share))
                for one in facts.makers
            ],
            "access": asdict(facts.access),
            "same_as": facts.same_as,
            "remarks": facts.remarks,
        },
        ensure_ascii=False,
    )
    row.rest = json.dumps(facts.rest, ensure_ascii=False, default=_figure)
    row.fetched_at, row.gone_at = now, None
    return row


def facts_of(row: PeerCourse) -> PeerFacts:
    """Return what a row says."""
    said = json.loads(row.said)
    access = said["access"]
    return PeerFacts(
        record=row.record,
        **{name: getattr(row, name) for name in COLUMNS},
        about_url=said["about_url"],
        languages=tuple(said["languages"]),
        themes=tuple((theme, Fraction(share)) for theme, share in said["themes"]),
        teaches=tuple(Outcome(**one) for one in said["teaches"]),
        assesses=tuple(Outcome(**one) for one in said["assesses"]),
        makers=tuple(
            Maker(name, url, role, None if share is None else Fraction(share))
            for name, url, role, share in said["makers"]
        ),
        access=Access(
            tuple(access["modes"]),
            tuple(tuple(one) for one in access["sufficient"]),
            tuple(access["features"]),
            tuple(access["hazards"]),
            access["summary"],
        ),
        same_as=tuple(said["same_as"]),
        remarks=tuple(said["remarks"]),
        rest=json.loads(row.rest),
    )


def _figure(value: Any) -> Any:
    """Return a figure of JSON as JSON writes it; one that no float holds stays a text."""
    if not isinstance(value, Decimal):
        raise TypeError(type(value).__name__)
    return float(value) if Decimal(repr(float(value))) == value else str(value)
