"""The seventeen indicators (the eleventh and the fifteenth have two figures), as reported.

Goal attainment and what was learned without finishing come first. Completion is one row, below;
nothing returns it alone. A change of what is counted is a new version; values of two versions are
never compared. Numbers are those of the published catalogue.
"""

from __future__ import annotations

from typing import Final

from agir_competencies.domain.indicators import completion, intentions, skills
from agir_competencies.domain.indicators.definition import Definition, Kind

ALL = ("team", "never")
GOAL = (*ALL, "no_goal")

REGISTRY: Final[tuple[Definition, ...]] = (
    Definition(
        "goal_attainment", 5, Kind.RATE,
        "learners who met their own goal, or ended it satisfied",
        "active learners whose goal is met or ended, or whose date has passed",
        (*GOAL, "pending"), intentions.goal_attainment, is_private=True,
    ),
    Definition(
        "partial_value", 10, Kind.RATE,
        "of these, learners who demonstrated at least one competency",
        "active learners who did not complete",
        (*ALL, "completed"), completion.partial_value,
    ),
    Definition(
        "competency_attainment", 8, Kind.RATE,
        "pairs of a learner and a competency that is demonstrated",
        "pairs of a learner and a competency with at least one piece of evidence",
        ALL, skills.competency_attainment, counts="pairs",
    ),
    Definition(
        "goal_attainment_share", 6, Kind.MEAN,
        "the sum of the shares of what each learner chose that they reached",
        "learners of goal attainment whose goal asks for something",
        (*GOAL, "pending", "nothing_to_count"), intentions.goal_attainment_share, is_private=True,
    ),
    Definition(
        "intention_behaviour", 7, Kind.TABLE,
        "inclined actors, and disinclined actors, who reached more",
        "active learners with an intent",
        GOAL, intentions.intention_behaviour, is_private=True,
    ),
    Definition(
        "intent_coverage", 3, Kind.RATE,
        "active learners who told an intent", "active learners",
        ALL, intentions.intent_coverage, is_private=True,
    ),
    Definition(
        "intended_completion", 4, Kind.RATE,
        "of these, learners who completed",
        "active learners whose intent is to complete or to certify",
        (*GOAL, "other_intent"), intentions.intended_completion, is_private=True,
    ),
    Definition(
        "competencies_per_learner", 9, Kind.MEDIAN,
        "demonstrated competencies", "active learners",
        ALL, skills.competencies_per_learner,
    ),
    Definition(
        "learning_gain", 11, Kind.MEAN,
        "the sum of (estimate now - estimate after the first evidence)",
        "pairs of a learner and a competency with two pieces of evidence",
        (*ALL, "one_piece"), skills.learning_gain, counts="pairs",
    ),
    Definition(
        "prior_mastery", 11, Kind.RATE,
        "pairs demonstrated before the first evidence in this course",
        "pairs of a learner and a competency with at least one piece of evidence",
        ALL, skills.prior_mastery, counts="pairs",
    ),
    Definition(
        "retention", 12, Kind.RATE,
        "pairs shown again 30 days or more after they were demonstrated",
        "pairs assessed again 30 days or more after",
        (*ALL, "not_assessed_again"), skills.retention, counts="pairs",
    ),
    Definition(
        "required_coverage", 17, Kind.RATE,
        "pairs of a learner and a required competency that is demonstrated",
        "active learners, times the competencies that the course assesses",
        ALL, skills.coverage_of_required, counts="pairs",
    ),
    Definition(
        "satisfaction_with_own_goal", 15, Kind.MEAN,
        "the sum of judgements, each a share of 4",
        "learners who judged their goal at its end",
        (*GOAL, "not_told"), intentions.satisfaction_with_own_goal, is_private=True,
    ),
    Definition(
        "calibration", 15, Kind.RATE,
        "of these, learners who judge themselves as they showed",
        "active learners who judged themselves and showed enough to compare",
        (*ALL, "not_compared"), intentions.calibration, is_private=True,
    ),
    Definition(
        "goal_change", 14, Kind.RATE,
        "learners who revised or changed their goal", "active learners with a goal",
        GOAL, intentions.goal_change, is_private=True,
    ),
    Definition(
        "active_completion", 2, Kind.RATE,
        "learners who completed", "active learners",
        ALL, completion.active_completion,
    ),
    Definition(
        "enrolment_completion", 1, Kind.RATE,
        "learners who completed", "enrolled learners",
        ("team",), completion.enrolment_completion,
    ),
    Definition(
        "non_start", 13, Kind.RATE,
        "learners who were never active", "enrolled learners",
        ("team",), completion.non_start,
    ),
    Definition(
        "equity_split", 16, Kind.RATE,
        "no group is recorded", "learners who declared a group and consented",
        ALL, skills.equity_split,
    ),
)  # fmt: skip

BY_ID: Final = {one.id: one for one in REGISTRY}
