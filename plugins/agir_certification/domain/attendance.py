"""How does a passage go: expected, present or absent, decided?

A jury decides and a named person records it. A certificate of the platform proposes and decides
nothing (design, decision 8).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Final

from agir_certification.domain.passage import (
    Access,
    ExamMode,
    Initiative,
    LanguageLevel,
    Mention,
    Obtained,
    VaeRoute,
)
from agir_kernel.errors import DomainError


class Attendance(StrEnum):
    """Whether the person came; ``EXCUSED`` is absent for a legitimate reason."""

    EXPECTED = "expected"
    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"


class Decision(StrEnum):
    """What the jury decided."""

    OBTAINED = "obtained"
    PARTLY_OBTAINED = "partly_obtained"
    NOT_OBTAINED = "not_obtained"


class Deposit(StrEnum):
    """Where a passage stands at the Caisse des Dépôts."""

    NONE = "none"
    READY = "ready"
    IN_BATCH = "in_batch"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXCLUDED = "excluded"


DEPOSIT_MOVES: Final[dict[Deposit, frozenset[Deposit]]] = {
    Deposit.NONE: frozenset({Deposit.READY, Deposit.EXCLUDED}),
    Deposit.READY: frozenset({Deposit.IN_BATCH, Deposit.EXCLUDED, Deposit.NONE}),
    Deposit.IN_BATCH: frozenset({Deposit.ACCEPTED, Deposit.REFUSED, Deposit.READY}),
    Deposit.REFUSED: frozenset({Deposit.READY, Deposit.EXCLUDED}),
    Deposit.EXCLUDED: frozenset({Deposit.READY, Deposit.NONE}),
    Deposit.ACCEPTED: frozenset(),
}


class PassageUnknown(DomainError):
    """There is no such passage."""

    code: ClassVar[str] = "passage_unknown"


class PassageNotHandedOver(DomainError):
    """The Caisse des Dépôts does not hold this passage: it asks nothing about it."""

    code: ClassVar[str] = "passage_not_handed_over"


class RectificationMalformed(DomainError):
    """A request that cannot be (``field``): on a day to come, or of nothing."""

    code: ClassVar[str] = "rectification_malformed"


class RectificationUnknown(DomainError):
    """There is no such request."""

    code: ClassVar[str] = "rectification_unknown"


class AbsenceProofKept(DomainError):
    """The proof of an absence would be deleted, and nobody said that it may be."""

    code: ClassVar[str] = "absence_proof_kept"


class PassageSettled(DomainError):
    """The passage is on its way or was accepted: it no longer changes here (``state``)."""

    code: ClassVar[str] = "passage_settled"


class DecisionRefused(DomainError):
    """What was recorded does not hold together (``reason``)."""

    code: ClassVar[str] = "decision_refused"


class JuryUnknown(DomainError):
    """There is no such jury."""

    code: ClassVar[str] = "jury_unknown"


class JuryMalformed(DomainError):
    """A jury without members or a president, or a day that cannot be (``field``)."""

    code: ClassVar[str] = "jury_malformed"


class MinutesUnsigned(DomainError):
    """Decisions are recorded from signed minutes, and these are not there yet."""

    code: ClassVar[str] = "minutes_unsigned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a named person records of a jury's decision.

    ``blocs`` says of each bloc whether it was obtained. ``delivered_on`` is the day on which the
    certification was given. Words are those of the accrochage schema; ``None`` is not said.
    """

    decision: Decision
    delivered_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    blocs: Mapping[str, bool] = field(default_factory=dict)
    obtained_by: Obtained = Obtained.PAR_ADMISSION
    exam_start: date | None = None
    exam_end: date | None = None
    exam_mode: ExamMode | None = None
    exam_postal_code: str = ""
    score: str = ""
    mention: Mention | None = None
    language_level: LanguageLevel | None = None
    digital_level: Mapping[str, Any] | None = None
    access: Access | None = None
    vae: VaeRoute | None = None
    initiative: Initiative | None = None
    option: str = ""
    proof_url: str = ""


def ensure_holds_together(
    result: Result, *, attendance: Attendance, blocs: frozenset[str], today: date
) -> None:
    """Raise ``DecisionRefused`` with the first ``reason`` why nobody may record this.

    Who was absent obtains nothing. A whole certification has every bloc of the sheet, a part at
    least one and not all; a sheet without blocs has no parts. Days are in order and not to come.
    """
    reasons = (
        ("absent", attendance not in (Attendance.PRESENT,) and _gives(result)),
        ("bloc_unknown", not frozenset(result.blocs) <= blocs),
        ("blocs_disagree", not _blocs_agree(result, blocs)),
        ("day_missing", _gives(result) and result.delivered_on is None),
        ("day_to_come", (result.delivered_on or today) > today),
        ("exam_order", _disordered(result.exam_start, result.exam_end)),
        ("exam_after", _disordered(result.exam_start, result.delivered_on)),
        ("validity_order", _disordered(result.valid_from, result.valid_until)),
        ("validity_before_exam", _disordered(result.exam_start, result.valid_from)),
        ("score_missing", result.obtained_by is Obtained.PAR_SCORING and not result.score),
    )
    for reason, is_so in reasons:
        if is_so:
            raise DecisionRefused(reason=reason)


def deposit_moved(before: Deposit, after: Deposit) -> bool:
    """Tell whether anything changes; raise ``PassageSettled`` for a move that is none."""
    if before is after:
        return False
    if after not in DEPOSIT_MOVES[before]:
        raise PassageSettled(state=before.value)
    return True


def deposit_after(decision: Decision) -> Deposit:
    """Return where a decided passage stands: whole certifications alone are deposited."""
    return Deposit.READY if decision is Decision.OBTAINED else Deposit.NONE


def _gives(result: Result) -> bool:
    return result.decision in (Decision.OBTAINED, Decision.PARTLY_OBTAINED)


def _blocs_agree(result: Result, blocs: frozenset[str]) -> bool:
    won = frozenset(code for code, is_obtained in result.blocs.items() if is_obtained)
    match result.decision:
        case Decision.OBTAINED:
            return not result.blocs or won == blocs
        case Decision.PARTLY_OBTAINED:
            return bool(won) and won < blocs
        case _:
            return not won


def _disordered(first: date | None, second: date | None) -> bool:
    return first is not None and second is not None and second < first
