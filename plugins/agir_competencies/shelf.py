"""How are a learner's standings read from the tables, whole and in few statements?

States with their competencies, current evidence, live links of these objects, the newest rule,
translations: one SELECT each, and the titles by the platform's own constant number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import translation

from agir_competencies import rules
from agir_competencies.domain.mastery import Placed, counted, pieces_of, standing
from agir_competencies.domain.methods import Rule
from agir_competencies.explaining import explained
from agir_competencies.ledger.rows import CURRENT_COLUMNS, placed_of
from agir_competencies.models import (
    Competency,
    CompetencyTranslation,
    CurrentEvidence,
    Link,
    State,
)
from agir_competencies.standing import EvidenceView, Explanation, Standing
from agir_platform.select import platform


@dataclass(frozen=True, slots=True)
class Entry:
    """One standing with its whole explanation."""

    standing: Standing
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Materials:
    """What was read, ready to be told."""

    placed: Mapping[int, list[Placed]]
    titles: Mapping[str, str]
    live: frozenset[tuple[str, int]]
    labels: Mapping[int, str]
    judged: rules.Rules


def read(subject: UUID, *, language: str, identifiers: Iterable[UUID] | None = None) -> list[Entry]:
    """Return the learner's standings told in ``language``, demonstrated ones first."""
    states = State.objects.filter(subject=subject).select_related("competency__framework")
    if identifiers is not None:
        states = states.filter(competency__identifier__in=list(identifiers))
    found = list(states)
    if not found:
        return []
    materials = _materials(subject, [state.competency_id for state in found], language)
    with translation.override(language or None):
        entries = [_entry(state, materials) for state in found]
    return sorted(entries, key=_reading_order)


def unmeasured(identifiers: Iterable[UUID], *, language: str) -> dict[UUID, Explanation]:
    """Return what there is to say of competencies nobody measured; unknown ones are absent."""
    rows = Competency.objects.filter(identifier__in=list(identifiers))
    found = dict(rows.values_list("identifier", "id"))
    if not found:
        return {}
    judged = rules.present(found.values())
    with translation.override(language or None):
        return {one: _untouched(judged.of(key)) for one, key in found.items()}


def _untouched(rule: Rule) -> Explanation:
    return explained([], standing([], rule), rule, {})


def _reading_order(entry: Entry) -> tuple[bool, str, str, str]:
    told = entry.standing
    return (
        told.status != "demonstrated",
        told.framework.casefold(),
        told.label.casefold(),
        str(told.identifier),
    )


def _materials(subject: UUID, competencies: Sequence[int], language: str) -> Materials:
    rows = CurrentEvidence.objects.filter(subject=subject, competency_id__in=competencies)
    placed: dict[int, list[Placed]] = {}
    for row in rows.values_list(*CURRENT_COLUMNS):
        placed.setdefault(row[1], []).append(placed_of(row))
    keys = {one.object_key for several in placed.values() for one in several}
    links = Link.objects.filter(object_key__in=keys, removed_at=None)
    said = CompetencyTranslation.objects.filter(
        competency_id__in=competencies, language__in={language, language.partition("-")[0]}
    )
    return Materials(
        placed=placed,
        titles=platform().courses.titles(keys) if keys else {},
        live=frozenset(links.values_list("object_key", "competency_id")),
        labels={row[0]: row[1] or row[2] for row in _said(said)},
        judged=rules.present(competencies),
    )


def _said(rows: Iterable[CompetencyTranslation]) -> list[tuple[int, str, str]]:
    return [(row.competency_id, row.short, row.statement) for row in rows]


def _entry(state: State, materials: Materials) -> Entry:
    competency = state.competency
    placed = materials.placed.get(competency.pk, [])
    rule = materials.judged.at(competency.pk, state.rule_version)
    explanation = explained(
        pieces_of(counted(placed)), standing(placed, rule), rule, materials.titles
    )
    told = Standing(
        identifier=competency.identifier,
        uri=competency.uri,
        label=materials.labels.get(competency.pk) or str(competency),
        framework=competency.framework.title,
        status=state.status,
        estimate=state.estimate,
        certainty=state.certainty,
        evidence_count=state.evidence_count,
        last_evidence_at=state.last_evidence_at,
        demonstrated_at=state.demonstrated_at,
        explanation=explanation.text,
        next=explanation.next,
        evidence=tuple(_seen(one, competency.pk, materials) for one in _in_order(placed)),
    )
    return Entry(told, explanation)


def _in_order(placed: Iterable[Placed]) -> list[Placed]:
    """Return the newest first, whether it counts or not."""
    return sorted(placed, key=lambda one: (one.current.last_at, one.id), reverse=True)


def _seen(one: Placed, competency: int, materials: Materials) -> EvidenceView:
    current = one.current
    return EvidenceView(
        object_key=one.object_key,
        title=materials.titles.get(one.object_key, ""),
        share=current.share,
        weight=current.weight,
        occurred_at=current.scored_at or current.last_at,
        counted=current.share is not None,
        link_removed=(one.object_key, competency) not in materials.live,
    )
