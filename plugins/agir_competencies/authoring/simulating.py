"""What would somebody reach who gets these scores in this course? Nothing is stored.

The work is taken as done in the order of the course, from now on: a subsection's grade comes
after the scores inside it. What the same person showed elsewhere is left aside.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Final

from django.utils import translation

from agir_competencies.authoring import reading
from agir_competencies.authoring.data import ReachedView, ScoredView, Simulation
from agir_competencies.authoring.reading import Ground
from agir_competencies.domain import lint
from agir_competencies.domain.mastery import counted, pieces_of, rounded, standing
from agir_competencies.domain.next_activity import Candidate
from agir_competencies.domain.simulation import Answer, placed
from agir_competencies.explaining import case, explained
from agir_competencies.models import Competency, Link
from agir_kernel.errors import DomainError
from agir_kernel.figures import share

FULL: Final = Decimal(1)


class ScoreObjectUnknown(DomainError):
    """A score on what is no linked, scored block of the course. Facts: ``object_key``."""

    code: ClassVar[str] = "score_object_unknown"


def simulate(
    course_key: str, scores: Mapping[str, object], language: str, now: datetime
) -> Simulation:
    """Return where these scores lead; ``scores`` are shares 0 to 1, ``None`` for no answer.

    Raises ``CourseUnknown``, ``ScoreObjectUnknown``, ``NotAFigure`` and ``ShareOutOfBounds``.
    """
    ground = reading.read(course_key, language)
    walked = lint.Ground(reading.places_of(ground.outline))
    giving = [link for link in ground.links if walked.gives(reading.tie_of(link))]
    order = walked.done_in_order({link.object_key for link in giving})
    for key in scores:
        if key not in order:
            raise ScoreObjectUnknown(object_key=key)
    shares = {key: share(scores[key], FULL) for key in order if scores.get(key) is not None}
    told = _Told(ground, giving, shares, now)
    with translation.override(language or None):
        reached = tuple(told.reached(row) for row in ground.competencies if told.is_assessed(row))
    return Simulation(
        course_key=ground.outline.course_key,
        title=ground.outline.title,
        scored=tuple(_scored(ground, walked, giving)),
        scores=shares,
        reached=reached,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """The links that give evidence, and the ``shares`` by object in the order of the work."""

    ground: Ground
    giving: Collection[Link]
    shares: Mapping[str, Decimal]
    now: datetime

    def is_assessed(self, row: Competency) -> bool:
        return any(link.competency_id == row.pk for link in self.giving)

    def reached(self, row: Competency) -> ReachedView:
        """Return where the scores lead on one competency, in the active language."""
        links = {link.object_key: link for link in self.giving if link.competency_id == row.pk}
        answers = [
            Answer(key, links[key].kind, figure, links[key].weight)
            for key, figure in self.shares.items()
            if key in links
        ]
        rule = self.ground.judged.of(row.pk)
        rows = placed(answers, self.now)
        mastery = standing(rows, rule)
        left = [
            Candidate(key, Fraction(link.weight))
            for key, link in links.items()
            if key not in self.shares
        ]
        why = explained(case(pieces_of(counted(rows)), mastery, rule, left), self.ground.titles)
        return ReachedView(
            identifier=row.identifier,
            label=self.ground.label(row),
            framework_title=row.framework.title,
            status=mastery.status,
            estimate=rounded(mastery.estimate),
            certainty=mastery.certainty,
            evidence_count=mastery.evidence_count,
            object_count=mastery.object_count,
            lines=why.lines,
            next=why.next,
        )


def _scored(ground: Ground, walked: lint.Ground, giving: Collection[Link]) -> Iterator[ScoredView]:
    """Yield what can be scored, in reading order."""
    titles = ground.titles
    for key in walked.sorted(link.object_key for link in giving):
        own = [link for link in giving if link.object_key == key]
        yield ScoredView(
            object_key=key,
            title=titles[key],
            kind=own[0].kind,
            section=titles.get(walked.section_of(key), ""),
            competencies=len(own),
        )
