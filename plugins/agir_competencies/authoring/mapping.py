"""How does a course become its map, and its findings sentences?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from uuid import UUID

from django.utils import translation

from agir_competencies.authoring import reading, words
from agir_competencies.authoring.data import BlockView, CourseMap, FindingView, LineView, TieView
from agir_competencies.authoring.reading import Ground
from agir_competencies.domain import lint
from agir_competencies.domain.lint import Finding
from agir_competencies.domain.mastery import rounded
from agir_competencies.models import Competency


def course_map(course_key: str, language: str, also: Collection[UUID] = ()) -> CourseMap:
    """Return the map of a course, sentences in ``language``; raise ``CourseUnknown``."""
    ground = reading.read(course_key, language, also)
    places = reading.places_of(ground.outline)
    walked, names = lint.Ground(places), _Names(ground)
    found = lint.lint(places, reading.ties_of(ground), reading.items_of(ground))
    told: dict[UUID, list[FindingView]] = {row.identifier: [] for row in ground.competencies}
    with translation.override(language or None):
        for finding in found:
            told[finding.competency].append(names.told(finding))
    return CourseMap(
        course_key=ground.outline.course_key,
        title=ground.outline.title,
        blocks=tuple(_blocks(ground)),
        lines=tuple(
            _line(ground, walked, row, told[row.identifier]) for row in ground.competencies
        ),
    )


class _Names:
    """What competencies and blocks are called in a sentence."""

    def __init__(self, ground: Ground) -> None:
        self.titles = ground.titles
        self.labels = {row.identifier: ground.label(row) for row in ground.competencies}
        self.replacing = {
            row.identifier: ground.label(row.replaced_by)
            for row in ground.competencies
            if row.replaced_by is not None
        }

    def told(self, finding: Finding) -> FindingView:
        """Return a finding as a person reads it, in the active language."""
        titles = tuple(self.titles.get(key, "") for key in finding.objects)
        other = finding.facts.get("other")
        facts = {
            "competency": self.labels[finding.competency],
            "block": next((title for title in titles if title), ""),
            "other": self.labels.get(other, "")
            if isinstance(other, UUID)
            else self.replacing.get(finding.competency, ""),
        }
        return FindingView(
            code=finding.code,
            severity=finding.severity,
            title=words.title(finding.code),
            sentence=words.sentence(finding, facts),
            competency=finding.competency,
            label=self.labels[finding.competency],
            objects=finding.objects,
            titles=titles,
        )


def _blocks(ground: Ground) -> Iterator[BlockView]:
    """Yield the blocks in reading order, the root of the outline as the course itself."""
    root, course = ground.outline.blocks[0].usage_key, ground.outline.course_key
    for block in ground.outline.blocks:
        yield BlockView(
            key=course if block.usage_key == root else block.usage_key,
            title=block.title,
            level=block.level,
            block_type=block.block_type,
            parent=course if block.parent == root else block.parent or "",
            is_scored=block.is_scored,
        )


def _line(
    ground: Ground, walked: lint.Ground, row: Competency, findings: Sequence[FindingView]
) -> LineView:
    rule = ground.judged.of(row.pk)
    return LineView(
        identifier=row.identifier,
        label=ground.label(row),
        statement=ground.statement(row),
        code=row.code,
        framework=row.framework.identifier,
        framework_title=row.framework.title,
        is_retired=row.retired_at is not None or row.replaced_by_id is not None,
        replaced_by=ground.label(row.replaced_by) if row.replaced_by else "",
        method=rule.method,
        threshold=rounded(rule.threshold) or Decimal(0),
        objects_needed=rule.objects_needed,
        ties=tuple(_ties(ground, walked, row)),
        findings=tuple(findings),
    )


def _ties(ground: Ground, walked: lint.Ground, row: Competency) -> Iterator[TieView]:
    root, course = ground.outline.blocks[0].usage_key, ground.outline.course_key
    titles, possible = ground.titles, ground.possible
    for link in ground.ties_of(row):
        tie = reading.tie_of(link)
        yield TieView(
            object_key=course if link.object_key == root else link.object_key,
            title=titles.get(link.object_key, ""),
            kind=link.kind,
            weight=link.weight,
            gives=walked.gives(tie),
            promises=walked.promises(tie),
            is_gone=link.object_key not in walked.places,
            possible=possible.get(link.object_key, ()),
            part=link.part,
        )
