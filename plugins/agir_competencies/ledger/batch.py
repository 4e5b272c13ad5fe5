"""How do many scores of many learners move their standings at once?

By the same law as ``fold``, one after the other in order of arrival, in memory: the tables are
read once before and written once after, in one transaction with the rows of all its learners
locked. Any split of the same scores into batches writes the same rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from agir_competencies import link_cache, rules
from agir_competencies.domain import identity
from agir_competencies.domain.current import advanced
from agir_competencies.domain.evidence import Fact
from agir_competencies.domain.mastery import Mastery, Placed, standing
from agir_competencies.domain.override import Override, overruled
from agir_competencies.ledger import held, rows
from agir_competencies.ledger.fold import (
    Change,
    Step,
    counting_after,
    current_key,
    evidence_of,
    fact_of,
)
from agir_competencies.ledger.heard import Heard, of_entry
from agir_competencies.link_cache import ObjectLink
from agir_competencies.models import CurrentEvidence, Evidence, InboxEntry, LinkVersion, State
from agir_competencies.rules import Rules
from agir_platform.learners import api as learners


@dataclass(frozen=True, slots=True)
class Piece:
    """One score on one competency: the ledger's row, and the current evidence it may change."""

    link: ObjectLink
    evidence: Evidence
    key: UUID


@dataclass(frozen=True, slots=True)
class Told:
    """One score and its pieces, one a link."""

    subject: UUID
    heard: Heard
    pieces: tuple[Piece, ...]


@dataclass(slots=True)
class Desk:
    """What lies before the fold of a batch: read once, moved in memory, written once."""

    judged: Rules
    placed: dict[held.Pair, dict[UUID, Placed]]
    overrides: dict[held.Pair, Override]
    facts: dict[UUID, dict[UUID, Fact]]
    standings: dict[held.Pair, Mastery] = field(default_factory=dict)
    currents: dict[UUID, CurrentEvidence] = field(default_factory=dict)


class _Departed(Exception):
    """Learners left while the batch waited for their rows; ``entries`` are theirs, and gone."""

    def __init__(self, entries: Collection[int]) -> None:
        super().__init__()
        self.entries = frozenset(entries)


def fold_all(entries: Sequence[InboxEntry]) -> list[Change]:
    """Write these scores into ledger, current evidence and state; return what each did.

    One transaction; a score that nothing links does nothing. Folding the same again changes
    nothing. Statements: learners, link versions, newest rule, current evidence (one for each
    4,000 pairs), the ledger only where one more fact is not enough, and three writes.
    """
    left = sorted(entries, key=lambda entry: entry.pk)
    while True:
        try:
            with transaction.atomic():
                return _folded(left)
        except _Departed as departed:
            left = [entry for entry in left if entry.pk not in departed.entries]


def _folded(entries: Sequence[InboxEntry]) -> list[Change]:
    if not entries:
        return []
    met = learners.locked_all(entry.user_id for entry in entries)
    _check_all_stayed(entries, met)
    now = datetime.now(UTC)
    told = _told(entries, met, now)
    if not told:
        return []
    return moved(told, now)


def moved(told: Sequence[Told], now: datetime) -> list[Change]:
    """Move what these scores move and write it; their learners' rows are locked already."""
    desk = _desk(told)
    changes = [_moved(one, desk) for one in told]
    _write(told, desk, now)
    return changes


def _check_all_stayed(entries: Sequence[InboxEntry], met: dict[int, Any]) -> None:
    """Raise when retirement took learner and entry: then the row was made anew just now."""
    late = {entry.pk for entry in entries if met[entry.user_id].created_at >= entry.received_at}
    if late:
        gone = late.difference(InboxEntry.objects.filter(pk__in=late).values_list("pk", flat=True))
        if gone:
            raise _Departed(gone)


def _told(entries: Sequence[InboxEntry], met: dict[int, Any], now: datetime) -> list[Told]:
    courses = {entry.course_key for entry in entries}
    versions = dict(
        LinkVersion.objects.filter(course_key__in=courses).values_list("course_key", "version")
    )
    links = {key: link_cache.load(key, versions.get(key, 0)).by_object for key in courses}
    found = []
    for entry in entries:
        heard, subject = of_entry(entry), met[entry.user_id].subject
        pieces = tuple(
            Piece(link, evidence_of(subject, heard, link, now), current_key(subject, heard, link))
            for link in links[entry.course_key].get(heard.object_key, ())
            if link.hears(heard.kind, heard.part)
        )
        if pieces:
            found.append(Told(subject, heard, pieces))
    return found


def _desk(told: Sequence[Told]) -> Desk:
    wanted: dict[UUID, set[int]] = defaultdict(set)
    for one in told:
        wanted[one.subject].update(piece.link.competency_pk for piece in one.pieces)
    mark = rules.newest().first()
    judged = rules.known(mark["version"] if mark else None, set().union(*wanted.values()))
    found = held.holdings(wanted)
    return Desk(judged, found.placed, found.overrides, _facts(told, found.placed))


def _facts(
    told: Sequence[Told], placed: dict[held.Pair, dict[UUID, Placed]]
) -> dict[UUID, dict[UUID, Fact]]:
    """Return the ledger of those objects of which one more fact is not enough to know."""
    walked: dict[UUID, Placed | None] = {}
    late: dict[UUID, set[int]] = defaultdict(set)
    objects: set[str] = set()
    keys: set[UUID] = set()
    for one in told:
        for piece in one.pieces:
            pair = (one.subject, piece.link.competency_pk)
            before = walked.get(piece.key) or placed.get(pair, {}).get(piece.key)
            after = advanced(before.current if before else None, fact_of(piece.evidence))
            if after is not None:
                walked[piece.key] = Placed(piece.key, one.heard.object_key, after, one.heard.kind)
                continue
            late[one.subject].add(piece.link.competency_pk)
            objects.add(one.heard.object_key)
            keys.add(piece.key)
    if not late:
        return {}
    found = held.by_object(held.facts(late, objects))
    return {key: found.get(key, {}) for key in keys}


def _moved(one: Told, desk: Desk) -> Change:
    """Let one score move what lies on the desk; the same steps as the fold of it alone."""
    steps = []
    for piece in one.pieces:
        pair = (one.subject, piece.link.competency_pk)
        placed, ledger = desk.placed.setdefault(pair, {}), desk.facts.get(piece.key)
        current = counting_after(
            placed.get(piece.key), piece.evidence, list((ledger or {}).values())
        )
        if ledger is not None:
            ledger.setdefault(piece.evidence.id, fact_of(piece.evidence))
        rule = desk.judged.of(piece.link.competency_pk)
        override = desk.overrides.get(pair)
        before = desk.standings.get(pair) or overruled(standing(placed.values(), rule), override)
        placed[piece.key] = Placed(piece.key, one.heard.object_key, current, one.heard.kind)
        after = overruled(standing(placed.values(), rule), override)
        desk.standings[pair] = after
        desk.currents[piece.key] = rows.current_row(piece.evidence, piece.key, current)
        steps.append(Step(piece.link.identifier, before, after))
    return Change(one.subject, one.heard, tuple(steps))


def _write(told: Sequence[Told], desk: Desk, now: datetime) -> None:
    """Write in the order of the ids, so that two batches that meet wait and do not lock up."""
    ledger: dict[UUID, Evidence] = {}
    states: dict[UUID, State] = {}
    for one in told:
        for piece in one.pieces:
            ledger.setdefault(piece.evidence.id, piece.evidence)
            competency = piece.link.competency_pk
            key = identity.state_id(subject=one.subject, competency=piece.link.identifier)
            if key not in states:
                after = desk.standings[one.subject, competency]
                rule = desk.judged.of(competency)
                states[key] = rows.state_row(key, one.subject, competency, after, rule, now)
    rows.append([ledger[key] for key in sorted(ledger)])
    currents = [desk.currents[key] for key in sorted(desk.currents)]
    rows.upsert(CurrentEvidence.objects, currents, rows.CURRENT_CHANGES)
    rows.upsert(State.objects, [states[key] for key in sorted(states)], rows.STATE_CHANGES)
