"""How does one score move a learner's standing?

One transaction with the learner's row locked, so that two scores of one learner follow each
other. Five statements, whatever the number of competencies, of blocks or of past evidence: the
learner with the course's link version and the newest rule, what the tables hold, the ledger, what
counts now, where the learner stands. What the standing was before is folded too, not read.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Subquery

from agir_competencies import link_cache, rules
from agir_competencies.domain import identity
from agir_competencies.domain.current import advanced, folded
from agir_competencies.domain.evidence import Current, Fact
from agir_competencies.domain.mastery import Mastery, Placed, standing
from agir_competencies.domain.override import overruled
from agir_competencies.ledger import rows
from agir_competencies.ledger.heard import Heard
from agir_competencies.link_cache import ObjectLink
from agir_competencies.models import CurrentEvidence, Evidence, InboxEntry, LinkVersion, State
from agir_platform.learners import api as learners
from agir_platform.ports import ScoreCause


@dataclass(frozen=True, slots=True)
class Step:
    """Where one competency stood before and stands after; both are exact folds."""

    identifier: UUID
    before: Mastery
    after: Mastery


@dataclass(frozen=True, slots=True)
class Change:
    """What one score did: a step for each competency that it is evidence of."""

    subject: UUID
    heard: Heard
    steps: tuple[Step, ...]


def fold(
    heard: Heard, *, only: Collection[int] | None = None, entry: InboxEntry | None = None
) -> Change | None:
    """Write ``heard`` into ledger, current evidence and state; ``None`` when nothing links it.

    One transaction. ``only`` keeps to some competencies, by row id. ``entry`` is the inbox row
    that told of it. Folding the same score again changes nothing.
    """
    with transaction.atomic():
        version = LinkVersion.objects.filter(course_key=heard.course_key).values("version")
        learner = learners.locked(
            heard.user_id, link_version=Subquery(version), rule_mark=Subquery(rules.newest())
        )
        if entry is not None and _has_left(learner, entry):
            transaction.set_rollback(True)
            return None
        course = link_cache.load(heard.course_key, learner.link_version or 0)
        links = [
            link
            for link in course.by_object.get(heard.object_key, ())
            if link.hears(heard.kind, heard.part) and (only is None or link.competency_pk in only)
        ]
        if not links:
            return None
        return _written(learner.subject, heard, links, learner.rule_mark)


def _has_left(learner: Any, entry: InboxEntry) -> bool:
    """Tell whether retirement took learner and entry while this fold waited for the lock.

    Then ``locked`` has just made somebody new, later than the entry, which is gone.
    """
    late = learner.created_at >= entry.received_at
    return late and not InboxEntry.objects.filter(pk=entry.pk).exists()


def _written(subject: UUID, heard: Heard, links: list[ObjectLink], rule_mark: int | None) -> Change:
    now = datetime.now(UTC)
    competencies = [link.competency_pk for link in links]
    judged = rules.known(rule_mark, competencies)
    ledger = [evidence_of(subject, heard, link, now) for link in links]
    keys = [current_key(subject, heard, link) for link in links]
    held = rows.read(subject, competencies, ledger[0], keys)
    currents, states, steps = [], [], []
    for link, evidence, key in zip(links, ledger, keys, strict=True):
        placed = held.placed.get(link.competency_pk, {})
        current = counting_after(placed.get(key), evidence, held.facts.get(link.competency_pk, []))
        rule, override = judged.of(link.competency_pk), held.overrides.get(link.competency_pk)
        before = overruled(standing(placed.values(), rule), override)
        moved = {**placed, key: Placed(key, heard.object_key, current, heard.kind)}
        after = overruled(standing(moved.values(), rule), override)
        currents.append(rows.current_row(evidence, key, current))
        state = identity.state_id(subject=subject, competency=link.identifier)
        states.append(rows.state_row(state, subject, link.competency_pk, after, rule, now))
        steps.append(Step(link.identifier, before, after))
    rows.append(ledger)
    rows.upsert(CurrentEvidence.objects, currents, rows.CURRENT_CHANGES)
    rows.upsert(State.objects, states, rows.STATE_CHANGES)
    return Change(subject, heard, tuple(steps))


def counting_after(placed: Placed | None, evidence: Evidence, ledger: list[Fact]) -> Current:
    """Return what counts after ``evidence``, by one step or by reading the ledger again."""
    fact = fact_of(evidence)
    current = advanced(placed.current if placed else None, fact)
    if current is None:
        current = folded([*ledger, fact])
    if current is None:  # pragma: no cover  a fold of at least one fact is something
        raise AssertionError
    return current


def fact_of(evidence: Evidence) -> Fact:
    """Return what a row of the ledger says."""
    return Fact(
        evidence.id,
        ScoreCause(evidence.cause),
        evidence.share,
        evidence.weight,
        evidence.occurred_at,
    )


def evidence_of(subject: UUID, heard: Heard, link: ObjectLink, now: datetime) -> Evidence:
    """Return the ledger's row of one score and one link."""
    key = identity.evidence_id(
        subject=subject,
        competency=link.identifier,
        object_key=heard.object_key,
        kind=heard.kind,
        cause=heard.cause.value,
        share=heard.share,
        occurred_at=heard.occurred_at,
    )
    return Evidence(
        id=key,
        subject=subject,
        competency_id=link.competency_pk,
        course_key=heard.course_key,
        object_key=heard.object_key,
        kind=heard.kind,
        cause=heard.cause.value,
        share=heard.share,
        weight=link.weight,
        occurred_at=heard.occurred_at,
        recorded_at=now,
    )


def current_key(subject: UUID, heard: Heard, link: ObjectLink) -> UUID:
    """Return the id of what the object of ``heard`` says of one competency."""
    return identity.current_id(
        subject=subject,
        competency=link.identifier,
        object_key=heard.object_key,
        kind=heard.kind,
    )
