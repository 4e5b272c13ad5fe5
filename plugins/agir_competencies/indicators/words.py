"""What are the indicators called, and what do they say, in the reader's language?"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext, gettext_noop

TITLES: Final = {
    "goal_attainment": gettext_noop("Own goal reached"),
    "partial_value": gettext_noop("Learned without finishing"),
    "competency_attainment": gettext_noop("Skills demonstrated, of those tried"),
    "goal_attainment_share": gettext_noop("Share of what was chosen that is reached"),
    "intention_behaviour": gettext_noop("Did as they intended, or more"),
    "intent_coverage": gettext_noop("Said why they came"),
    "intended_completion": gettext_noop("Completed, of those who meant to"),
    "competencies_per_learner": gettext_noop("Skills demonstrated per learner (median)"),
    "learning_gain": gettext_noop("Gain since the first evidence"),
    "prior_mastery": gettext_noop("Known before the course"),
    "retention": gettext_noop("Still there after 30 days"),
    "required_coverage": gettext_noop("Skills of the course demonstrated"),
    "satisfaction_with_own_goal": gettext_noop("Satisfied with their own goal"),
    "calibration": gettext_noop("Know themselves: say what they showed"),
    "goal_change": gettext_noop("Changed their goal"),
    "active_completion": gettext_noop("Completed, of active learners"),
    "enrolment_completion": gettext_noop("Completed, of all enrolled"),
    "non_start": gettext_noop("Never began"),
    "equity_split": gettext_noop("Differences between declared groups"),
    "reach": gettext_noop("Skills tried"),
}
DEFINITIONS: Final = {
    "goal_attainment": gettext_noop(
        "Learners who met their own goal or ended it satisfied, of those whose goal is met, ended "
        "or past its date. Goals still under way are counted apart and are no failures."
    ),
    "partial_value": gettext_noop(
        "Learners who demonstrated at least one skill, of the active learners who did not complete."
    ),
    "competency_attainment": gettext_noop(
        "Skills demonstrated, of skills with at least one piece of evidence, over all pairs of a "
        "learner and a skill. The table by skill splits it."
    ),
    "goal_attainment_share": gettext_noop(
        "The mean, over learners, of the share of what they chose that they reached."
    ),
    "intention_behaviour": gettext_noop(
        "Learners who did what they intended, and unsure learners who reached a skill or the end, "
        "of all who said an intent."
    ),
    "intent_coverage": gettext_noop("Learners who said an intent, of active learners."),
    "intended_completion": gettext_noop(
        "Learners who completed, of those whose first intent was to complete or to be certified."
    ),
    "competencies_per_learner": gettext_noop(
        "The number of demonstrated skills that half of the active learners reach, with quartiles."
    ),
    "learning_gain": gettext_noop(
        "The mean of the estimate now less the estimate after the first piece of evidence, over "
        "pairs with two pieces or more."
    ),
    "prior_mastery": gettext_noop(
        "Skills demonstrated before the first evidence in this course, of skills tried here."
    ),
    "retention": gettext_noop(
        "Skills shown again 30 days or more after they were demonstrated, of those assessed again."
    ),
    "required_coverage": gettext_noop(
        "Skills demonstrated, of the skills that the course assesses, over all active learners."
    ),
    "satisfaction_with_own_goal": gettext_noop(
        "The mean judgement, from 0 to 4, that learners gave at the end of their goal, as a share "
        "of 4."
    ),
    "calibration": gettext_noop(
        "Learners whose own words agree with what they showed, of those who judged themselves "
        "afterwards and showed enough to compare. It is no grade and tells of nobody."
    ),
    "goal_change": gettext_noop(
        "Learners who revised, changed or ended their goal themselves, of those with a goal."
    ),
    "active_completion": gettext_noop(
        "Learners who passed or met every activity, of those active at least once."
    ),
    "enrolment_completion": gettext_noop(
        "Learners who passed or met every activity, of all who enrolled."
    ),
    "non_start": gettext_noop("Learners who enrolled and were never active, of all who enrolled."),
    "equity_split": gettext_noop(
        "Any indicator by a group that learners declared and agreed to compare. None is recorded."
    ),
    "reach": gettext_noop("Learners with at least one piece of evidence, of active learners."),
}
REASONS: Final = {
    "team": gettext_noop("course team and testers"),
    "never": gettext_noop("never active"),
    "no_goal": gettext_noop("no goal told"),
    "pending": gettext_noop("goal still under way"),
    "completed": gettext_noop("completed"),
    "nothing_to_count": gettext_noop("goal that asks for nothing countable"),
    "other_intent": gettext_noop("another intent"),
    "one_piece": gettext_noop("one piece of evidence only"),
    "not_assessed_again": gettext_noop("not assessed again"),
    "not_told": gettext_noop("no judgement given"),
    "not_compared": gettext_noop("nothing said, or too little shown to compare"),
    "not_tried": gettext_noop("not tried"),
}
PARTS: Final = {
    "inclined_actor": gettext_noop("Meant to, and did"),
    "inclined_abstainer": gettext_noop("Meant to, and did not"),
    "disinclined_actor": gettext_noop("Unsure, and reached more"),
    "disinclined_abstainer": gettext_noop("Unsure, and looked around"),
    "quartile_1": gettext_noop("First quartile"),
    "quartile_3": gettext_noop("Third quartile"),
    "disagree": gettext_noop("Judge otherwise than computed"),
    "lower": gettext_noop("Judge themselves lower"),
    "higher": gettext_noop("Judge themselves higher"),
    "time": gettext_noop("Lack of time"),
    "level": gettext_noop("Level too high or too low"),
    "got_what_i_needed": gettext_noop("Got what they needed"),
    "technical": gettext_noop("Technical difficulties"),
    "other": gettext_noop("Another reason"),
    "untold": gettext_noop("No reason told"),
}


def title(name: str) -> str:
    """Return the title of an indicator."""
    return gettext(TITLES[name])


def definition(name: str) -> str:
    """Return what an indicator counts, in a sentence or two."""
    return gettext(DEFINITIONS[name])


def reason(code: str) -> str:
    """Return why somebody is not in a denominator."""
    return gettext(REASONS[code])


def part(code: str) -> str:
    """Return the name of a cell of a table, or of a figure beside a value."""
    return gettext(PARTS[code])
