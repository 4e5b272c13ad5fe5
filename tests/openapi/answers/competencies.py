"""Competencies: CASE 1.1, whose entities ``domain.case_entities`` names, field by field."""

from __future__ import annotations

from agir_competencies.domain import case_entities as case
from openapi.answers.notation import Named, Shape

TYPES = {case.TEXT: "string", case.WHOLE: "integer", case.NUMBER: "number", case.ANY: "any"}


def entity(name: str) -> Shape:
    """Return an entity of CASE 1.1."""
    return Named(
        name,
        {
            field.removesuffix("!") + ("" if field.endswith("!") else "?"): _kind(kind)
            for field, kind in case.ENTITIES[name].items()
        },
    )


def _kind(kind: str) -> Shape:
    if kind.startswith("["):
        return [_kind(kind[1:-1])]
    return entity(kind) if kind in case.ENTITIES else TYPES.get(kind, kind)


ONE = {
    "document": "CFDocument", "package": "CFPackage", "item": "CFItem",
    "item-associations": "CFAssociationSet", "association": "CFAssociation",
    "item-type": "CFItemTypeSet", "license": "CFLicense", "concept": "CFConceptSet",
    "subject": "CFSubjectSet", "grouping": "CFAssociationGrouping", "rubric": "CFRubric",
    "documents": "CFDocumentSet",
}  # fmt: skip
ANSWERS: dict[tuple[str, str], Shape] = {
    **{(f"case-{name}", "GET"): entity(word) for name, word in ONE.items()},
    ("case-discovery", "GET"): {
        "openapi": "string",
        "info": "map",
        "servers": [{"url": "uri"}],
        "paths": "map",
        "components": "map",
    },
}
REFUSAL: Shape = entity("imsx_StatusInfo")
