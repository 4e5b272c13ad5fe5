"""What may the course team do to a learner's score, and what does each act change?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

EXERCISE = "exercise"
SUBSECTION = "subsection"


@dataclass(frozen=True, slots=True)
class Act:
    """One act of the gradebook, told to the person who is about to do it.

    ``on`` says what it may be done to: an exercise, a graded subsection, or both.
    """

    name: str
    title: Promise
    effect: Promise
    button: Promise
    confirm: Promise
    on: frozenset[str] = frozenset({EXERCISE})
    asks_points: bool = False


ACTS: Mapping[str, Act] = {
    act.name: act
    for act in (
        Act(
            "override",
            _("Set the score"),
            _("Your points replace those of the learner, whatever they answered."),
            _("Set the score…"),
            _("Set the score"),
            on=frozenset({EXERCISE, SUBSECTION}),
            asks_points=True,
        ),
        Act(
            "regrade",
            _("Grade the answer again"),
            _("The last answer is graded with the exercise as it is written now."),
            _("Grade again…"),
            _("Grade again"),
        ),
        Act(
            "reset",
            _("Give the attempts back"),
            _("The number of attempts goes back to zero; the answer and the score are kept."),
            _("Give back…"),
            _("Give the attempts back"),
        ),
        Act(
            "delete",
            _("Delete the answer"),
            _("The answer and its score disappear, as if the learner had not come."),
            _("Delete…"),
            _("Delete the answer"),
        ),
        Act(
            "lift",
            _("Lift the score set by hand"),
            _("The grade computed from the exercises counts again."),
            _("Lift…"),
            _("Lift the score set by hand"),
            on=frozenset({SUBSECTION}),
        ),
    )
}
