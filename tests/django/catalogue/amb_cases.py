"""Documents of AMB, written by its specification (w3id.org/kim/amb, draft of January 2026)."""

from __future__ import annotations

from typing import Any

CONTEXT = ["https://w3id.org/kim/amb/context.jsonld", {"@language": "de"}]


def document(number: int, base: str = "https://campus.example", **more: Any) -> dict[str, Any]:
    """Return a course that is right, with every word that is read of it."""
    told: dict[str, Any] = {
        "@context": CONTEXT,
        "id": f"{base}/amb/{number}",
        "type": ["LearningResource", "Course"],
        "name": f"Kurs {number}",
        "description": "<p>Was man <b>lernt</b>.</p><script>alert(1)</script>",
        "image": f"{base}/image.png",
        "inLanguage": ["de", "fr"],
        "license": {"id": "https://creativecommons.org/licenses/by-sa/4.0/"},
        "isAccessibleForFree": True,
        "conditionsOfAccess": {
            "id": "http://w3id.org/kim/conditionsOfAccess/no_login", "type": "Concept",
        },
        "learningResourceType": [{"id": "https://w3id.org/kim/hcrt/course", "type": "Concept"}],
        "about": [
            {"id": "http://data.europa.eu/esco/isced-f/0611", "type": "Concept"},
            {"id": "https://w3id.org/kim/hochschulfaechersystematik/n079", "type": "Concept"},
            {"id": "http://metadata.un.org/sdg/4", "type": "Concept"},
        ],
        "keywords": ["Informatik", "agir:digital-inclusion"],
        "educationalLevel": [
            {"id": "https://w3id.org/kim/educationalLevel/level_06",
             "prefLabel": {"de": "Bachelor oder äquivalent"}, "type": "Concept"},
        ],
        "creator": [
            {"type": "Person", "name": "Erika Muster", "id": "https://orcid.example/1"},
            {"type": "Organization", "name": "Universität A", "id": f"{base}/a"},
        ],
        "contributor": [{"type": "Organization", "name": "Hochschule B"}],
        "publisher": [{"type": "Organization", "name": "Campus", "id": base}],
        "teaches": [
            {"id": f"{base}/skills/1", "prefLabel": {"de": "Zuhören", "fr": "Écouter"}},
            {"id": f"{base}/skills/2"},
        ],
        "assesses": [{"id": f"{base}/skills/1", "prefLabel": {"de": "Zuhören"}}],
        "duration": "PT1H30M",
        "dateModified": "2026-03-01",
        "mainEntityOfPage": [
            {"id": f"{base}/seite/{number}", "type": "WebContent",
             "provider": {"id": base, "type": "Service", "name": "Campus"}},
        ],
    }  # fmt: skip
    return {name: value for name, value in (told | more).items() if value is not None}
