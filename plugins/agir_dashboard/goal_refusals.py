"""What does a refusal about goals become: which status, which sentence?"""

from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

_UNREADABLE: Final = HTTPStatus.UNPROCESSABLE_ENTITY

STATUSES: Final[dict[str, int]] = {
    "goal_refused": HTTPStatus.CONFLICT,
    "goal_unknown": HTTPStatus.NOT_FOUND,
    "goal_proposal_unknown": HTTPStatus.NOT_FOUND,
    "goal_already_open": HTTPStatus.CONFLICT,
    "goal_ended": HTTPStatus.CONFLICT,
    "goal_undo_too_late": HTTPStatus.CONFLICT,
    "goal_not_enrolled": HTTPStatus.FORBIDDEN,
    "goal_nothing_chosen": _UNREADABLE,
    "goal_too_much_chosen": _UNREADABLE,
    "goal_level_out_of_bounds": _UNREADABLE,
    "goal_hours_out_of_bounds": _UNREADABLE,
    "goal_horizon_out_of_bounds": _UNREADABLE,
    "goal_course_needed": _UNREADABLE,
    "goal_choice_unknown": _UNREADABLE,
    "goal_note_too_long": _UNREADABLE,
    "goal_satisfaction_out_of_bounds": _UNREADABLE,
    "goal_word_unknown": _UNREADABLE,
    "goal_title_missing": _UNREADABLE,
}

SENTENCES: Final[dict[str, Any]] = {
    "goal_refused": _("This goal cannot be changed in this way. Reload the page and try again."),
    "goal_unknown": _("You have no such goal. See the list of your goals."),
    "goal_proposal_unknown": _("This goal is proposed no more. Make your own."),
    "goal_already_open": _("You have a goal for this already. Change it, or end it first."),
    "goal_ended": _("This goal has ended. Set another whenever you like."),
    "goal_undo_too_late": _("This goal can no longer be taken up again. Set another."),
    "goal_not_enrolled": _("You do not follow this course. Enrol first, or choose all courses."),
    "goal_nothing_chosen": _("Choose at least one skill, unit or number of hours."),
    "goal_too_much_chosen": _("A goal holds at most %(limit)s things. Choose fewer."),
    "goal_level_out_of_bounds": _("Choose “Demonstrated” (2) or “Confirmed” (3) for each skill."),
    "goal_hours_out_of_bounds": _("Write hours in digits, at most %(limit)s."),
    "goal_horizon_out_of_bounds": _("Choose a date between today and five years from now."),
    "goal_course_needed": _("This goal means something in one course only. Choose the course."),
    "goal_choice_unknown": _("Something you chose is not here any more. Choose again."),
    "goal_note_too_long": _("A note holds at most %(limit)s characters. Shorten it."),
    "goal_satisfaction_out_of_bounds": _("Satisfaction is a whole number from 0 to 4."),
    "goal_word_unknown": _("Choose one of these: %(known)s."),
    "goal_title_missing": _("Give a title of at most 120 characters in French and in English."),
}
