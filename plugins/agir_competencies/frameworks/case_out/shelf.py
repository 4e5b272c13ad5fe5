"""Which entity has this name? One to five SELECTs each, whatever the size of the framework."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from agir_competencies.domain.framework import Edge, Item, Saying
from agir_competencies.domain.identity import licence_id, type_id
from agir_competencies.domain.refusals import CaseUnknown
from agir_competencies.domain.rest import told
from agir_competencies.frameworks.case_out import entities, names
from agir_competencies.frameworks.case_out.entities import Entity, Writer
from agir_competencies.frameworks.case_out.places import Places
from agir_competencies.frameworks.snapshot import head_of
from agir_competencies.models import Competency, CompetencyTranslation, Framework, Relation


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered, and when it last said something else."""

    entity: Entity
    changed: datetime


def framework(identifier: UUID) -> Framework:
    """Return a framework's row; raise ``CaseUnknown``. One SELECT."""
    row = Framework.objects.filter(identifier=identifier).first()
    if row is None:
        raise CaseUnknown
    return row


def document(identifier: UUID, places: Places) -> Answer:
    """Return a ``CFDocument``. One SELECT."""
    row = framework(identifier)
    return Answer(whole_document(row, places), row.imported_at)


def whole_document(row: Framework, places: Places) -> Entity:
    """Return the ``CFDocument`` of a row."""
    return _writer(row, places).whole_document()


def item(identifier: UUID, places: Places) -> Answer:
    """Return a ``CFItem``, a translation too. At most two SELECTs."""
    row = _competencies().filter(identifier=identifier).first()
    if row:
        writer = _writer(row.framework, places)
        return Answer(writer.alone(writer.item(_item(row), row.retired_at)), writer.changed)
    said = _translation(identifier)
    writer = _writer(said.competency.framework, places)
    return Answer(writer.alone(writer.translation(_saying(said))), writer.changed)


def item_associations(identifier: UUID, places: Places) -> Answer:
    """Return a ``CFItem`` with all the edges that start or end at it. At most five SELECTs."""
    row = _competencies().filter(identifier=identifier).first()
    if row is None:
        said = _translation(identifier)
        writer, saying = _writer(said.competency.framework, places), _saying(said)
        whole = writer.alone(writer.translation(saying))
        edges = [writer.translates(saying, _item(said.competency))]
        return Answer({"CFItem": whole, "CFAssociations": edges}, writer.changed)
    writer = _writer(row.framework, places)
    whole = writer.alone(writer.item(_item(row), row.retired_at))
    return Answer({"CFItem": whole, "CFAssociations": _edges(row, writer)}, writer.changed)


def association(identifier: UUID, places: Places) -> Answer:
    """Return a ``CFAssociation``. At most three SELECTs."""
    edge, row = _own_edge(identifier, places) or _other_edge(identifier, places)
    writer = _writer(row, places)
    return Answer(writer.alone(edge), writer.changed)


def item_type(identifier: UUID, places: Places) -> Answer:
    """Return a set of one ``CFItemType``: they are flat here. At most two SELECTs."""
    rows = Competency.objects.exclude(item_type="").order_by().values_list("item_type")
    for word, changed in rows.annotate(changed=Max("framework__imported_at")):
        if type_id(word) == identifier:
            return Answer({"CFItemTypes": [entities.item_type(word, places, changed)]}, changed)
    return _set("CFItemTypes", identifier)


def licence(identifier: UUID, places: Places) -> Answer:
    """Return a ``CFLicense``. At most two SELECTs."""
    rows = Framework.objects.exclude(licence="").order_by().values_list("licence")
    for said, changed in rows.annotate(changed=Max("imported_at")):
        if licence_id(said) == identifier:
            return Answer(entities.licence(said, places, changed), changed)
    return _kept("CFLicenses", identifier)


def subject(identifier: UUID, places: Places) -> Answer:
    """Return a set of one ``CFSubject`` that came with a package. One SELECT."""
    return _set("CFSubjects", identifier)


def concept(identifier: UUID, places: Places) -> Answer:
    """Return a set of one ``CFConcept`` that came with a package. One SELECT."""
    return _set("CFConcepts", identifier)


def grouping(identifier: UUID, places: Places) -> Answer:
    """Return a ``CFAssociationGrouping`` that came with a package. One SELECT."""
    return _kept("CFAssociationGroupings", identifier)


def rubric(identifier: UUID, places: Places) -> Answer:
    """Return a ``CFRubric`` that came with a package. One SELECT."""
    return _kept("CFRubrics", identifier)


def _set(kind: str, identifier: UUID) -> Answer:
    """Return an entity in a set, as CASE answers those that have a hierarchy."""
    found = _kept(kind, identifier)
    return Answer({kind: [found.entity]}, found.changed)


def _kept(kind: str, identifier: UUID) -> Answer:
    """Return what a package defined for itself; raise ``CaseUnknown``."""
    name = str(identifier)
    for row in Framework.objects.filter(rest__contains=name).order_by("pk"):
        package = told(row.rest).get("package", {})
        for one in package.get(kind) or package.get("CFDefinitions", {}).get(kind, []):
            if one["identifier"] == name:
                return Answer(one, row.imported_at)
    raise CaseUnknown


def _edges(row: Competency, writer: Writer) -> list[Entity]:
    """Return the edges of an item: up, down, across, to translations and to what replaces it."""
    this = _item(row)
    found = [writer.place(this, _item(row.parent) if row.parent else None)]
    children = Competency.objects.filter(parent=row).order_by("position", "pk")
    found += [writer.place(_item(child), this) for child in children]
    if row.replaced_by:
        found.append(writer.replacement(this, _item(row.replaced_by)))
    replaced = Competency.objects.filter(replaced_by=row).order_by("pk")
    found += [writer.replacement(_item(old), this) for old in replaced]
    relations = _relations().filter(Q(origin=row) | Q(destination=row)).order_by("pk")
    found += [_relation(edge, writer) for edge in relations]
    sayings = CompetencyTranslation.objects.filter(competency=row).order_by("language")
    found += [
        writer.translates(Saying(this.identifier, said.language, said.statement, said.short), this)
        for said in sayings
    ]
    return found


def _own_edge(identifier: UUID, places: Places) -> tuple[Entity, Framework] | None:
    """Return the edge that is a column of a competency, if this is the name of one."""
    child, old = names.tree_edge(identifier), names.replacing_edge(identifier)
    for row in _competencies().filter(identifier__in=[child, old]):
        writer = _writer(row.framework, places)
        if row.identifier == child:
            parent = _item(row.parent) if row.parent else None
            return writer.place(_item(row), parent), row.framework
        if row.replaced_by:
            return writer.replacement(_item(row), _item(row.replaced_by)), row.framework
    return None


def _other_edge(identifier: UUID, places: Places) -> tuple[Entity, Framework]:
    """Return a relation or the edge of a translation; raise ``CaseUnknown``."""
    edge = _relations().filter(identifier=identifier).first()
    if edge:
        return _relation(edge, _writer(edge.origin.framework, places)), edge.origin.framework
    said = _translation(names.translating_edge(identifier))
    row = said.competency.framework
    return _writer(row, places).translates(_saying(said), _item(said.competency)), row


def _relation(row: Relation, writer: Writer) -> Entity:
    origin, away = _item(row.origin), row.destination
    edge = Edge(origin.identifier, row.kind, row.destination_uri)
    return writer.relation(edge, origin, _item(away) if away else None)


def _translation(identifier: UUID) -> CompetencyTranslation:
    rows = CompetencyTranslation.objects.select_related("competency__framework")
    said = rows.filter(identifier=identifier).first()
    if said is None:
        raise CaseUnknown
    return said


def _competencies() -> QuerySet[Competency]:
    return Competency.objects.select_related("framework", "parent", "replaced_by").order_by()


def _relations() -> QuerySet[Relation]:
    return Relation.objects.select_related("origin__framework", "destination")


def _writer(row: Framework, places: Places) -> Writer:
    return Writer(places, head_of(row), row.imported_at)


def _item(row: Competency) -> Item:
    """Return what an entity says of an item; who stands above it is told apart."""
    return Item(
        identifier=row.identifier,
        uri=row.uri,
        statement=row.statement,
        short=row.short,
        code=row.code,
        item_type=row.item_type,
        language=row.language,
        rest=row.rest,
        position=row.position,
        depth=row.depth,
    )


def _saying(row: CompetencyTranslation) -> Saying:
    return Saying(row.competency.identifier, row.language, row.statement, row.short)
