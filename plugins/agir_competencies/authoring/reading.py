"""What is read of a course for its team, and in how many statements?

The outline by the platform's own constant number; links with their competencies, translations and
the newest rule in one SELECT each; rules and what stands above what only where there are any.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from agir_competencies import rules
from agir_competencies.domain import link
from agir_competencies.domain.lint import Item, Place, Tie
from agir_competencies.models import Competency, CompetencyTranslation, Link
from agir_competencies.rules import Rules
from agir_platform.ports import Block, Outline
from agir_platform.select import platform


@dataclass(frozen=True)
class Ground:
    """What was read. ``links`` are in force, by competency in reading order, then by object.

    ``said`` are translations by competency's row, where there are any in the language asked.
    """

    outline: Outline
    links: tuple[Link, ...]
    competencies: tuple[Competency, ...]
    said: Mapping[int, CompetencyTranslation]
    judged: Rules
    parents: Mapping[int, int | None]

    @cached_property
    def titles(self) -> dict[str, str]:
        """Return what each block is called, the course by its own key too."""
        found = {block.usage_key: block.title for block in self.outline.blocks}
        return {self.outline.course_key: self.outline.title} | found

    @cached_property
    def possible(self) -> dict[str, tuple[str, ...]]:
        """Return the kinds of link that an author may choose on each block."""
        blocks = self.outline.blocks
        found = {
            one.usage_key: link.Place(one.level, one.block_type, one.is_scored).possible
            for one in blocks
        }
        return {self.outline.course_key: found[blocks[0].usage_key]} | found

    @cached_property
    def _by_competency(self) -> dict[int, list[Link]]:
        found: dict[int, list[Link]] = {}
        for one in self.links:
            found.setdefault(one.competency_id, []).append(one)
        return found

    def label(self, row: Competency) -> str:
        """Return what a competency is called in the language asked, else in its own."""
        said = self.said.get(row.pk)
        return (said.short or said.statement) if said else str(row)

    def statement(self, row: Competency) -> str:
        """Return what a competency says, in the language asked where it is said in it."""
        said = self.said.get(row.pk)
        return said.statement if said else row.statement

    def ties_of(self, row: Competency) -> list[Link]:
        """Return the links of one competency."""
        return self._by_competency.get(row.pk, [])


def read(course_key: str, language: str, also: Collection[UUID] = ()) -> Ground:
    """Return the course; raise ``CourseUnknown``. ``also``: competencies linked or not."""
    outline = platform().courses.outline(course_key)
    rows = Link.objects.filter(course_key=outline.course_key, removed_at=None)
    links = list(rows.select_related("competency__framework", "competency__replaced_by"))
    at = {key: place for place, key in enumerate(keys_of(outline))}
    links.sort(key=lambda one: (at.get(one.object_key, len(at)), one.object_key))
    found = {one.competency_id: one.competency for one in links}
    missing = set(also) - {row.identifier for row in found.values()}
    if missing:
        rows = Competency.objects.select_related("framework", "replaced_by")
        found |= {row.pk: row for row in rows.filter(identifier__in=missing)}
    competencies = sorted(found.values(), key=_reading_order)
    return Ground(
        outline=outline,
        links=tuple(links),
        competencies=tuple(competencies),
        said=_said(found, language),
        judged=rules.present(found),
        parents=_parents(links),
    )


def keys_of(outline: Outline) -> list[str]:
    """Return what can be linked in a course, in reading order: the course, then its blocks."""
    return [outline.course_key, *(block.usage_key for block in outline.blocks)]


def places_of(outline: Outline) -> list[Place]:
    """Return the blocks as the lint reads them; the root of the outline is inside the course."""
    course = Place(outline.course_key, None, "course", is_scored=False)
    return [course, *(_place(block, outline.course_key) for block in outline.blocks)]


def ties_of(ground: Ground) -> list[Tie]:
    """Return the links as the lint reads them."""
    return [tie_of(row) for row in ground.links]


def tie_of(row: Link) -> Tie:
    """Return one link as the lint reads it."""
    return Tie(row.object_key, row.competency.identifier, row.kind, row.weight)


def items_of(ground: Ground) -> dict[UUID, Item]:
    """Return the competencies as the lint reads them, in reading order."""
    names = {row.pk: row.identifier for row in ground.competencies}
    return {
        row.identifier: Item(
            identifier=row.identifier,
            rule=ground.judged.of(row.pk),
            above=frozenset(names[one] for one in _above(row, ground.parents) if one in names),
            is_over=row.retired_at is not None or row.replaced_by_id is not None,
        )
        for row in ground.competencies
    }


def _place(block: Block, course_key: str) -> Place:
    return Place(block.usage_key, block.parent or course_key, block.level, block.is_scored)


def _reading_order(row: Competency) -> tuple[object, ...]:
    return (row.framework.title, row.framework_id, row.depth, row.position, row.pk)


def _said(competencies: Collection[int], language: str) -> dict[int, CompetencyTranslation]:
    short = language[:2].lower()
    if not short or not competencies:
        return {}
    rows = CompetencyTranslation.objects.filter(
        competency_id__in=competencies, language__istartswith=short
    )
    return {row.competency_id: row for row in rows.order_by("-language")}


def _parents(links: Iterable[Link]) -> dict[int, int | None]:
    """Return who stands under whom, where one object shows two depths of one framework.

    Only there can a score feed a competency and one above it; elsewhere nothing is read.
    """
    depths: dict[tuple[str, int], set[int]] = {}
    for row in links:
        at = (row.object_key, row.competency.framework_id)
        depths.setdefault(at, set()).add(row.competency.depth)
    frameworks = {framework for (_, framework), found in depths.items() if len(found) > 1}
    if not frameworks:
        return {}
    deepest = max(max(found) for found in depths.values())
    rows = Competency.objects.filter(framework_id__in=frameworks, depth__lte=deepest)
    return dict(rows.order_by().values_list("pk", "parent_id"))


def _above(row: Competency, parents: Mapping[int, int | None]) -> Iterable[int]:
    parent = parents.get(row.pk)
    while parent is not None:
        yield parent
        parent = parents.get(parent)
