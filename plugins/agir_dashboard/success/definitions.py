"""What is each indicator, in the reader's words? Who is counted, among whom, and who is left out.

The definitions themselves, with their versions, are those of ``agir_competencies``; one that this
catalogue does not know is told by its identifier, never left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Said:
    """The name of an indicator, and the two sides of its fraction."""

    title: Any
    counted: Any
    among: Any


_ACTIVE: Final = _("Learners who were active at least once.")
_ENROLLED: Final = _("Enrolled learners, active or not.")
_DUE: Final = _(
    "Active learners whose goal was met or ended, or whose own date has passed. A goal that is "
    "still open is no failure: it is counted beside."
)
_TRIED: Final = _("Pairs of a learner and a skill on which the learner did at least one activity.")

DEFINITIONS: Final[Mapping[str, Said]] = {
    "goal_attainment": Said(
        _("Reached their own goal"),
        _("Learners who met the goal they had set, or ended it having what they came for."),
        _DUE,
    ),
    "partial_value": Said(
        _("Learned without finishing"),
        _("Of these, learners who demonstrated at least one skill."),
        _("Active learners who did not complete the course."),
    ),
    "competency_attainment": Said(
        _("Skills demonstrated, of those tried"),
        _("Pairs of a learner and a skill that is demonstrated."),
        _TRIED,
    ),
    "goal_attainment_share": Said(
        _("Share of their own goal that was reached"),
        _("The mean, over learners, of the share of what each chose that was reached."),
        _DUE,
    ),
    "intention_behaviour": Said(
        _("Did what they intended, or more"),
        _("Learners who did what they meant to do, and unsure learners who learned something."),
        _("Active learners who said what they came for."),
    ),
    "intent_coverage": Said(
        _("Said what they came for"), _("Active learners who set a goal."), _ACTIVE
    ),
    "intended_completion": Said(
        _("Completed, of those who meant to"),
        _("Of these, learners who completed the course."),
        _("Active learners whose goal is to follow the whole course, or the certificate."),
    ),
    "competencies_per_learner": Said(
        _("Skills demonstrated per learner"),
        _("The median: half of the learners demonstrated at least so many."),
        _ACTIVE,
    ),
    "learning_gain": Said(
        _("Progress since the first activity"),
        _("The mean difference between the estimate now and after the first activity."),
        _("Pairs of a learner and a skill with at least two activities."),
    ),
    "prior_mastery": Said(
        _("Already demonstrated before the course"),
        _("Pairs of a learner and a skill demonstrated before the first activity here."),
        _TRIED,
    ),
    "retention": Said(
        _("Still demonstrated after 30 days"),
        _("Pairs of a learner and a skill shown again, 30 days or more after."),
        _("Pairs of a learner and a skill that was assessed again, 30 days or more after."),
    ),
    "required_coverage": Said(
        _("Skills of the course that are demonstrated"),
        _("Pairs of a learner and a skill of the course that is demonstrated."),
        _("Active learners, each with every skill that the course assesses."),
    ),
    "satisfaction_with_own_goal": Said(
        _("Satisfaction with their own goal"),
        _("The mean of what learners said at the end of their goal, from 0 to 4, as a share of 4."),
        _("Learners who said it."),
    ),
    "goal_change": Said(
        _("Changed their goal on the way"),
        _("Learners who revised or changed their goal. Having enough is a success."),
        _("Active learners with a goal."),
    ),
    "active_completion": Said(
        _("Completed, of the active"), _("Learners who completed the course."), _ACTIVE
    ),
    "enrolment_completion": Said(
        _("Completed, of the enrolled"), _("Learners who completed the course."), _ENROLLED
    ),
    "non_start": Said(
        _("Never began"),
        _("Enrolled learners who were never active. They are left out of the other indicators."),
        _ENROLLED,
    ),
    "equity_split": Said(
        _("Differences between groups"),
        _("Nothing yet: no group is recorded."),
        _("Learners who declared a group and agreed that it be used."),
    ),
}

EXCLUDED: Final[Mapping[str, Any]] = {
    "team": _("the course team"),
    "never": _("never active"),
    "no_goal": _("no goal"),
    "pending": _("goal still open"),
    "completed": _("completed the course"),
    "nothing_to_count": _("a goal without anything to count"),
    "other_intent": _("another goal"),
    "one_piece": _("one activity only"),
    "not_assessed_again": _("not assessed again"),
    "not_told": _("did not say"),
    "not_tried": _("not tried"),
}

CORNERS: Final[Mapping[str, tuple[Any, Any]]] = {
    "inclined_actor": (
        _("Meant to, and did"),
        _("They did what they came for: to complete, to learn what they chose, to look around."),
    ),
    "inclined_abstainer": (
        _("Meant to, and have not"),
        _("They came to complete, or for skills they chose, and have not got there."),
    ),
    "disinclined_actor": (
        _("Unsure, and learned"),
        _("They did not know what they came for, and demonstrated a skill or completed."),
    ),
    "disinclined_abstainer": (
        _("Unsure, and looked around"),
        _("They did not know what they came for, and looked around."),
    ),
}
