"""How does evidence that no link brings enter the ledger?

Somebody attests a competency, a reviewer accepts prior learning, a block of the suite concludes
it: no tag tells of it and no score of the platform. It is moved by the fold of a batch, in one
transaction with the learners' rows locked, so that replay, recompute and verify need not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import ClassVar, Final
from uuid import UUID

from django.db import transaction

from agir_competencies.domain import identity
from agir_competencies.domain.evidence import TAKEN_AWAY
from agir_competencies.domain.link import RECORDED_KINDS
from agir_competencies.ledger import batch
from agir_competencies.ledger.announce import announce
from agir_competencies.ledger.batch import Piece, Told
from agir_competencies.ledger.fold import Change, current_key, evidence_of
from agir_competencies.ledger.heard import LONGEST_KEY, Heard
from agir_competencies.link_cache import ObjectLink
from agir_competencies.models import Competency, Evidence
from agir_kernel.errors import DomainError
from agir_kernel.figures import SHARE_QUANTUM
from agir_platform.learners import api as learners
from agir_platform.ports import ScoreCause

WEIGHT_QUANTUM: Final = Decimal("0.01")
MOST_WEIGHT: Final = Decimal("999.99")


class ObservationUnusable(DomainError):
    """What nobody could have observed. Facts: ``reason`` (a name of a field of it)."""

    code: ClassVar[str] = "observation_unusable"


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing observed of one learner and one competency (its identifier).

    ``object_key`` (1 to 255 characters) names what was observed: a block's usage key, or a key of
    the recorder's own such as ``attestation:<uuid>``; of one object the best counts, once.
    ``course_key`` may be ''. ``kind`` is one of ``RECORDED_KINDS``. ``share`` is 0 to 1 inclusive,
    kept with six decimals, ``None`` exactly when ``cause`` takes it away (reset, deletion);
    ``weight`` above 0 with at most two. ``occurred_at`` is aware.
    """

    subject: UUID
    competency: UUID
    course_key: str
    object_key: str
    kind: str
    share: Decimal | None
    weight: Decimal
    occurred_at: datetime
    cause: ScoreCause


def record(observations: Sequence[Observation]) -> int:
    """Record what was observed; see ``api.recording.record``."""
    sound = list(dict.fromkeys([_checked(one) for one in observations]))
    if not sound:
        return 0
    with transaction.atomic():
        changes = _recorded(sound)
        for change in changes:
            transaction.on_commit(lambda change=change: announce(change), robust=True)  # type: ignore[misc]
    return sum(len(change.steps) for change in changes)


def _recorded(observations: Sequence[Observation]) -> list[Change]:
    users = _locked({one.subject for one in observations})
    now = datetime.now(UTC)
    present = [one for one in observations if one.subject in users]
    new = _without_known(_told(present, users, now))
    return batch.moved(new, now) if new else []


def _locked(subjects: set[UUID]) -> dict[UUID, int]:
    """Return the users of those who have not left, their rows locked."""
    found = learners.locked_all(learners.users_of(subjects).values()).values()
    for row in found:
        if row.subject not in subjects:  # they left meanwhile: the lock has just made somebody new
            learners.forget(row.user_id)
    return {row.subject: row.user_id for row in found if row.subject in subjects}


def _told(
    observations: Sequence[Observation], users: Mapping[UUID, int], now: datetime
) -> Iterator[Told]:
    wanted = {one.competency for one in observations}
    rows = dict(Competency.objects.filter(identifier__in=wanted).values_list("identifier", "id"))
    unknown = wanted - rows.keys()
    if unknown:
        raise ObservationUnusable(reason="competency")
    for one in observations:
        heard = Heard(
            users[one.subject], one.course_key, one.object_key, one.kind, one.cause, one.share,
            one.occurred_at,
        )  # fmt: skip
        link = ObjectLink(
            identity.link_id(one.object_key, one.competency), rows[one.competency],
            one.competency, one.kind, one.weight,
        )  # fmt: skip
        piece = Piece(
            link, evidence_of(one.subject, heard, link, now), current_key(one.subject, heard, link)
        )
        yield Told(one.subject, heard, (piece,))


def _without_known(told: Iterable[Told]) -> list[Told]:
    """Leave out what the ledger has: it was folded in the transaction that wrote it."""
    new: dict[UUID, Told] = {}
    for one in told:
        new.setdefault(one.pieces[0].evidence.id, one)
    known = set(Evidence.objects.filter(pk__in=new).values_list("pk", flat=True))
    return [one for key, one in new.items() if key not in known]


def _checked(one: Observation) -> Observation:
    """Return the observation with its figures quantised; raise ``ObservationUnusable``."""
    share = None if one.share is None else _figure(one.share, SHARE_QUANTUM, "share")
    weight = _figure(one.weight, WEIGHT_QUANTUM, "weight")
    if weight != one.weight:  # a share is a measure and may be rounded; a weight is a choice
        raise ObservationUnusable(reason="weight")
    wrong = {
        "kind": one.kind not in RECORDED_KINDS,
        "object_key": not 0 < len(one.object_key) <= LONGEST_KEY,
        "course_key": len(one.course_key) > LONGEST_KEY,
        "share": (share is None) is not (one.cause in TAKEN_AWAY)
        or (share is not None and not 0 <= share <= 1),
        "weight": not 0 < weight <= MOST_WEIGHT,
        "occurred_at": one.occurred_at.tzinfo is None,
    }
    for reason, is_wrong in wrong.items():
        if is_wrong:
            raise ObservationUnusable(reason=reason)
    return replace(one, share=share, weight=weight)


def _figure(value: Decimal, quantum: Decimal, reason: str) -> Decimal:
    """Return ``value`` at the ledger's fineness, rounded half to even."""
    if not isinstance(value, Decimal) or not value.is_finite() or abs(value) > MOST_WEIGHT:
        raise ObservationUnusable(reason=reason)
    return value.quantize(quantum, rounding=ROUND_HALF_EVEN)
