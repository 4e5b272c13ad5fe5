"""How do links written here become tags on the platform's objects, and cease to be?

Studio's drawer shows what is tagged, so a link that is made elsewhere is a tag first. Tags are
written in sets, besides those that an object has.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import ClassVar

from agir_competencies.linking.settle import Pair
from agir_competencies.models import Competency
from agir_competencies.tagging import oel
from agir_kernel.errors import DomainError


class ObjectFull(DomainError):
    """An object bears as many tags as the platform allows. Facts: ``object_key``, ``limit``."""

    code: ClassVar[str] = "object_full"


def tagged(pairs: Collection[Pair]) -> list[oel.Bearing]:
    """Return the tags that these links are; a competency without a tag is left out. One SELECT."""
    handles = tags_of({competency for _, competency in pairs})
    return [
        oel.Bearing(object_key, *handles[competency])
        for object_key, competency in sorted(pairs)
        if competency in handles
    ]


def tags_of(competencies: Collection[int]) -> dict[int, tuple[int, int, str]]:
    """Return (taxonomy, tag, value) of the competencies that are mirrored, by row. One SELECT."""
    rows = Competency.objects.filter(
        pk__in=competencies, tag_id__isnull=False, framework__taxonomy_id__isnull=False
    )
    return {
        key: (taxonomy, tag, label)
        for key, taxonomy, tag, label in rows.values_list(
            "pk", "framework__taxonomy_id", "tag_id", "label"
        )
    }


def put(tags: Iterable[oel.Bearing]) -> None:
    """Let objects bear these tags too; raise ``ObjectFull``, before anything is written.

    Three SELECTs, one UPDATE that mostly finds nothing, and an INSERT a batch.
    """
    several = list(tags)
    if not several:
        return
    full = oel.overfull(several)
    if full:
        raise ObjectFull(object_key=full[0], limit=oel.MOST_TAGS)
    oel.add(several)


def take_off(tags: Iterable[oel.Bearing]) -> None:
    """Take these tags off their objects, whatever is left of the tag there."""
    several = list(tags)
    if several:
        oel.remove(several)
