"""Which tags stand for these competencies?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from agir_competencies.domain.framework import Item
from agir_competencies.domain.plan import Stored
from agir_competencies.domain.text import fold
from agir_competencies.domain.tree import Place, folded
from agir_competencies.models import Framework, LabelAlias
from agir_competencies.tagging.handle import LEVELS, Handle


def handles_of(items: Sequence[Item], labels: Mapping[UUID, str], stored: Stored) -> list[Handle]:
    """Return the tags of the competencies in force, parents first, then of the retired ones."""
    parents = folded(
        [Place(item.identifier, item.parent, item.position, item.depth) for item in items], LEVELS
    )
    found = [
        _handle(item.identifier, labels, parents[item.identifier], stored)
        for item in sorted(items, key=lambda item: min(item.depth, LEVELS - 1))
    ]
    present = {item.identifier for item in items}
    gone = sorted((key for key in stored.items if key not in present), key=str)
    return found + [_handle(key, labels, None, stored, keep=False) for key in gone]


def names_of(
    framework: Framework | None, labels: Mapping[UUID, str], stored: Stored
) -> dict[str, str]:
    """Return the competency that each label means or once meant, by folded label."""
    names: dict[str, str] = {}
    if framework:
        aliases = LabelAlias.objects.filter(competency__framework=framework).order_by("since")
        _add(names, aliases.values_list("label", "competency__identifier"))
    _add(names, ((old.label, key) for key, old in stored.items.items()))
    _add(names, ((label, key) for key, label in labels.items()))
    return names


def _add(names: dict[str, str], pairs: Iterable[tuple[str, UUID]]) -> None:
    """Add labels; later ones win."""
    names.update((fold(label), str(key)) for label, key in pairs if label)


def _handle(
    key: UUID, labels: Mapping[UUID, str], parent: UUID | None, stored: Stored, *, keep: bool = True
) -> Handle:
    """Return the tag of one competency."""
    old = stored.items.get(key)
    above = str(parent) if parent else None
    return Handle(str(key), labels[key], above, keep, old.tag if old else None)
