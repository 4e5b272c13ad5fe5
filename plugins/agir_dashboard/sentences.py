"""How is a learner's state said, in their language?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext

LEVELS = (
    gettext_noop("Not measured yet"),
    gettext_noop("Started"),
    gettext_noop("Demonstrated"),
    gettext_noop("Confirmed"),
)
LEVEL_MEANINGS = (
    gettext_noop("Nothing was measured. It says nothing about what you can do."),
    gettext_noop("Some work was measured, not enough to be sure yet."),
    gettext_noop("Your work shows it, in at least two activities."),
    gettext_noop("Your work shows it, again and again."),
)


def level_word(level: int) -> str:
    """Return the word of a level, 0 to 3."""
    return _(LEVELS[level])


def level_meaning(level: int) -> str:
    """Return what a level, 0 to 3, means."""
    return _(LEVEL_MEANINGS[level])


def summary(done: int, total: int) -> str:
    """Return the learner's state in one sentence."""
    if total == 0:
        return _("None of your skills has been measured yet.")
    if done == 0:
        return ngettext(
            "You are working on %(total)s skill, not demonstrated yet.",
            "You are working on %(total)s skills, none demonstrated yet.",
            total,
        ) % {"total": total}
    return ngettext(
        "You have demonstrated %(done)s skill out of %(total)s.",
        "You have demonstrated %(done)s skills out of %(total)s.",
        done,
    ) % {"done": done, "total": total}


def next_skill(label: str, advice: str) -> str:
    """Return the next step of a skill; ``advice`` is a sentence."""
    return _("%(skill)s – %(advice)s") % {"skill": label, "advice": advice}


def next_badge(name: str, missing: Sequence[str]) -> str:
    """Return the next step toward a badge."""
    if not missing:
        return _("Go on towards the badge “%(badge)s”.") % {"badge": name}
    facts = {"badge": name, "skill": missing[0]}
    return _("Work on “%(skill)s”, towards the badge “%(badge)s”.") % facts


def progress(reached: int, needed: int) -> str:
    """Return how far a badge is."""
    return ngettext(
        "%(reached)s of the %(needed)s skill it asks for",
        "%(reached)s of the %(needed)s skills it asks for",
        needed,
    ) % {"reached": reached, "needed": needed}


def day(when: datetime | None) -> str:
    """Return a date as short as it can be: without its year in the present one, '' for none."""
    if when is None:
        return ""
    local = timezone.localtime(when)
    if local.year == timezone.localtime().year:
        return formats.date_format(local, pgettext("day and month", "N j"))
    return formats.date_format(local, pgettext("day, month and year", "N j, Y"))


def freshness(count: int, last: datetime | None) -> str:
    """Return how many proofs there are and of when the last is."""
    if not count:
        return ""
    told = ngettext("%(count)s proof", "%(count)s proofs", count) % {"count": count}
    return _("%(proofs)s, %(date)s") % {"proofs": told, "date": day(last)} if last else told


def result(percent: int | None) -> str:
    """Return a result in percent, or that it was taken away."""
    return _("withdrawn") if percent is None else share(percent)


def share(percent: int) -> str:
    """Return whole percents as they are written."""
    return pgettext("percentage", "{percent}%").format(percent=percent)


def proof_note(counted: bool, link_removed: bool, kind: str = "") -> str:
    """Return what a learner must know of a proof that is not a plain one."""
    if not counted:
        return _("does not count")
    if kind == "inferred":
        return _("inferred from a success on something harder; alone it demonstrates nothing")
    if kind == "unsupervised":
        return _("shown before you signed up, unsupervised; alone it demonstrates nothing")
    if kind == "external":
        return _("a badge of another operator; this site decides how much it weighs")
    return _("activity no longer linked to this skill") if link_removed else ""


def activity_gone() -> str:
    """Return what stands for an activity that its course no longer has."""
    return _("An activity that was removed")


def untitled(kind: str) -> str:
    """Return what stands for what the platform has no title of."""
    return _("A badge of another operator") if kind == "external" else activity_gone()


def lost(name: str, date: str) -> str:
    """Return why a badge left the wall."""
    return _(
        "The badge “%(badge)s” was withdrawn on %(date)s, because a result it rests on was "
        "corrected. It comes back as soon as you show the skill again."
    ) % {"badge": name, "date": date}


def leaving(name: str, until: str) -> str:
    """Return why a badge is suspended, and until when."""
    return _(
        "The badge “%(badge)s” is suspended until %(date)s, because a result it rests on was "
        "corrected."
    ) % {"badge": name, "date": until}


def show_again(label: str, level: str) -> str:
    """Return one skill that brings a suspended badge back."""
    return _("show “%(skill)s” again (level: %(level)s)") % {"skill": label, "level": level}
