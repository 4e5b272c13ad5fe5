"""The frameworks of this site, as CASE 1.1 answers them.

Who may: none of these functions asks; the views do. Each raises ``SiteUrlUnset`` where the site
knows no address of its own: every entity names where it is answered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from agir_competencies.frameworks import exporting
from agir_competencies.frameworks.case_out import asking, discovery, listed, places, shelf
from agir_competencies.frameworks.case_out.shelf import Answer

__all__ = ["Answer", "Listed", "Package", "answer", "described", "documents", "package"]

# What is answered under each part of the path.
ENTITIES: Final = {
    "CFDocuments": shelf.document,
    "CFItems": shelf.item,
    "CFItemAssociations": shelf.item_associations,
    "CFAssociations": shelf.association,
    "CFItemTypes": shelf.item_type,
    "CFLicenses": shelf.licence,
    "CFConcepts": shelf.concept,
    "CFSubjects": shelf.subject,
    "CFAssociationGroupings": shelf.grouping,
    "CFRubrics": shelf.rubric,
}
SHAPE: Final = "1"  # of what a package holds; another one makes another version of each


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of documents: ``total`` counts those of all pages, ``root`` is the service."""

    entity: Mapping[str, Any]
    asked: asking.Asked
    total: int
    root: str


@dataclass(frozen=True, slots=True)
class Package:
    """A package that is still to be told: ``version`` changes whenever what it says does."""

    row: Any
    version: str
    changed: datetime

    def told(self) -> Iterator[bytes]:
        """Return the bytes in pieces. Three SELECTs, all before the first piece."""
        return exporting.told(self.row, exporting.CASE)


def documents(said: Mapping[str, Sequence[str]]) -> Listed:
    """Return the documents that the parameters ask for. Two SELECTs.

    Raises ``CaseQueryRefused``.
    """
    here, asked = places.here(), asking.asked(said)
    rows, total = listed.page(asked)
    found = [shelf.whole_document(row, here) for row in rows]
    if asked.fields:
        found = [{name: one[name] for name in one if name in asked.fields} for one in found]
    return Listed({"CFDocuments": found}, asked, total, here.root)


def answer(kind: str, identifier: UUID) -> Answer:
    """Return an entity; ``kind`` is one of ``ENTITIES``. At most five SELECTs.

    Raises ``CaseUnknown``.
    """
    return ENTITIES[kind](identifier, places.here())


def package(identifier: UUID) -> Package:
    """Return a framework as a package. One SELECT; raises ``CaseUnknown``."""
    row, here = shelf.framework(identifier), places.here()
    parts = (SHAPE, here.root, row.checksum, row.imported_at.isoformat(), str(identifier))
    return Package(row, hashlib.sha256("\n".join(parts).encode()).hexdigest(), row.imported_at)


def described() -> Mapping[str, Any]:
    """Return the service's description of itself. No SELECT."""
    return discovery.description(places.here())
