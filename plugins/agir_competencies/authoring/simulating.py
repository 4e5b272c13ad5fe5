"""What would somebody reach who gets these scores in this course? Nothing is stored.

The work is taken as done in the order of the course, from now on: a subsection's grade comes
after the scores inside it. What the same person showed elsewhere is left aside.
"""

from __future__ import annotations

from collections import Counter
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
    known = set(order)
    unknown = [key for key in scores if key not in known]
    if unknown:
        raise ScoreObjectUnknown(object_key=unknown[0])
    shares = {key: share(scores[key], FULL) for key in order if scores.get(key) is not None}
    by_competency: dict[int, dict[str, Link]] = {}
    for link in giving:
        by_competency.setdefault(link.competency_id, {})[link.object_key] = link
    told = _Told(ground, shares, now)
    with translation.override(language or None):
        reached = tuple(
            told.reached(row, by_competency[row.pk])
            for row in ground.competencies
            if row.pk in by_competency
        )
    return Simulation(
        course_key=ground.outline.course_key,
        title=ground.outline.title,
        scored=tuple(_scored(ground, walked, giving)),
        scores=shares,
        reached=reached,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """The ``shares`` by object, in the order of the work."""

    ground: Ground
    shares: Mapping[str, Decimal]
    now: datetime

    def reached(self, row: Competency, links: Mapping[str, Link]) -> ReachedView:
        """Return where the scores lead on one competency by ``links``, in the active language."""
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
    kinds = {link.object_key: link.kind for link in giving}
    counts = Counter(link.object_key for link in giving)
    for key in walked.sorted(counts):
        yield ScoredView(
            object_key=key,
            title=titles[key],
            kind=kinds[key],
            section=titles.get(walked.section_of(key), ""),
            competencies=counts[key],
        )
