"""How is each entity of CASE 1.1 written?

Strictly: a field that says nothing is absent, never null; what the plain fields cannot say (a
name that is no address, whence a framework came, a publisher that nobody told) stands under
``extensions.agir``, where CASE 1.1 has room for it, and only when they cannot.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from agir_competencies.domain.framework import Edge, Head, Item, Saying
from agir_competencies.domain.identity import licence_id, relation_id, saying_id, type_id
from agir_competencies.domain.relation import (
    IS_CHILD_OF,
    IS_TRANSLATION_OF,
    REPLACED_BY,
    kind_of,
)
from agir_competencies.domain.rest import told
from agir_competencies.domain.text import cut, one_line
from agir_competencies.frameworks.case_fields import EXTENSION, INACTIVE
from agir_competencies.frameworks.case_out.names import (
    replacing_edge,
    translating_edge,
    tree_edge,
)
from agir_competencies.frameworks.case_out.places import Places, has_address

Entity = dict[str, Any]
VERSION: Final = "1.1"
NAMELESS: Final = "unknown"
DEPRECATED: Final = "Deprecated"
LONGEST_NODE: Final = 120


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the entities of one framework; ``changed`` is when it last said something else."""

    places: Places
    head: Head
    changed: datetime

    def document(self) -> Entity:
        """Return the ``CFDocument`` as it stands in a package."""
        head = self.head
        return {
            "identifier": str(head.identifier),
            "uri": self._document_uri(),
            "caseVersion": VERSION,
            "creator": head.publisher or _host(head.uri) or NAMELESS,
            "title": head.title,
            "lastChangeDateTime": moment(self.changed),
            **_said(
                officialSourceURL=head.uri if has_address(head.uri) else "",
                publisher=head.publisher,
                language=head.language,
                version=head.version_label,
                adoptionStatus=status_of(head),
                statusStartDate=_day(head.valid_from),
                statusEndDate=_day(head.valid_until),
            ),
            **({"licenseURI": licence_link(head.licence, self.places)} if head.licence else {}),
            **_beside(self._document_beside(), told(head.rest).get("document", {})),
        }

    def whole_document(self) -> Entity:
        """Return the ``CFDocument`` as it is answered alone: with the way to its package."""
        package = self.places.of("CFPackages", self.head.identifier)
        return self.document() | {
            "CFPackageURI": link(self.head.title, self.head.identifier, package)
        }

    def item(self, item: Item, since: datetime | None = None) -> Entity:
        """Return a ``CFItem`` of a package; ``since`` is when it went out of force."""
        beside: Entity = {} if has_address(item.uri) else {"uri": item.uri}
        if not item.language and self.head.language:
            beside["language"] = ""
        return {
            "identifier": str(item.identifier),
            "fullStatement": item.statement,
            "uri": self.places.shown(item.uri, "CFItems", item.identifier),
            **_said(
                humanCodingScheme=item.code,
                abbreviatedStatement=item.short,
                CFItemType=item.item_type,
                language=item.language,
                statusEndDate=_day(since.astimezone(UTC).date() if since else None),
            ),
            **({"CFItemTypeURI": type_link(item.item_type, self.places)} if item.item_type else {}),
            "lastChangeDateTime": moment(self.changed),
            **_beside(beside, told(item.rest)),
        }

    def translation(self, saying: Saying) -> Entity:
        """Return the ``CFItem`` that says another in one more language."""
        identifier = saying_id(saying.item, saying.language)
        return {
            "identifier": str(identifier),
            "fullStatement": saying.statement,
            "uri": self.places.of("CFItems", identifier),
            **_said(abbreviatedStatement=saying.short, language=saying.language),
            "lastChangeDateTime": moment(self.changed),
        }

    def alone(self, entity: Entity) -> Entity:
        """Return an item or association as it is answered alone: with the way to its document."""
        way = link(self.head.title, self.head.identifier, self._document_uri())
        return entity | {"CFDocumentURI": way}

    def place(self, item: Item, parent: Item | None) -> Entity:
        """Return the edge to the parent of an item, the document for one at the top."""
        above = self.node(parent) if parent else self._document_node()
        return self._edge(tree_edge(item.identifier), IS_CHILD_OF, self.node(item), above) | {
            "sequenceNumber": item.position + 1
        }

    def replacement(self, old: Item, new: Item) -> Entity:
        """Return the edge to what takes the place of an item."""
        name = replacing_edge(old.identifier)
        return self._edge(name, REPLACED_BY, self.node(old), self.node(new))

    def relation(self, edge: Edge, origin: Item, destination: Item | None) -> Entity:
        """Return any other edge; ``destination`` is ``None`` for one that leaves the framework."""
        name = relation_id(edge.origin, edge.kind, edge.destination_uri)
        away = self.node(destination) if destination else _stranger(edge.destination_uri)
        return self._edge(name, kind_of(edge.kind), self.node(origin), away)

    def translates(self, saying: Saying, base: Item) -> Entity:
        """Return the edge from a translation to what it says."""
        said = self.translation(saying)
        node = link(_title(saying.short or saying.statement), said["identifier"], said["uri"])
        name = translating_edge(saying_id(saying.item, saying.language))
        return self._edge(name, IS_TRANSLATION_OF, node, self.node(base))

    def definitions(self, words: Iterable[str]) -> Entity:
        """Return the ``CFDefinitions``: those that came, and what is defined here; {} for none."""
        said = self.head.licence
        made = {
            "CFItemTypes": [item_type(word, self.places, self.changed) for word in words],
            "CFLicenses": [licence(said, self.places, self.changed)] if said else [],
        }
        kept: Entity = self.package_rest().get("CFDefinitions", {})
        if "licenseURI" in told(self.head.rest).get("document", {}):
            del made["CFLicenses"]  # it has a licence of its own publisher
        both = kept | {name: kept.get(name, []) + found for name, found in made.items()}
        return {name: found for name, found in both.items() if found}

    def package_rest(self) -> Entity:
        """Return what the package said beside its document, items and associations."""
        found: Entity = told(self.head.rest).get("package", {})
        return found

    def node(self, item: Item) -> Entity:
        """Return an end of an edge."""
        uri = self.places.shown(item.uri, "CFItems", item.identifier)
        return link(_title(item.short or item.statement), item.identifier, uri)

    def _edge(self, name: UUID, kind: str, origin: Entity, destination: Entity) -> Entity:
        return {
            "identifier": str(name),
            "associationType": kind,
            "uri": self.places.of("CFAssociations", name),
            "originNodeURI": origin,
            "destinationNodeURI": destination,
            "lastChangeDateTime": moment(self.changed),
        }

    def _document_uri(self) -> str:
        return self.places.shown(self.head.uri, "CFDocuments", self.head.identifier)

    def _document_node(self) -> Entity:
        return link(_title(self.head.title), self.head.identifier, self._document_uri())

    def _document_beside(self) -> Entity:
        """Return what the plain fields of the document cannot say."""
        head, beside = self.head, Entity()
        if head.source != "case":
            beside["source"] = head.source
        if not has_address(head.uri):
            beside["uri"] = head.uri
        if not head.publisher:
            beside["publisher"] = ""
        if head.licence and not has_address(head.licence):
            beside["licence"] = head.licence
        if head.is_active != (head.status.lower() not in INACTIVE):
            beside["isActive"] = head.is_active
        if status_of(head) != head.status:
            beside["adoptionStatus"] = head.status
        if head.replaced_by_uri:
            beside["replacedBy"] = head.replaced_by_uri
        return beside


def item_type(word: str, places: Places, changed: datetime) -> Entity:
    """Return a ``CFItemType``; Agir's are flat, so each is its own place in the hierarchy."""
    more = {"description": word, "hierarchyCode": word, "lastChangeDateTime": moment(changed)}
    return type_link(word, places) | more


def licence(said: str, places: Places, changed: datetime) -> Entity:
    """Return a ``CFLicense``, of which Agir knows the name or address alone."""
    more = {"licenseText": said, "lastChangeDateTime": moment(changed)}
    return licence_link(said, places) | more


def type_link(word: str, places: Places) -> Entity:
    """Return the way to a type of items."""
    return link(word, type_id(word), places.of("CFItemTypes", type_id(word)))


def licence_link(said: str, places: Places) -> Entity:
    """Return the way to a licence: its own address, where it is one."""
    return link(said, licence_id(said), places.shown(said, "CFLicenses", licence_id(said)))


def status_of(head: Head) -> str:
    """Return the status as CASE's readers understand it: not in force is ``Deprecated``."""
    is_told = head.is_active or head.status.lower() in INACTIVE
    return head.status if is_told else DEPRECATED


def link(title: str, identifier: UUID | str, uri: str) -> Entity:
    """Return a ``LinkURI``."""
    return {"title": title, "identifier": str(identifier), "uri": uri}


def moment(when: datetime) -> str:
    """Return an instant as CASE writes it: UTC, to the second."""
    return when.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _stranger(uri: str) -> Entity:
    """Return an end in another framework, of which the address alone is known."""
    return link(cut(uri, LONGEST_NODE), uri, uri)


def _title(text: str) -> str:
    return cut(one_line(text), LONGEST_NODE)


def _said(**fields: str) -> Entity:
    """Return the fields that say something."""
    return {name: said for name, said in fields.items() if said}


def _beside(facts: Entity, others: Entity) -> Entity:
    """Return what was kept as it came, and Agir's own extension among those of others."""
    extensions = others.get("extensions", {}) | ({EXTENSION: facts} if facts else {})
    return others | ({"extensions": extensions} if extensions else {})


def _day(when: date | None) -> str:
    return when.isoformat() if when else ""


def _host(uri: str) -> str:
    return (urlsplit(uri).hostname or "") if has_address(uri) else ""
