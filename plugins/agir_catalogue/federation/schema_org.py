"""How do search engines read a course? schema.org ``Course`` with one ``CourseInstance``."""

from __future__ import annotations

import json
from typing import Any, Final

from agir_catalogue.data import CompetencyRef, Institution, NoticeView
from agir_catalogue.domain.feed_rules import is_language
from agir_catalogue.domain.themes.registry import BY_ID
from agir_catalogue.federation import words
from agir_catalogue.federation.words import Operator, said

CONTEXT: Final = "https://schema.org"


def document(notice: NoticeView, by: Operator) -> dict[str, Any]:
    """Return a course as a JSON-LD document."""
    facts = notice.accessibility
    licence = words.licence_url(notice.licence_spdx)
    return said({
        "@context": CONTEXT,
        "@type": "Course",
        "@id": notice.uri,
        "url": words.page_of(notice),
        "name": notice.title or notice.course_key,
        "description": notice.summary,
        "courseCode": notice.course_key,
        "image": notice.image_url,
        "inLanguage": [one for one in notice.languages if is_language(one)],
        "license": licence.removesuffix(".html"),
        "isAccessibleForFree": notice.is_free,
        "offers": _offers(notice),
        "provider": _organisation(Institution(by.name, by.url)),
        "creator": [_organisation(one) for one in words.authors(notice, by)],
        "contributor": [_organisation(one) for one in words.helpers(notice, by)],
        "about": [
            said({"@type": "DefinedTerm", "termCode": one.theme_id,
                  "name": BY_ID[one.theme_id].english})
            for one in notice.themes if one.theme_id in BY_ID
        ],
        "teaches": [_term(one) for one in notice.teaches],
        "assesses": [_term(one) for one in notice.assesses],
        "educationalLevel": f"EQF {notice.level}" if notice.level else "",
        "accessMode": list(facts.access_modes),
        "accessModeSufficient": [
            {"@type": "ItemList", "itemListElement": list(modes)}
            for modes in facts.access_modes_sufficient
        ],
        "accessibilityFeature": list(facts.features),
        "accessibilityHazard": list(facts.hazards),
        "accessibilitySummary": facts.summary,
        "dateModified": words.instant(notice.modified_at),
        "version": str(notice.version),
        "sameAs": list(notice.same_as),
        "hasCourseInstance": [_instance(notice)],
    })  # fmt: skip


def script(document_: dict[str, Any]) -> str:
    """Return a document as text that is safe within a ``script`` element of a page."""
    text = json.dumps(document_, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _instance(notice: NoticeView) -> dict[str, Any]:
    ends = words.end(notice)
    return said({
        "@type": "CourseInstance",
        "courseMode": "online",
        "startDate": None if notice.starts_at is None else words.instant(notice.starts_at),
        "endDate": None if ends is None else words.instant(ends),
        "courseWorkload": (
            "" if not notice.duration_hours else words.length(notice.duration_hours)
        ),
    })  # fmt: skip


def _offers(notice: NoticeView) -> list[dict[str, Any]]:
    currency, found = notice.currency or "EUR", []
    if notice.is_free:
        found.append({"@type": "Offer", "category": "Free", "price": 0, "priceCurrency": currency})
    if notice.certification_price_minor is not None:
        amount = words.price(notice.certification_price_minor, currency)
        found.append({"@type": "Offer", "category": "Certificate", "price": amount,
                      "priceCurrency": currency})  # fmt: skip
    return found


def _organisation(one: Institution) -> dict[str, Any]:
    return said({"@type": "Organization", "name": one.name, "url": one.url})


def _term(one: CompetencyRef) -> dict[str, Any]:
    return said({
        "@type": "DefinedTerm", "name": one.label, "url": one.uri,
        "inDefinedTermSet": one.framework_uri or one.framework_title,
    })  # fmt: skip
