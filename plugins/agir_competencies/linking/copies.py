"""What was chosen for the original of a block, or for its first copies?

The platform copies a library's block into a course with its tags, and nothing of Agir's. A new
link on a copy begins with what an author chose for the same competency on its original, else on
the earliest of its other copies.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from agir_competencies.domain.link import Choice
from agir_competencies.linking.settle import Pair, choice_of
from agir_competencies.models import Link
from agir_platform.ports import Courses

Inherit = Callable[[Collection[Pair]], Mapping[Pair, Choice]]


def inheriting(courses: Courses) -> Inherit:
    """Return what finds the choices that new links of copies begin with.

    The platform's own statement, and a SELECT where a block is a copy.
    """

    def inherit(new: Collection[Pair]) -> Mapping[Pair, Choice]:
        families = courses.families({object_key for object_key, _ in new})
        return _chosen(new, families) if families else {}

    return inherit


def _chosen(new: Collection[Pair], families: Mapping[str, tuple[str, ...]]) -> dict[Pair, Choice]:
    relatives = {key for family in families.values() for key in family}
    rows = Link.objects.filter(
        object_key__in=relatives, competency_id__in={competency for _, competency in new}
    )
    known = {(row.object_key, row.competency_id): choice_of(row) for row in rows}
    found: dict[Pair, Choice] = {}
    for pair in new:
        object_key, competency = pair
        choices = (known.get((key, competency)) for key in families.get(object_key, ()))
        choice = next((one for one in choices if one and not one.is_empty), None)
        if choice is not None:
            found[pair] = choice
    return found
