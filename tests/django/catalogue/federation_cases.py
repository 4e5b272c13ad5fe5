"""Notices as hypothesis draws them, and what the tests of the feeds share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from agir_catalogue.data import (
    AccessibilityFacts,
    CompetencyRef,
    Institution,
    NoticeView,
    ThemeShare,
)

WHEN = datetime(2026, 11, 27, 4, tzinfo=UTC)
KEY = "course-v1:Agir+Waste+2026"


def notice(**more: Any) -> NoticeView:
    """Return a notice of a free course with a certificate at 59,90 €, unless told otherwise."""
    told: dict[str, Any] = {
        "course_key": KEY,
        "uri": f"https://campus.example/agir/catalogue/courses/{KEY}/",
        "title": "Trier ses déchets",
        "summary": "Pour <b>tous</b> & chacun.",
        "languages": ("fr",),
        "level": 4,
        "duration_hours": Decimal("12.5"),
        "licence_spdx": "CC-BY-SA-4.0",
        "themes": (
            ThemeShare("iscedf:0521", Fraction(1)),
            ThemeShare("sdg:12", Fraction(1, 3)),
            ThemeShare("sdg:13", Fraction(2, 3)),
        ),
        "teaches": (
            CompetencyRef(UUID(int=1), "http://data.europa.eu/esco/skill/1", "trier",
                          "ESCO 1.2.0", "https://esco.ec.europa.eu/"),
            CompetencyRef(UUID(int=2), "https://campus.example/c/2", "composter",
                          "Référentiel du jardin", ""),
        ),
        "assesses": (),
        "accessibility": AccessibilityFacts(
            ("textual", "chartOnVisual"), (("textual",), ("auditory", "visual")),
            ("captions",), ("none",), "Sous-titres partout."),
        "institutions": (
            Institution("Université A", "https://a.example", "lead", Fraction(2, 3)),
            Institution("Ville B", "", "reviewer", Fraction(1, 3)),
        ),
        "certification_price_minor": 5990,
        "currency": "EUR",
        "is_free": True,
        "starts_at": WHEN,
        "ends_at": None,
        "enrolment_opens_at": None,
        "enrolment_closes_at": WHEN,
        "image_url": "https://campus.example/image.png",
        "about_url": f"https://campus.example/courses/{KEY}/about",
        "same_as": ("https://other.example/waste",),
        "version": 3,
        "modified_at": WHEN,
        "is_public": True,
    }  # fmt: skip
    return NoticeView(**{**told, **more})


_LINE = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
_PLACE = st.sampled_from(["https://a.example/1", "https://b.example/2", "http://c.example/é"])
_THEMES = st.sampled_from(
    [
        (),
        (ThemeShare("iscedf:0613", Fraction(1)),),
        (ThemeShare("iscedf:001", Fraction(1)),),
        (ThemeShare("sdg:4", Fraction(1, 2)), ThemeShare("sdg:13", Fraction(1, 2))),
        (ThemeShare("agir:environment", Fraction(1)), ThemeShare("iscedf:0521", Fraction(1))),
    ]
)
_SKILL = st.builds(
    CompetencyRef, st.uuids(version=4), _PLACE, _LINE,
    st.sampled_from(["ESCO 1.2.0", "ESCO", "DigComp 2.2", "Le référentiel", "GRETA v3"]),
    st.sampled_from(["", "https://frameworks.example/1"]),
)  # fmt: skip
_SENSES = st.lists(
    st.sampled_from(["auditory", "visual", "textual", "tactile", "chartOnVisual"]), unique=True
).map(tuple)

NOTICES = st.builds(
    notice,
    title=_LINE,
    summary=st.text(max_size=30),
    languages=st.lists(st.sampled_from(["fr", "en-GB", "zh-Hans", "gsw"]), unique=True).map(tuple),
    level=st.none() | st.integers(1, 8),
    duration_hours=st.none() | st.decimals("0.25", "400", places=2),
    licence_spdx=st.sampled_from(
        ["", "CC-BY-4.0", "CC0-1.0", "LicenseRef-all-rights-reserved", "etalab-2.0", "MIT"]
    ),
    themes=_THEMES,
    teaches=st.lists(_SKILL, max_size=3, unique_by=lambda one: one.identifier).map(tuple),
    assesses=st.lists(_SKILL, max_size=2, unique_by=lambda one: one.identifier).map(tuple),
    accessibility=st.builds(AccessibilityFacts, access_modes=_SENSES),
    institutions=st.lists(
        st.builds(
            Institution, _LINE, st.sampled_from(["", "https://a.example"]),
            st.sampled_from(["lead", "author", "host", "reviewer", ""]), st.none(),
        ),
        max_size=4,
    ).map(tuple),
    certification_price_minor=st.none() | st.integers(0, 10**6),
    currency=st.sampled_from(["", "EUR", "JPY", "TND"]),
    is_free=st.none() | st.booleans(),
    starts_at=st.none() | st.just(WHEN),
    ends_at=st.none() | st.sampled_from([WHEN, WHEN - timedelta(days=1), WHEN + timedelta(days=1)]),
    image_url=st.sampled_from(["", "https://campus.example/é.png"]),
    about_url=st.sampled_from(["", "https://campus.example/about"]),
    same_as=st.lists(_PLACE, unique=True, max_size=2).map(tuple),
    version=st.integers(1, 99),
)  # fmt: skip
