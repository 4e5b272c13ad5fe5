"""How are a card's title, question and steps said?"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

TITLE: Final = gettext_noop("What you will be able to do")
QUESTION: Final = gettext_noop("Could you do it today?")
STEPS: Final = (
    gettext_noop("Not yet"),
    gettext_noop("With help"),
    gettext_noop("On my own"),
    gettext_noop("I could show somebody"),
)


def steps() -> list[tuple[int, str]]:
    """Return the four steps of the self-check, 1 to 4, with their words."""
    return [(number, _(word)) for number, word in enumerate(STEPS, start=1)]
