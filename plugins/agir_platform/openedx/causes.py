"""Why did a score change on the real platform? Its event transaction tells."""

from typing import Final

from agir_platform.ports import ScoreCause

STATE_DELETED: Final = "edx.grades.problem.state_deleted"
PROBLEM_CAUSES: Final = {
    "edx.grades.problem.rescored": ScoreCause.REGRADE,
    "edx.grades.problem.score_overridden": ScoreCause.OVERRIDE,
    "edx.grades.subsection.score_overridden": ScoreCause.OVERRIDE,
}
# A subsection's grade moves when one problem in it was re-graded, set by hand or emptied: to the
# subsection all three are a re-grade, as are an override undone and a gradebook recalculation.
SUBSECTION_REGRADES: Final = frozenset(
    {*PROBLEM_CAUSES, STATE_DELETED, "edx.grades.subsection.grade_calculated"}
)


def transaction_type() -> str | None:
    """Return the type of the event transaction under way, ``None`` outside of one."""
    from common.djangoapps.track.event_transaction_utils import (  # noqa: PLC0415
        get_event_transaction_type,
    )

    return get_event_transaction_type()


def problem_cause(transaction: str | None, *, is_deleted: bool) -> ScoreCause:
    """Return why a problem's score moved; what nobody claims is the learner's own attempt."""
    if is_deleted:
        return ScoreCause.DELETION if transaction == STATE_DELETED else ScoreCause.RESET
    return PROBLEM_CAUSES.get(transaction or "", ScoreCause.ATTEMPT)


def subsection_cause(transaction: str | None, *, is_overridden: bool) -> ScoreCause:
    """Return why a subsection's grade moved; an override that stands is what it is."""
    if is_overridden:
        return ScoreCause.OVERRIDE
    is_regrade = (transaction or "") in SUBSECTION_REGRADES
    return ScoreCause.REGRADE if is_regrade else ScoreCause.ATTEMPT
