"""How does AMB read a course? JSON-LD that OERSI and others harvest.

"Allgemeines Metadatenprofil für Bildungsressourcen", KIM group of DINI, whose context is
``https://w3id.org/kim/amb/context.jsonld``. Themes that no field of ISCED-F goes with are keywords
alone: AMB takes no subjects without one of its own list.
"""

from __future__ import annotations

from typing import Any, Final

from django.utils.encoding import iri_to_uri

from agir_catalogue.data import CompetencyRef, Institution, NoticeView
from agir_catalogue.domain import amb_terms
from agir_catalogue.domain.feed_rules import is_language
from agir_catalogue.domain.themes.registry import BY_ID
from agir_catalogue.federation import words
from agir_catalogue.federation.words import Operator, said

CONTEXT: Final = "https://w3id.org/kim/amb/context.jsonld"
NO_ADDRESS: Final = "formacode:"  # its publisher gives its fields no address: a keyword says it
ISCED: Final = "iscedf:"
LOGIN: Final = "http://w3id.org/kim/conditionsOfAccess/login"


def document(notice: NoticeView, by: Operator) -> dict[str, Any]:
    """Return a course as one document of AMB."""
    languages = amb_terms.languages(filter(is_language, notice.languages))
    licence = amb_terms.licence_page(notice.licence_spdx)
    return said({
        "@context": [CONTEXT, {"@language": languages[0] if languages else "en"}],
        "id": notice.uri,
        "type": ["LearningResource", "Course"],
        "name": notice.title or notice.course_key,
        "description": notice.summary,
        "image": iri_to_uri(notice.image_url),
        "inLanguage": languages,
        "license": {"id": licence} if licence else {},
        "isAccessibleForFree": notice.is_free,
        "conditionsOfAccess": {"id": LOGIN, "type": "Concept"},
        "learningResourceType": [{"id": words.COURSE_TYPE, "type": "Concept"}],
        "about": _about([one.theme_id for one in notice.themes if one.theme_id in BY_ID]),
        "keywords": [one.theme_id for one in notice.themes],
        "creator": [_maker(one) for one in words.authors(notice, by)],
        "contributor": [_maker(one) for one in words.helpers(notice, by)],
        "publisher": [_maker(Institution(by.name, by.url))],
        "teaches": [_skill(one) for one in notice.teaches if one.uri],
        "assesses": [_skill(one) for one in notice.assesses if one.uri],
        "duration": "" if not notice.duration_hours else words.length(notice.duration_hours),
        "dateModified": notice.modified_at.date().isoformat(),
        "mainEntityOfPage": [{
            "id": iri_to_uri(words.page_of(notice)), "type": "WebContent",
            "provider": {"id": by.url, "type": "Service", "name": by.name},
        }],
    })  # fmt: skip


def _maker(one: Institution) -> dict[str, Any]:
    return {
        "type": "Organization",
        "name": one.name,
        **({"id": iri_to_uri(one.url)} if one.url else {}),
    }


def _about(theme_ids: list[str]) -> list[dict[str, Any]]:
    fields = [one.removeprefix(ISCED) for one in theme_ids if one.startswith(ISCED)]
    subjects = [
        {"id": address, "type": "Concept", "prefLabel": {"de": name}}
        for address, name in amb_terms.subjects(fields).items()
    ]
    themes = [_theme(one) for one in theme_ids if not one.startswith(NO_ADDRESS)]
    return [*subjects, *themes] if subjects else []


def _theme(theme_id: str) -> dict[str, Any]:
    theme = BY_ID[theme_id]
    scheme, code = theme_id.split(":", 1)
    address = {
        "iscedf": f"http://data.europa.eu/esco/isced-f/{code}",
        "sdg": f"http://metadata.un.org/sdg/{code}",
    }.get(scheme, f"urn:agir:theme:{code}")
    names = {"en": theme.english, "fr": theme.french}
    return {"id": address, "type": "Concept", "prefLabel": names}


def _skill(one: CompetencyRef) -> dict[str, Any]:
    return {"id": iri_to_uri(one.uri), "type": "Concept"}
