"""How are refusals and steps of a card said?"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from agir_kernel.errors import DomainError

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


def words(stored: str, default: str) -> str:
    """Return the author's words, or the default ones in the reader's language."""
    return _(default) if stored in {"", default} else stored


def refused(error: DomainError) -> str:
    """Return the sentence of a refusal of the author's form."""
    limit = error.facts.get("limit", 0)
    if error.code == "text_missing":
        return _("Give the card a title.")
    if error.code == "text_malformed":
        return _("This text is longer than %(limit)s characters: shorten it.") % {"limit": limit}
    if error.code == "choice_malformed":
        return _("Choose at most %(limit)s different competencies.") % {"limit": limit}
    return _("This site does not know one of these competencies: remove it and choose again.")


def found(count: int) -> str:
    """Say how many competencies a search found."""
    told = ngettext("%(count)s competency found", "%(count)s competencies found", count)
    return told % {"count": count}
