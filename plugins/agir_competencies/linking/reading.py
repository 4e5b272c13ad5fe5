"""Which competencies do the tags of these objects name?"""

from __future__ import annotations

from collections.abc import Collection

from agir_competencies.domain.text import fold
from agir_competencies.models import Competency, Framework, LabelAlias
from agir_competencies.tagging import oel


def mirrored_taxonomies() -> list[int]:
    """Return the taxonomies that mirror a framework. One SELECT."""
    rows = Framework.objects.filter(taxonomy_id__isnull=False)
    return list(rows.values_list("taxonomy_id", flat=True))


def competencies_of(
    object_keys: Collection[str], taxonomies: Collection[int]
) -> dict[str, set[int]]:
    """Return the rows of the competencies that each tagged object names.

    A tag that was deleted in Studio still names its competency by the text that the object
    kept, whether that is the label of today or one of before.
    """
    if not object_keys or not taxonomies:
        return {}
    tags = oel.object_tags(object_keys, taxonomies)
    known = _by_tag([row.tag for row in tags if row.tag])
    names = _by_name({row.taxonomy for row in tags if row.tag not in known})
    found: dict[str, set[int]] = {}
    for row in tags:
        competency = known.get(row.tag or 0) or names.get((row.taxonomy, fold(row.value)))
        if competency:
            found.setdefault(row.object_key, set()).add(competency)
    return found


def _by_tag(tags: list[int]) -> dict[int, int]:
    """Return the competency behind each tag."""
    rows = Competency.objects.filter(tag_id__in=set(tags))
    return dict(rows.values_list("tag_id", "pk"))


def _by_name(taxonomies: set[int]) -> dict[tuple[int, str], int]:
    """Return the competency that each folded label means in these taxonomies."""
    if not taxonomies:
        return {}
    names: dict[tuple[int, str], int] = {}
    aliases = LabelAlias.objects.filter(competency__framework__taxonomy_id__in=taxonomies)
    rows = aliases.order_by("since").values_list(
        "competency__framework__taxonomy_id", "label", "competency_id"
    )
    now = Competency.objects.filter(framework__taxonomy_id__in=taxonomies).values_list(
        "framework__taxonomy_id", "label", "pk"
    )
    for taxonomy, label, key in (*rows, *now):
        if label:
            names[(taxonomy, fold(label))] = key
    return names
