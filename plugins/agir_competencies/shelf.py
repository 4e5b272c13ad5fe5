"""How are a learner's standings read from the tables, whole and in few statements?

States with their competencies, current evidence, live links of these objects, the newest rule,
translations: one SELECT each, and the titles by the platform's own constant number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.db.models import Q
from django.utils import translation

from agir_competencies import rules
from agir_competencies.attesting import vouched
from agir_competencies.domain import contributions
from agir_competencies.domain.link import EVIDENCE_KINDS, HEARD_KINDS
from agir_competencies.domain.mastery import Placed, counted, pieces_of, standing, weight_in
from agir_competencies.domain.next_activity import Candidate
from agir_competencies.explaining import Case, case, explained
from agir_competencies.ledger.rows import CURRENT_COLUMNS, placed_of
from agir_competencies.models import (
    Competency,
    CompetencyTranslation,
    CurrentEvidence,
    Link,
    State,
)
from agir_competencies.selfchecks.reading import SAID, sentence_of
from agir_competencies.standing import EvidenceView, Explanation, Standing
from agir_platform.select import platform


@dataclass(frozen=True, slots=True)
class Entry:
    """One standing with its whole explanation."""

    standing: Standing
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Materials:
    """What was read, ready to be judged: ``links`` are live, by competency, in their order."""

    placed: Mapping[int, list[Placed]]
    links: Mapping[int, Mapping[str, tuple[str, Decimal]]]
    labels: Mapping[int, str]
    judged: rules.Rules


@dataclass(frozen=True, slots=True)
class Shown:
    """What a learner reads: titles and names by object, decisions by competency's row."""

    titles: Mapping[str, str]
    vouched: Mapping[str, vouched.Vouched]
    decided: Mapping[int, object]


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose shelf, and in which language; ``user_id`` where activities to do are wanted."""

    language: str
    user_id: int | None = None


def read(subject: UUID, asked: Asked, *, identifiers: Iterable[UUID] | None = None) -> list[Entry]:
    """Return the learner's standings as ``asked``, demonstrated ones first."""
    states = State.objects.filter(subject=subject).select_related("competency__framework")
    states = states.annotate(**SAID)
    if identifiers is not None:
        states = states.filter(competency__identifier__in=list(identifiers))
    found = list(states)
    if not found:
        return []
    now = datetime.now(UTC)
    decided = vouched.decisions(subject, found, now)
    for state in found:
        state.status = vouched.status_of(state, now)
    materials = _materials(subject, [state.competency_id for state in found], asked)
    open_now = [one.competency_id for one in found if one.status != "demonstrated"]
    serves = _serves(materials, open_now)
    cases = [_case(state, materials, serves) for state in found]
    titles = _titles(materials, cases)
    with translation.override(asked.language or None):
        several = (one for placed in materials.placed.values() for one in placed)
        shown = Shown(titles, vouched.of_evidence(subject, several), decided)
        entries = [
            _entry(state, told, materials, shown) for state, told in zip(found, cases, strict=True)
        ]
    return sorted(entries, key=_reading_order)


def unmeasured(identifiers: Iterable[UUID], asked: Asked) -> dict[UUID, Explanation]:
    """Return what there is to say of competencies nobody measured; unknown ones are absent."""
    rows = Competency.objects.filter(identifier__in=list(identifiers))
    found = dict(rows.values_list("identifier", "id"))
    if not found:
        return {}
    judged = rules.present(found.values())
    links = _links(found.values(), (), asked)
    materials = Materials({}, links, {}, judged)
    serves = _serves(materials, found.values())
    cases = {one: _untouched(key, materials, serves) for one, key in found.items()}
    titles = _titles(materials, cases.values())
    with translation.override(asked.language or None):
        return {one: explained(told, titles) for one, told in cases.items()}


def _untouched(competency: int, materials: Materials, serves: Mapping[str, int]) -> Case:
    rule = materials.judged.of(competency)
    return case([], standing([], rule), rule, _candidates(competency, materials, serves))


def _case(state: State, materials: Materials, serves: Mapping[str, int]) -> Case:
    placed = materials.placed.get(state.competency_id, [])
    rule = materials.judged.at(state.competency_id, state.rule_version)
    candidates = _candidates(state.competency_id, materials, serves)
    pieces = pieces_of(counted(placed, rule), rule)
    return case(pieces, standing(placed, rule), rule, candidates)


def _candidates(
    competency: int, materials: Materials, serves: Mapping[str, int]
) -> list[Candidate]:
    """Return the activities of the learner's courses that show a competency and do not yet."""
    answered = _answered(competency, materials)
    return [
        Candidate(key, Fraction(weight), serves.get(key, 1))
        for key, (kind, weight) in materials.links.get(competency, {}).items()
        if kind in EVIDENCE_KINDS and weight and key not in answered
    ]


def _answered(competency: int, materials: Materials) -> set[str]:
    placed = materials.placed.get(competency, [])
    return {one.object_key for one in placed if one.current.share is not None}


def _serves(materials: Materials, competencies: Iterable[int]) -> Counter[str]:
    """Return how many of these competencies each object shows."""
    return Counter(key for one in competencies for key in materials.links.get(one, {}))


def _titles(materials: Materials, cases: Iterable[Case]) -> Mapping[str, str]:
    """Return the titles of what was answered and of what is advised. The platform's own cost."""
    keys = {one.object_key for several in materials.placed.values() for one in several}
    keys |= {told.activity.object_key for told in cases if told.activity is not None}
    return platform().courses.titles(keys) if keys else {}


def _reading_order(entry: Entry) -> tuple[bool, str, str, str]:
    told = entry.standing
    return (
        told.status != "demonstrated",
        told.framework.casefold(),
        told.label.casefold(),
        str(told.identifier),
    )


def _materials(subject: UUID, competencies: Sequence[int], asked: Asked) -> Materials:
    rows = CurrentEvidence.objects.filter(subject=subject, competency_id__in=competencies)
    placed: dict[int, list[Placed]] = {}
    for row in rows.values_list(*CURRENT_COLUMNS):
        placed.setdefault(row[1], []).append(placed_of(row))
    keys = {one.object_key for several in placed.values() for one in several}
    language = asked.language
    said = CompetencyTranslation.objects.filter(
        competency_id__in=competencies, language__in={language, language.partition("-")[0]}
    )
    return Materials(
        placed=placed,
        links=_links(competencies, keys, asked),
        labels={row[0]: row[1] or row[2] for row in _said(said)},
        judged=rules.present(competencies),
    )


def _links(
    competencies: Iterable[int], keys: Collection[str], asked: Asked
) -> dict[int, dict[str, tuple[str, Decimal]]]:
    """Return the live links of these objects, and of the courses that the learner follows.

    One SELECT, and the platform's own where it is asked which courses these are.
    """
    courses = (
        []
        if asked.user_id is None
        else [one.course_key for one in platform().enrolments.of_learner(asked.user_id)]
    )
    found: dict[int, dict[str, tuple[str, Decimal]]] = {}
    if not (keys or courses):
        return found
    rows = Link.objects.filter(
        Q(object_key__in=keys) | Q(course_key__in=courses),
        competency_id__in=list(competencies),
        removed_at=None,
    ).order_by("course_key", "object_key")
    for competency, key, kind, weight in rows.values_list(
        "competency_id", "object_key", "kind", "weight"
    ):
        found.setdefault(competency, {})[key] = (kind, weight)
    return found


def _said(rows: Iterable[CompetencyTranslation]) -> list[tuple[int, str, str]]:
    return [(row.competency_id, row.short, row.statement) for row in rows]


def _entry(state: State, told: Case, materials: Materials, shown: Shown) -> Entry:
    competency = state.competency
    placed = materials.placed.get(competency.pk, [])
    explanation = replace(explained(told, shown.titles), said=sentence_of(state))
    if competency.pk in shown.decided:
        explanation = vouched.with_decision(explanation, shown.decided[competency.pk])
    ordered = [one.id for one in counted(placed, told.rule)]
    percents = dict(zip(ordered, contributions.shown(told.pieces, told.rule), strict=True))
    view = Standing(
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
        evidence=tuple(
            _seen(
                one,
                shown,
                link_removed=_is_unlinked(one, materials.links.get(competency.pk, {})),
                percent=percents.get(one.id, 0),
                weight=weight_in(one, told.rule),
            )
            for one in _in_order(placed)
        ),
        activity=explanation.activity,
        said=explanation.said,
    )
    return Entry(view, explanation)


def _in_order(placed: Iterable[Placed]) -> list[Placed]:
    """Return the newest first, whether it counts or not."""
    return sorted(placed, key=lambda one: (one.current.last_at, one.id), reverse=True)


def _seen(
    one: Placed, shown: Shown, *, link_removed: bool, percent: int, weight: Fraction
) -> EvidenceView:
    current = one.current
    named = shown.vouched.get(one.object_key, vouched.Vouched())
    activity = shown.titles.get(one.object_key, "")
    return EvidenceView(
        object_key=one.object_key,
        title=named.title or activity,
        public_title=named.public_title or activity,
        note=named.note,
        url=named.url,
        share=current.share,
        weight=Decimal(weight.numerator) / Decimal(weight.denominator),
        occurred_at=current.scored_at or current.last_at,
        counted=current.share is not None and weight > 0,
        link_removed=link_removed,
        percent=percent,
        kind=one.kind,
    )


def _is_unlinked(one: Placed, links: Mapping[str, object]) -> bool:
    """Tell whether an author unlinked the object since; what needs no link is never unlinked."""
    return one.kind in HEARD_KINDS and one.object_key not in links
