"""How is a goal said, in the learner's language? Nothing here blames: what is not met is ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from agir_dashboard import sentences

INTENTS: Final[Mapping[str, tuple[Any, Any]]] = {
    "selected_competencies": (
        gettext_lazy("Learn the skills I choose"),
        gettext_lazy("A few skills, at the level you want. The rest of the course is a bonus."),
    ),
    "complete": (
        gettext_lazy("Follow the whole course"),
        gettext_lazy("Meet every activity, at your own pace."),
    ),
    "certify": (
        gettext_lazy("Get the certificate"),
        gettext_lazy("The certificate is what you need from this course."),
    ),
    "explore": (
        gettext_lazy("Look around"),
        gettext_lazy("Take what is useful and leave the rest."),
    ),
    "unsure": (
        gettext_lazy("I do not know yet"),
        gettext_lazy("Begin, and choose whenever you like."),
    ),
}
REASONS: Final[Mapping[str, Any]] = {
    "time": gettext_lazy("I have more, or less, time than I thought"),
    "level": gettext_lazy("It was too easy, or too hard"),
    "got_what_i_needed": gettext_lazy("I have what I came for"),
    "technical": gettext_lazy("Something did not work"),
    "other": gettext_lazy("Another reason"),
}
LEVELS: Final = (2, 3)


def place(course_key: str, course_title: str) -> str:
    """Return what a goal is for."""
    return course_title if course_key else _("All my courses")


def lead(goal: Any) -> str:
    """Return how far the learner is in one sentence; a share of a course only for that intent."""
    progress = goal.progress
    if goal.status == "closed_satisfied":
        return _("You had what you came for.")
    if goal.is_met:
        return _("You have reached all that you chose.")
    if goal.intent == "complete" or progress.total == 0:
        return _whole(goal) if progress.total else _none(goal.intent)
    return _some(goal)


def _some(goal: Any) -> str:
    progress = goal.progress
    kinds = {item.kind for item in goal.items}
    facts = {"met": progress.met, "total": progress.total}
    if kinds == {"competency"}:
        sentence = ngettext(
            "%(met)s of the %(total)s skill you chose",
            "%(met)s of the %(total)s skills you chose",
            progress.total,
        )
        return sentence % facts
    if kinds == {"certificate"}:
        return _("You are on the way to the certificate.")
    sentence = ngettext(
        "%(met)s of the %(total)s thing you chose",
        "%(met)s of the %(total)s things you chose",
        progress.total,
    )
    return sentence % facts


def _whole(goal: Any) -> str:
    course = next((item for item in goal.items if item.kind == "course"), None)
    if course is None or not course.total:
        return _("You are on the way through the course.")
    percent = int(100 * course.done / course.total)
    sentence = ngettext(
        "%(done)s of %(total)s activity of the course (%(percent)s)",
        "%(done)s of the %(total)s activities of the course (%(percent)s)",
        course.total,
    )
    facts = {"done": int(course.done), "total": course.total, "percent": sentences.share(percent)}
    return sentence % facts


def _none(intent: str) -> str:
    if intent == "unsure":
        return _("You do not know yet, and that is fine. Choose whenever you like.")
    return _("You are here to look around. Take what is useful.")


def by(horizon: date | None, *, is_met: bool, today: date) -> str:
    """Return the date of a goal in words, '' for none. A date that passed is no failure."""
    if horizon is None or is_met:
        return ""
    told = day(horizon)
    if horizon < today:
        return _("Your date, %(date)s, has passed: take another whenever you like.") % {
            "date": told
        }
    return _("By %(date)s") % {"date": told}


def day(when: date) -> str:
    """Return a date as short as it can be."""
    noon = datetime.combine(when, time(12))
    return sentences.day(timezone.make_aware(noon))


def item_label(item: Any, course_title: str) -> str:
    """Return the name of what was chosen."""
    if item.kind == "hours":
        return _("Learning time")
    if item.kind == "course":
        return _("The whole course")
    if item.kind == "certificate":
        return _("The certificate")
    return item.label or _("Something that was removed since")


def item_target(item: Any) -> str:
    """Return what the learner wants of it."""
    if item.kind == "competency":
        return target(item.target)
    if item.kind == "hours":
        return ngettext("%(hours)s hour", "%(hours)s hours", item.target) % {"hours": item.target}
    return ""


def target(level: int) -> str:
    """Return the target level of a skill in words."""
    return _("Your target: %(level)s") % {"level": sentences.level_word(level)}


def item_state(item: Any) -> str:
    """Return how far it is: reached and when, or how much of it; never a failure."""
    if item.is_met:
        if item.met_at is None:
            return _("Reached")
        return _("Reached on %(date)s") % {"date": sentences.day(item.met_at)}
    if item.kind == "hours":
        facts = {"done": amount(item.done), "total": item.total}
        return _("%(done)s of %(total)s hours so far") % facts
    if item.kind in ("unit", "course") and item.total:
        facts = {"done": int(item.done), "total": item.total}
        sentence = ngettext(
            "%(done)s of %(total)s activity so far",
            "%(done)s of %(total)s activities so far",
            item.total,
        )
        return sentence % facts
    return _("Ahead of you")


def amount(figure: Decimal) -> str:
    """Return hours without idle decimals, with the decimal mark of the language."""
    return f"{figure.normalize():f}".replace(".", pgettext("decimal mark", "."))


def ended(status: str, when: datetime | None) -> str:
    """Return how and when a goal ended."""
    said = {
        "met": _("Reached"),
        "closed_satisfied": _("Success: you had what you came for"),
        "changed": _("You chose another goal"),
        "abandoned": _("You stopped it"),
    }.get(status, "")
    if when is None or not said:
        return said
    return _("%(what)s, %(date)s") % {"what": said, "date": sentences.day(when)}


def moved(action: str, end: str) -> str:
    """Return one step of a goal's history."""
    if action == "closed":
        return ended(end, None)
    return {
        "set": _("You set this goal"),
        "revised": _("You revised it"),
        "met": _("All that you chose was reached"),
        "reopened": _("A result was corrected: something is ahead of you again"),
        "undone": _("You took it up again"),
    }.get(action, "")


def intents(course_key: str) -> list[dict[str, Any]]:
    """Return the intents to choose from; two of them mean something in a course only."""
    return [
        {"code": code, "label": label, "about": about}
        for code, (label, about) in INTENTS.items()
        if course_key or code not in ("complete", "certify")
    ]


def levels() -> list[dict[str, Any]]:
    """Return the levels that may be aimed at."""
    return [{"level": level, "word": sentences.level_word(level)} for level in LEVELS]


def reasons(*, without: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return the reasons to choose from."""
    return [
        {"code": code, "label": label} for code, label in REASONS.items() if code not in without
    ]
