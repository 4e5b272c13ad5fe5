"""How are a deck's title, its verdicts and its refusals said?"""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from agir_xblocks.check import sentences as tests
from agir_xblocks.form import fields
from agir_xblocks.questions import Question

TITLE: Final = gettext_noop("A short lesson")
RIGHT: Final = gettext_noop("That is right.")
PARTLY: Final = gettext_noop("Partly: some of it is right, and it is not all of it.")
WRONG: Final = gettext_noop("Not quite.")


def refused(error: fields.FormRefused) -> str:
    """Return the sentence of a refusal of the author's form."""
    told = {
        "kind_unknown": _("This card is of no known kind: text, image, video or question."),
        "card_empty": _("Write something on this card, or remove it."),
        "alt_missing": _(
            "Say in words what this shows or tells: some cannot see it, some cannot hear it."
        ),
        "address_refused": _(
            "Give the address of a file of this course (/static/…), or for a video one that "
            "begins with https://."
        ),
        "text_unreadable": _("Line %(line)s is not understood. A card begins with “== text”."),
    }.get(error.code)
    if told is None:
        return tests.refused(error)
    return told % {"line": error.facts.get("line", 1)}


def verdict(question: Question, picked: frozenset[int]) -> str:
    """Return what is said of an answer."""
    if question.is_right(picked):
        return _(RIGHT)
    return _(PARTLY) if question.multiple and picked & question.right else _(WRONG)


def texts() -> dict[str, str]:
    """Return what the deck's script says."""
    return {
        "right": _(RIGHT),
        "partly": _(PARTLY),
        "wrong": _(WRONG),
        "card": _("Card %(number)s of %(most)s"),
        "choose": _("Choose an answer first."),
        "kept": _("Kept."),
        "waiting": _("No network: kept on this device, and sent when it is back."),
        "failed": _("Not sent yet: kept on this device. Reload the page to try again."),
        "done": _("You have done it all."),
    }
