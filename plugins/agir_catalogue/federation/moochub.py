"""How does MOOChub v3.0.1 read a course?

What the schema has no word for travels in the words of schema.org (``assesses``, ``sameAs``,
accessibility), and what that has none for under ``x-agir``: other readers keep it or leave it.
ISCED-F is the only subject scheme the schema takes; other themes are keywords. ``teaches`` takes
skills of three frameworks; those of others are taught under ``x-agir``.
"""

from __future__ import annotations

import html
import re
from typing import Any, Final

from agir_catalogue.data import AccessibilityFacts, CompetencyRef, NoticeView, ThemeShare
from agir_catalogue.domain.feed_rules import PROPRIETARY, is_language
from agir_catalogue.domain.themes.registry import BY_ID
from agir_catalogue.federation import words
from agir_catalogue.federation.words import Operator, said

VERSION: Final = "3.0.1"
EXTENSION: Final = "x-agir"
ISCED: Final = "iscedf:"
ACCESS_MODES: Final = ("visual", "tactile", "textual", "auditory")
FRAMEWORKS: Final = {"esco": "ESCO", "digcomp": "DigComp", "greta": "GRETA"}
_VERSION: Final = re.compile(r"\bv?(\d+(?:\.\d+)*)\b")


def resource(notice: NoticeView, by: Operator) -> dict[str, Any]:
    """Return a course as a resource object of JSON:API."""
    return {
        "id": str(words.course_id(notice.course_key)),
        "type": "Course",
        "attributes": {
            **_senses(notice.accessibility),
            **_course(notice, by),
            **_terms(notice),
            EXTENSION: extension(notice),
        },
    }


def extension(notice: NoticeView) -> dict[str, Any]:
    """Return what MOOChub has no word for; shares are written as fractions (``1/3``)."""
    told = {
        "uri": notice.uri,
        "version": notice.version,
        "level": notice.level,
        "licence": notice.licence_spdx,
        "isFree": notice.is_free,
        "durationHours": None if notice.duration_hours is None else str(notice.duration_hours),
        "certificationPriceMinor": notice.certification_price_minor,
        "currency": notice.currency,
        "image": notice.image_url,
        "themes": [{"id": one.theme_id, "share": str(one.share)} for one in notice.themes],
        "teaches": [_competency(one) for one in notice.teaches],
        "institutions": [
            said({"name": one.name, "url": one.url, "role": one.role,
                  "share": None if one.share is None else str(one.share)})
            for one in notice.institutions
        ],
        "accessibility": accessibility(notice.accessibility),
    }  # fmt: skip
    return said(told)


def accessibility(facts: AccessibilityFacts) -> dict[str, Any]:
    """Return what is said of the senses, in the words of schema.org."""
    return said({
        "accessMode": list(facts.access_modes),
        "accessModeSufficient": [list(modes) for modes in facts.access_modes_sufficient],
        "accessibilityFeature": list(facts.features),
        "accessibilityHazard": list(facts.hazards),
        "accessibilitySummary": facts.summary,
    })  # fmt: skip


def _senses(facts: AccessibilityFacts) -> dict[str, Any]:
    """Return the same with the modes that the schema has; the others stand under ``x-agir``."""
    modes = [one for one in ACCESS_MODES if one in facts.access_modes]
    return said({**accessibility(facts), "accessMode": modes})


def _course(notice: NoticeView, by: Operator) -> dict[str, Any]:
    return said({
        "name": notice.title or notice.course_key,
        "courseCode": notice.course_key,
        "learningResourceType": {
            "identifier": words.COURSE_TYPE, "type": "Concept", "inScheme": words.COURSE_TYPES,
        },
        "courseMode": ["online"],
        "description": f"<p>{html.escape(notice.summary)}</p>" if notice.summary else "",
        "inLanguage": _unique([one for one in notice.languages if is_language(one)]),
        "startDate": _dates(notice.starts_at),
        "endDate": _dates(words.end(notice)),
        "applicationStartDate": _date(notice.enrolment_opens_at),
        "applicationDeadline": _date(notice.enrolment_closes_at),
        "dateModified": words.instant(notice.modified_at),
        "publisher": {"name": by.name, "type": "Organization", "url": by.url},
        "creator": [words.organisation(one) for one in words.authors(notice, by)],
        "contributor": [words.organisation(one) for one in words.helpers(notice, by)],
        "url": words.page_of(notice),
        "license": [_licence(notice.licence_spdx)],
        "duration": "" if not notice.duration_hours else words.length(notice.duration_hours),
        "educationalAlignment": [
            _subject(one) for one in notice.themes if one.theme_id.startswith(ISCED)
        ],
        "keywords": _unique(
            [one.theme_id for one in notice.themes if not one.theme_id.startswith(ISCED)]
        ),
        "teaches": [_skill(one, notice) for one in notice.teaches if _enumerated(one)],
        "assesses": [_skill(one, notice) for one in notice.assesses],
        "sameAs": list(notice.same_as),
    })  # fmt: skip


def _terms(notice: NoticeView) -> dict[str, Any]:
    """Return who may come in, and for how much. An unknown price is no offer."""
    access, offers = [], []
    currency = notice.currency or "EUR"
    if notice.is_free:
        access.append("free")
        offers.append(_offer(0, currency, "other", "course"))
    elif notice.is_free is False:
        access.append("paid")
    certificate = notice.certification_price_minor
    if certificate is not None:
        offers.append(_offer(certificate, currency, "one-time", "certificate"))
        if certificate and "paid" not in access:
            access.append("paid")
    return said({"access": access, "offer": offers})


def _offer(minor: int, currency: str, often: str, category: str) -> dict[str, Any]:
    return {
        "price": words.price(minor, currency),
        "priceCurrency": currency,
        "paymentFrequency": often,
        "category": category,
    }


def _licence(spdx: str) -> dict[str, Any]:
    """Write a licence; one that nobody named grants nothing, which is "proprietary"."""
    url = words.licence_url(spdx)
    return {"identifier": spdx if url else PROPRIETARY, "url": url or None, "contentUrl": None}


def _subject(one: ThemeShare) -> dict[str, Any]:
    code, theme = one.theme_id.removeprefix(ISCED), BY_ID.get(one.theme_id)
    names = [] if theme is None else [("en", theme.english), ("fr", theme.french)]
    return {
        "alignmentType": "educationalSubject",
        "educationalFramework": "ISCED-F",
        "educationalFrameworkVersion": "2013",
        "name": [{"inLanguage": language, "name": name} for language, name in names],
        "shortCode": code,
        "targetUrl": f"http://data.europa.eu/esco/isced-f/{code}",
        "type": "EducationalAlignment",
    }


def _enumerated(one: CompetencyRef) -> str:
    """Return the framework under the name that the schema has for it, '' where it has none."""
    title = one.framework_title.lower()
    return next((name for word, name in FRAMEWORKS.items() if word in title), "")


def _skill(one: CompetencyRef, notice: NoticeView) -> dict[str, Any]:
    version = _VERSION.search(one.framework_title)
    language = next(filter(is_language, notice.languages), "und")
    return said({
        "name": [{"inLanguage": language, "name": one.label}],
        "identifier": str(one.identifier),
        "educationalFramework": _enumerated(one) or one.framework_title,
        "educationalFrameworkVersion": version[1] if version else "unknown",
        "url": one.framework_uri,
        "targetUrl": one.uri,
    })  # fmt: skip


def _competency(one: CompetencyRef) -> dict[str, Any]:
    return said({
        "id": str(one.identifier), "uri": one.uri, "name": one.label,
        "framework": one.framework_title, "frameworkUri": one.framework_uri,
    })  # fmt: skip


def _date(moment: Any) -> str | None:
    return None if moment is None else words.instant(moment)


def _dates(moment: Any) -> list[str]:
    return [] if moment is None else [words.instant(moment)]


def _unique(found: list[str]) -> list[str]:
    return list(dict.fromkeys(found))
