"""What does a learner say of themselves, and how does it lie beside what they showed?

Four steps, said before and after. It is the learner's word, never a grade: no estimate, status,
badge or certificate moves by it. Beside the estimate it helps somebody judge themselves better,
most of all where they judge themselves too low (competencies and judgements of learning: Artemis;
open learner models: 10.1007/s11257-019-09253-4).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar, Final

from agir_kernel.errors import DomainError

STEPS: Final = (1, 2, 3, 4)
ALONE: Final = 3
DEMONSTRATED: Final = "demonstrated"
FEW: Final = "few"
MOST_AT_ONCE: Final = 40


class Moment(StrEnum):
    """When it is said: before the work on a competency, or after."""

    BEFORE = "before"
    AFTER = "after"


class Calibration(StrEnum):
    """How a judgement lies beside what was shown. ``unknown``: too little was shown to tell."""

    UNKNOWN = "unknown"
    LOWER = "lower"
    AGREES = "agrees"
    HIGHER = "higher"


class SelfAssessmentRefused(DomainError):
    """What was said cannot be kept; nothing was written."""

    code: ClassVar[str] = "self_assessment_refused"


class StepUnknown(SelfAssessmentRefused):
    """A step that is none of the four."""

    code: ClassVar[str] = "self_assessment_step_unknown"


class MomentUnknown(SelfAssessmentRefused):
    """Neither before nor after."""

    code: ClassVar[str] = "self_assessment_moment_unknown"


class NothingSaid(SelfAssessmentRefused):
    """No competency, or more than are taken at once. Facts: ``limit``."""

    code: ClassVar[str] = "self_assessment_empty"


class CompetencyNotHere(SelfAssessmentRefused):
    """A competency that this site does not know."""

    code: ClassVar[str] = "self_assessment_competency_unknown"


def step(raw: object) -> int:
    """Return one of the four steps; raise ``StepUnknown`` (``True`` and ``2.0`` are none)."""
    if isinstance(raw, bool) or not isinstance(raw, int) or raw not in STEPS:
        raise StepUnknown
    return raw


def moment(raw: object) -> Moment:
    """Return the moment that a word names; raise ``MomentUnknown``."""
    try:
        return Moment(raw)  # type: ignore[arg-type]
    except ValueError:
        raise MomentUnknown from None


def calibration(said: int, status: str, certainty: str, *, measured: bool) -> Calibration:
    """Return how ``said`` (1 to 4) lies beside a state.

    From the third step on ("on my own") somebody says that they can do it, and demonstrated says
    that they showed it. Where it is not demonstrated and little is known (``few``), nothing is
    told: an absence of evidence is no evidence against anybody.

    >>> calibration(2, "demonstrated", "some", measured=True)
    <Calibration.LOWER: 'lower'>
    >>> calibration(4, "not_yet", "some", measured=True)
    <Calibration.HIGHER: 'higher'>
    >>> calibration(4, "not_yet", "few", measured=True)
    <Calibration.UNKNOWN: 'unknown'>
    """
    shown = measured and status == DEMONSTRATED
    if not shown and (not measured or certainty == FEW):
        return Calibration.UNKNOWN
    can = said >= ALONE
    if can == shown:
        return Calibration.AGREES
    return Calibration.HIGHER if can else Calibration.LOWER


def overall(found: Iterable[Calibration]) -> str:
    """Return agrees, lower or higher over several competencies, '' where none can be compared.

    It agrees where at least half of them do, else it is what most of the others are; where these
    are as many, lower.

    >>> overall([Calibration.AGREES, Calibration.LOWER])
    'agrees'
    >>> overall([Calibration.HIGHER, Calibration.HIGHER, Calibration.AGREES])
    'higher'
    >>> overall([Calibration.UNKNOWN])
    ''
    """
    counts = Counter(one for one in found if one is not Calibration.UNKNOWN)
    if not counts:
        return ""
    if 2 * counts[Calibration.AGREES] >= counts.total():
        return str(Calibration.AGREES)
    higher = counts[Calibration.HIGHER] > counts[Calibration.LOWER]
    return str(Calibration.HIGHER if higher else Calibration.LOWER)
