"""What is said to somebody who learns before they sign up, and once they did?"""

from __future__ import annotations

from django.utils.translation import gettext as _


def kept() -> str:
    """Return what is said once a result lies on the device."""
    return _(
        "Your result is kept on this device only. Sign up whenever you like: you will be asked "
        "whether to keep it."
    )


def offer() -> dict[str, str]:
    """Return the words of the note for somebody who signed up since."""
    return {
        "text": _("You learnt things on this device before you signed in."),
        "link": _("See what you may keep"),
        "go_on": _("Go on from there"),
        "begun": _("You began this lesson on this device before you signed in."),
        "forget": _("Forget it"),
    }
