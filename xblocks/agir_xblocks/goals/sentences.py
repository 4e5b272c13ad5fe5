"""How is a goal said in a course? Nothing here blames: what is not met is ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from agir_kernel.errors import DomainError

if TYPE_CHECKING:
    from agir_competencies.api.goals import GoalView, ItemView

TITLE: Final = gettext_noop("Why are you here?")
INTENTS: Final = {
    "selected_competencies": (
        gettext_noop("Learn the skills I choose"),
        gettext_noop("A few skills, at the level you want. The rest of the course is a bonus."),
    ),
    "complete": (
        gettext_noop("Follow the whole course"),
        gettext_noop("Meet every activity, at your own pace."),
    ),
    "certify": (
        gettext_noop("Get the certificate"),
        gettext_noop("The certificate is what you need from this course."),
    ),
    "explore": (
        gettext_noop("Look around"),
        gettext_noop("Take what is useful and leave the rest."),
    ),
    "unsure": (
        gettext_noop("I do not know yet"),
        gettext_noop("Begin, and choose whenever you like."),
    ),
}
REASONS: Final = {
    "time": gettext_noop("I have more, or less, time than I thought"),
    "level": gettext_noop("It was too easy, or too hard"),
    "technical": gettext_noop("Something did not work"),
    "other": gettext_noop("Another reason"),
}
LEVELS: Final = {2: gettext_noop("Demonstrated"), 3: gettext_noop("Confirmed")}


def intents() -> list[tuple[str, str, str]]:
    """Return the intents to choose from: code, words, and what it means."""
    return [(code, _(label), _(about)) for code, (label, about) in INTENTS.items()]


def reasons() -> list[tuple[str, str]]:
    """Return the reasons of a revision: code and words."""
    return [(code, _(label)) for code, label in REASONS.items()]


def levels() -> list[tuple[int, str]]:
    """Return the levels that may be aimed at."""
    return [(level, _(word)) for level, word in LEVELS.items()]


def intent(code: str) -> str:
    """Return what somebody is here for."""
    return _(INTENTS[code][0])


def lead(goal: GoalView) -> str:
    """Return how far the learner is, in their own terms."""
    if goal.is_met:
        return _("You have reached all that you chose.")
    if not goal.progress.total:
        return _none(goal.intent)
    return _whole(goal) if goal.intent == "complete" else _some(goal)


def _none(intent: str) -> str:
    if intent == "unsure":
        return _("You do not know yet, and that is fine. Choose whenever you like.")
    return _("You are here to look around. Take what is useful.")


def _some(goal: GoalView) -> str:
    progress = goal.progress
    kinds = {item.kind for item in goal.items}
    facts = {"met": progress.met, "total": progress.total}
    if kinds == {"certificate"}:
        return _("You are on the way to the certificate.")
    if kinds == {"competency"}:
        sentence = ngettext(
            "%(met)s of the %(total)s skill you chose",
            "%(met)s of the %(total)s skills you chose",
            progress.total,
        )
        return sentence % facts
    sentence = ngettext(
        "%(met)s of the %(total)s thing you chose",
        "%(met)s of the %(total)s things you chose",
        progress.total,
    )
    return sentence % facts


def _whole(goal: GoalView) -> str:
    course = next((item for item in goal.items if item.kind == "course"), None)
    if course is None or not course.total:
        return _("You are on the way through the course.")
    sentence = ngettext(
        "%(done)s of the %(total)s activity of the course",
        "%(done)s of the %(total)s activities of the course",
        course.total,
    )
    return sentence % {"done": int(course.done), "total": course.total}


def item_label(item: ItemView) -> str:
    """Return the name of what was chosen."""
    if item.kind == "hours":
        return _("Learning time")
    if item.kind == "course":
        return _("The whole course")
    if item.kind == "certificate":
        return _("The certificate")
    return item.label or _("Something that was removed since")


def item_state(item: ItemView) -> str:
    """Return whether it is reached; never a failure."""
    return _("Reached") if item.is_met else _("Ahead of you")


def target(level: int) -> str:
    """Return what somebody wants of a skill."""
    return _("Your target: %(level)s") % {"level": _(LEVELS[level])}


def ended(status: str) -> str:
    """Return how a goal ended, '' while it is the present one."""
    return {
        "met": _("You have reached all that you chose."),
        "closed_satisfied": _("You had what you came for: that is a success."),
        "abandoned": _("You stopped it, and that is fine."),
    }.get(status, "")


def refused(error: DomainError) -> tuple[str, int]:
    """Return the sentence of a refusal, and its HTTP status."""
    sentences = {
        "goal_unknown": _("You have no such goal. Reload the page."),
        "goal_proposal_unknown": _("This goal is proposed no more. Make your own."),
        "goal_already_open": _("You have a goal for this already. Reload the page to change it."),
        "goal_ended": _("This goal has ended. Set another whenever you like."),
        "goal_undo_too_late": _("This goal can no longer be taken up again. Set another."),
        "goal_not_enrolled": _("You do not follow this course. Enrol first."),
        "goal_nothing_chosen": _("Choose at least one skill."),
        "goal_too_much_chosen": _("A goal holds at most %(limit)s things. Choose fewer."),
        "goal_horizon_out_of_bounds": _("Choose a date between today and five years from now."),
        "goal_choice_unknown": _("Something you chose is not here any more. Choose again."),
        "goal_course_needed": _("Goals are kept in a course: this is none."),
        "goal_word_unknown": _("Choose why you are here."),
    }
    told = sentences.get(error.code, _("This goal cannot be kept so. Reload the page."))
    status = {"goal_unknown": 404, "goal_proposal_unknown": 404}
    status |= {"goal_already_open": 409, "goal_ended": 409}
    told = told % {"limit": error.facts.get("limit", 0)} if "%(" in told else told
    return told, status.get(error.code, 400)
