"""What does a wall of badges say?"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

TITLE: Final = gettext_noop("Your badges")


def lead(held: int, ahead: int, *, own: bool) -> str:
    """Return how many badges the learner holds, or how many there are to earn."""
    if not own:
        told = ngettext(
            "%(count)s badge can be earned here", "%(count)s badges can be earned here", ahead
        )
        return told % {"count": ahead}
    if not held:
        return _("No badge of this course yet. Here is the way to the first.")
    told = ngettext(
        "You hold %(count)s badge of this course", "You hold %(count)s badges of this course", held
    )
    return told % {"count": held}


def progress(reached: int, needed: int) -> str:
    """Return how far the learner is from a badge."""
    told = ngettext(
        "%(reached)s of the %(needed)s skill it asks for",
        "%(reached)s of the %(needed)s skills it asks for",
        needed,
    )
    return told % {"reached": reached, "needed": needed}


def still(left: int, missing: int) -> str:
    """Return what stands above the names of what is missing; not always all of them."""
    if missing > left > 0:
        told = ngettext("%(count)s of these is enough", "%(count)s of these are enough", left)
        return told % {"count": left}
    return _("Still to show")
