"""How does a stored framework keep its taxonomy, whatever Studio did to it?"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from agir_competencies.data import Drift, MirrorOutcome
from agir_competencies.domain.framework import Item
from agir_competencies.domain.plan import Stored
from agir_competencies.frameworks.handles import handles_of, names_of
from agir_competencies.frameworks.snapshot import snapshot
from agir_competencies.models import Competency, Framework
from agir_competencies.tagging import mirror as mirroring
from agir_competencies.tagging import oel
from agir_competencies.tagging.handle import Cover, Handle, cover_of

BATCH = 500


@transaction.atomic
def mirror(framework_key: int) -> MirrorOutcome:
    """Bring the taxonomy in line with the stored framework; writes only what differs."""
    framework = Framework.objects.select_for_update().get(pk=framework_key)
    stored = snapshot(framework)
    labels = {key: old.label for key, old in stored.items.items()}
    outcome, tags = mirroring.mirror(
        _cover(framework),
        _handles(stored),
        framework.taxonomy_id,
        lambda: names_of(framework, labels, stored),
    )
    if framework.taxonomy_id != outcome.taxonomy_id:
        Framework.objects.filter(pk=framework.pk).update(taxonomy_id=outcome.taxonomy_id)
    moved = [
        Competency(pk=old.key, tag_id=tags.get(str(key)))
        for key, old in stored.items.items()
        if old.tag != tags.get(str(key))
    ]
    if moved:
        Competency.objects.bulk_update(moved, ["tag_id"], batch_size=BATCH)
    return outcome


def drift(framework: Framework) -> Iterator[Drift]:
    """Yield what separates the taxonomy from the framework. Writes nothing."""
    cover = _cover(framework)
    row = oel.taxonomy(key=framework.taxonomy_id) if framework.taxonomy_id else None
    if row is None:
        yield Drift("taxonomy_missing", framework.identifier, "", cover.name)
        return
    found = Cover(row.export_id, row.name, row.description)
    if found != cover or not row.as_it_should:
        yield Drift("taxonomy_changed", framework.identifier, row.name, cover.name)
    rows = oel.tags(row.key)
    work = mirroring.compare(mirroring.kept(_handles(snapshot(framework)), rows), rows)
    for handle in work.insert:
        yield Drift("tag_missing", framework.identifier, "", handle.value)
    for tag, handle in work.update:
        kind = "tag_renamed" if tag.value != handle.value else "tag_moved"
        yield Drift(kind, framework.identifier, tag.value, handle.value)
    for tag in work.remove:
        yield Drift("tag_unknown", framework.identifier, tag.value, "")


def _cover(framework: Framework) -> Cover:
    """Return the taxonomy that the framework should have."""
    return cover_of(framework.title, framework.uri, framework.publisher, framework.licence)


def _handles(stored: Stored) -> list[Handle]:
    """Return the tags that the stored competencies should have."""
    items: list[Item] = [old.item for old in stored.items.values() if not old.retired]
    return handles_of(items, {key: old.label for key, old in stored.items.items()}, stored)
