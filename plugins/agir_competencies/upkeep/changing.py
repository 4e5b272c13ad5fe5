"""What would another rule make of where everybody stands, and how do all of them get there?

Another rule, or other weights of links. A preview judges by rules that are not written.
``settled`` brings every state that an older rule made to the rule of today, a range of learners
of one competency at a time, each written in a transaction of its own: readers see the old version
until their range is done, and a walk that was killed is taken up again by what is still old. A
range is judged before its rows are locked; a state that moved meanwhile is left to a second walk.
The evidence is not read again from the ledger: a rule judges what counts and says what it weighs,
and what counts is not its business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from math import inf
from time import perf_counter
from typing import Final
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models import Exists, OuterRef

from agir_competencies import rules
from agir_competencies.domain.mastery import DEMONSTRATED, Mastery, Placed, rounded, standing
from agir_competencies.domain.methods import Rule
from agir_competencies.domain.override import overruled
from agir_competencies.ledger import rows
from agir_competencies.models import Competency, CurrentEvidence, State
from agir_competencies.rules import Rules, Scope, Wish
from agir_competencies.standing import Fall, Moves, RulePreview, Settling
from agir_events.data import CompetencyStandingData
from agir_events.signals import COMPETENCY_DEMONSTRATED

READ_PAGE: Final = 1000  # states that a preview judges together
FIRST_RANGE: Final = 50
LEAST_RANGE: Final = 25
MOST_RANGE: Final = 500
AIMED_SECONDS: Final = 0.05  # a tenth of what a score that arrives meanwhile may wait
MOST_TRIES: Final = 5
EVERYBODY: Final = Scope()

Report = Callable[[Settling], None]


@dataclass(frozen=True, slots=True)
class Judged:
    """A state as it is stored, and what a rule says of the same evidence."""

    state: State
    rule: Rule
    mastery: Mastery

    @property
    def was(self) -> bool:
        """Tell whether the stored state says demonstrated."""
        return self.state.status == DEMONSTRATED


def preview(wish: Wish, *, most: int | None = None) -> RulePreview:
    """Return who would move where; write nothing.

    After ``most`` states (``None``: all) it stops and says that it is not complete.
    """
    moves: dict[UUID, Moves] = {}
    looked, complete = 0, True
    for competency, page in _supposed(wish):
        counted = moves.setdefault(competency.identifier, Moves(str(competency)))
        for one in page:
            _count(counted, one)
        looked += len(page)
        if most is not None and looked >= most:
            complete = False
            break
    return RulePreview(looked, complete, moves)


def falls(
    wish: Wish, *, after: tuple[int, UUID] | None = None, most: int | None = None
) -> Iterator[tuple[tuple[int, UUID], Fall]]:
    """Yield each status that would fall, behind the place that ``after`` resumes.

    Nothing more after ``most`` states were judged.
    """
    looked = 0
    for competency, page in _supposed(wish, after):
        if most is not None and looked >= most:
            return
        looked += len(page)
        for one in page:
            if one.was and not one.mastery.is_demonstrated:
                place = (competency.pk, one.state.subject)
                yield place, _fall(competency, one)


def _fall(competency: Competency, one: Judged) -> Fall:
    return Fall(
        subject=one.state.subject,
        competency=competency.identifier,
        label=str(competency),
        before=one.state.estimate,
        after=rounded(one.mastery.estimate),
        demonstrated_at=one.state.demonstrated_at,
    )


def _count(moves: Moves, one: Judged) -> None:
    now = one.mastery.is_demonstrated
    moves.gained += now and not one.was
    moves.fallen += one.was and not now
    moves.kept += now and one.mastery.by_former
    moves.demonstrated += now
    moves.states += 1


def _supposed(
    wish: Wish, after: tuple[int, UUID] | None = None
) -> Iterator[tuple[Competency, list[Judged]]]:
    """Yield pages of states of each competency that ``wish`` would judge anew, judged so."""
    for competency in measured(wish.scope):
        if after is not None and competency.pk < after[0]:
            continue
        if wish.weights is not None and competency.pk not in wish.weights:
            continue
        supposed = rules.present([competency.pk]).plus(wish)
        supposed.learn([competency.pk])
        if supposed.of(competency.pk).version != supposed.mark:
            continue  # a narrower rule judges it
        place = after[1] if after is not None and competency.pk == after[0] else None
        while page := _page(competency.pk, place, READ_PAGE):
            place = page[-1].subject
            yield competency, judged(page, competency.pk, supposed)


def measured(scope: Scope) -> Iterable[Competency]:
    """Return the competencies of a scope on which anybody was measured, by row id."""
    found = Competency.objects.filter(Exists(State.objects.filter(competency=OuterRef("pk"))))
    if scope.competency is not None:
        found = found.filter(pk=scope.competency)
    elif scope.framework is not None:
        found = found.filter(framework_id=scope.framework)
    return found.order_by("pk")


def judged(page: list[State], competency: int, known: Rules) -> list[Judged]:
    """Return what the rule of a competency says of these states. One SELECT."""
    rule = known.of(competency)
    evidence = CurrentEvidence.objects.filter(
        competency_id=competency, subject__in=[state.subject for state in page]
    )
    placed: dict[UUID, list[Placed]] = {}
    for subject, *row in evidence.values_list("subject", *rows.CURRENT_COLUMNS):
        placed.setdefault(subject, []).append(rows.placed_of(row))
    return [
        Judged(
            state,
            rule,
            overruled(standing(placed.get(state.subject, ()), rule), rows.override_in(state)),
        )
        for state in page
    ]


def settled(
    scope: Scope = EVERYBODY,
    *,
    report: Report | None = None,
    most: int = MOST_RANGE,
    seconds: float = inf,
) -> Settling:
    """Bring the states of a scope to the rules of today. Idempotent, resumed by calling it again.

    ``report`` hears how far it is after each range, of ``most`` learners at the most; none is
    begun once ``seconds`` have passed.
    """
    end = perf_counter() + seconds
    progress = Settling(total=waiting(scope))
    size = _Size(min(FIRST_RANGE, most), most)
    for competency in measured(scope):
        place: UUID | None = None
        again = False  # whoever was judged by the old rule meanwhile is found by a second walk
        while True:
            if perf_counter() > end:
                return progress
            known = rules.present([competency.pk])
            version = known.of(competency.pk).version
            page = _page(competency.pk, place, size.rows, older_than=version)
            if not page:
                if place is None or again:
                    break
                place, again = None, True
                continue
            place = page[-1].subject
            _settle(competency, judged(page, competency.pk, known), progress, size)
            if report is not None:
                report(progress)
    return progress


def waiting(scope: Scope = EVERYBODY) -> int:
    """Return how many states an older rule than that of today made."""
    total = 0
    for competency in measured(scope):
        version = rules.present([competency.pk]).of(competency.pk).version
        stale = State.objects.filter(competency_id=competency.pk).exclude(rule_version=version)
        total += stale.count()
    return total


@dataclass(slots=True)
class _Size:
    """How many learners a range has: as many as keep its transaction near what is aimed at."""

    rows: int
    most: int

    def took(self, learners: int, seconds: float) -> None:
        """Learn from one range."""
        fits = int(learners * AIMED_SECONDS / max(seconds, 0.001))
        self.rows = min(self.most, max(LEAST_RANGE, min(fits, self.rows * 2)))


def _settle(competency: Competency, found: list[Judged], progress: Settling, size: _Size) -> None:
    for left in range(MOST_TRIES - 1, -1, -1):
        began = perf_counter()
        try:
            moved = _written(competency, found)
        except OperationalError:
            if not left:
                raise
            continue
        seconds = perf_counter() - began
        break
    size.took(len(found), seconds)
    progress.longest = max(progress.longest, seconds)
    progress.done += len(moved)
    for one in moved:
        _count(progress.moves, one)
    for one in moved:
        if one.mastery.is_demonstrated and not one.was:
            _announce(one.state.subject, competency.identifier)


def _written(competency: Competency, found: list[Judged]) -> list[Judged]:
    """Write one range and return what was written: one SELECT and the upsert's batches.

    A state that was written since it was read is left out, and one that is gone stays gone.
    """
    now = datetime.now(UTC)
    states = {
        one.state.pk: rows.state_row(
            one.state.pk, one.state.subject, competency.pk, one.mastery, one.rule, now
        )
        for one in found
    }
    with transaction.atomic():
        locked = State.objects.select_for_update().filter(pk__in=list(states))
        present = dict(locked.values_list("pk", "updated_at"))
        kept = [one for one in found if present.get(one.state.pk) == one.state.updated_at]
        if kept:
            rows.upsert(State.objects, [states[one.state.pk] for one in kept], rows.STATE_CHANGES)
    return kept


def _page(
    competency: int, after: UUID | None, limit: int, *, older_than: int | None = None
) -> list[State]:
    """Return the next states of a competency; those alone that another version made, if asked."""
    found = State.objects.filter(competency_id=competency)
    if after is not None:
        found = found.filter(subject__gt=after)
    if older_than is not None:
        found = found.exclude(rule_version=older_than)
    return list(found.order_by("subject")[:limit])


def _announce(subject: UUID, competency: UUID) -> None:
    """Tell of a competency gained; the nightly reconciliation of badges finds what a kill lost."""
    COMPETENCY_DEMONSTRATED.send_event(
        standing=CompetencyStandingData(
            subject=str(subject),
            competencies=[str(competency)],
            occurred_at=datetime.now(UTC),
        )
    )
