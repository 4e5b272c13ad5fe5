"""How much of a course is about each theme?

A course counts once in each scheme, whatever the number of its themes: their weights are made
shares that sum to 1 (fractional counting). Exact fractions throughout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import ClassVar, Final

from agir_catalogue.domain.themes.registry import BY_ID, SCHEMES, lineage
from agir_catalogue.domain.themes.scheme import Scheme
from agir_kernel.errors import DomainError

WEIGHT_MOST: Final = 100
THEMES_MOST: Final = 12  # of one course in one scheme: more would say nothing


class WeightOutOfBounds(DomainError):
    """A weight that is no whole number from 1 to 100."""

    code: ClassVar[str] = "theme_weight_out_of_bounds"


class TooManyThemes(DomainError):
    """A course with more themes in one scheme than say anything."""

    code: ClassVar[str] = "too_many_themes"


@dataclass(frozen=True, slots=True)
class ThemeShare:
    """How much of a course is about a theme: ``share`` above 0, 1 at most, within a scheme."""

    theme_id: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Tag:
    """What somebody said of a course: a theme and its weight beside the others of its scheme."""

    theme_id: str
    weight: int


def checked(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    """Return tags that may stand together; raise ``WeightOutOfBounds``, ``TooManyThemes``."""
    kept = tuple(tags)
    counts: dict[str, int] = defaultdict(int)
    for tag in kept:
        if not 1 <= tag.weight <= WEIGHT_MOST:
            raise WeightOutOfBounds(most=WEIGHT_MOST)
        counts[BY_ID[tag.theme_id].scheme] += 1
    if any(count > THEMES_MOST for count in counts.values()):
        raise TooManyThemes(most=THEMES_MOST)
    return kept


def shares(tags: Iterable[Tag]) -> tuple[ThemeShare, ...]:
    """Return the shares of a course's own tags, scheme by scheme and in its order.

    They sum to 1 in each scheme that has a tag. Tags of themes that no scheme has are dropped.
    """
    said = {tag.theme_id: tag.weight for tag in tags if tag.theme_id in BY_ID}
    found: list[ThemeShare] = []
    for scheme in SCHEMES:
        weights = {one.id: said[one.id] for one in scheme.themes if one.id in said}
        total = sum(weights.values())
        found += [ThemeShare(key, Fraction(weight, total)) for key, weight in weights.items()]
    return tuple(found)


def spread(tags: Iterable[Tag], scheme: Scheme) -> Mapping[str, Fraction]:
    """Return how a course counts among the counted themes of a scheme; empty when it does not.

    Its tags in that scheme, each for the widest theme above it; without one, its tags in the
    schemes that this one knows equivalents of. A tag that is equivalent to nothing here is left
    aside; one that is equivalent to several is shared evenly. Sums to 1 or is empty.
    """
    said = [tag for tag in tags if tag.theme_id in BY_ID]
    own = [tag for tag in said if BY_ID[tag.theme_id].scheme == scheme.slug]
    weights: dict[str, Fraction] = defaultdict(Fraction)
    for tag in own or said:
        targets = _counted(tag.theme_id) if own else equivalents(tag.theme_id, scheme)
        for target in targets:
            weights[target] += Fraction(tag.weight, len(targets))
    total = sum(weights.values(), Fraction())
    return {one.id: weights[one.id] / total for one in scheme.counted if one.id in weights}


def equivalents(theme_id: str, scheme: Scheme) -> tuple[str, ...]:
    """Return the themes of a scheme that a theme of another is about, by its nearest lineage."""
    for one in lineage(theme_id):
        found = _EQUIVALENTS[scheme.slug].get(one.id)
        if found:
            return found
    return ()


def _counted(theme_id: str) -> tuple[str, ...]:
    return (lineage(theme_id)[-1].id,)


def _mapping(scheme: Scheme) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for theme in scheme.themes:
        for other in theme.equivalents:
            found[other] = (*found.get(other, ()), theme.id)
    return MappingProxyType(found)


_EQUIVALENTS: Final = MappingProxyType({scheme.slug: _mapping(scheme) for scheme in SCHEMES})
