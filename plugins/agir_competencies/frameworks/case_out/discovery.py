"""How does the service describe itself? An OpenAPI 3 document of our own, as CASE 1.1 asks.

It tells what this site answers, no more: the paths, parameters and entities of ``fields``.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from agir_competencies.domain import case_entities as fields
from agir_competencies.frameworks.case_out.places import Places

# The path, the name of the operation in CASE 1.1, what it answers.
OPERATIONS: Final = (
    ("CFDocuments", "getAllCFDocuments", "CFDocumentSet"),
    ("CFDocuments/{sourcedId}", "getCFDocument", "CFDocument"),
    ("CFPackages/{sourcedId}", "getCFPackage", "CFPackage"),
    ("CFItems/{sourcedId}", "getCFItem", "CFItem"),
    ("CFItemAssociations/{sourcedId}", "getCFItemAssociations", "CFAssociationSet"),
    ("CFAssociations/{sourcedId}", "getCFAssociation", "CFAssociation"),
    ("CFItemTypes/{sourcedId}", "getCFItemType", "CFItemTypeSet"),
    ("CFLicenses/{sourcedId}", "getCFLicense", "CFLicense"),
    ("CFConcepts/{sourcedId}", "getCFConcept", "CFConceptSet"),
    ("CFSubjects/{sourcedId}", "getCFSubject", "CFSubjectSet"),
    ("CFAssociationGroupings/{sourcedId}", "getCFAssociationGrouping", "CFAssociationGrouping"),
    ("CFRubrics/{sourcedId}", "getCFRubric", "CFRubric"),
)
REFUSALS: Final = ("400", "401", "403", "404", "429")
MEDIA: Final = "application/json"
_BARE: Final = frozenset({fields.TEXT, fields.WHOLE, fields.ANY})


def description(places: Places) -> dict[str, Any]:
    """Return the document, with the address of this site's service in it."""
    return {
        "openapi": "3.0.1",
        "info": {
            "title": f"CASE 1.1, {urlsplit(places.root).hostname}",
            "version": "1.0",
            "description": "Competency frameworks of this site, to read.",
        },
        "servers": [{"url": places.root}],
        "paths": {f"/{path}": {"get": _operation(*rest)} for path, *rest in OPERATIONS},
        "components": {"schemas": {name: _schema(told) for name, told in fields.ENTITIES.items()}},
    }


def _operation(name: str, answer: str) -> dict[str, Any]:
    is_list = answer == "CFDocumentSet"
    refusal = {"description": "Refused.", "content": _content("imsx_StatusInfo")}
    return {
        "operationId": name,
        "parameters": _list_parameters() if is_list else [_parameter("sourcedId", "path", "uuid")],
        "responses": {"200": {"description": "Answered.", "content": _content(answer)}}
        | dict.fromkeys(REFUSALS, refusal),
    }


def _list_parameters() -> list[dict[str, Any]]:
    words = [_parameter(name, "query", fields.TEXT) for name in ("sort", "orderBy", "filter")]
    numbers = [_parameter(name, "query", fields.WHOLE) for name in ("limit", "offset")]
    selected = _parameter("fields", "query", f"[{fields.TEXT}]") | {"explode": False}
    return [*numbers, *words, selected]


def _parameter(name: str, place: str, kind: str) -> dict[str, Any]:
    return {"name": name, "in": place, "required": place == "path", "schema": _type(kind)}


def _content(name: str) -> dict[str, Any]:
    return {MEDIA: {"schema": _reference(name)}}


def _schema(told: fields.Fields) -> dict[str, Any]:
    required = [name[:-1] for name in told if name.endswith("!")]
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {name.rstrip("!"): _type(kind) for name, kind in told.items()},
    }
    return schema | ({"required": required} if required else {})


def _type(kind: str) -> dict[str, Any]:
    if kind.startswith("["):
        return {"type": "array", "items": _type(kind[1:-1])}
    if kind in fields.ENTITIES:
        return _reference(kind)
    return {"type": kind} if kind in _BARE else {"type": fields.TEXT, "format": kind}


def _reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}
