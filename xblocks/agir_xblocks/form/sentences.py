"""How are refusals of an author's form, and its findings, said?"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agir_kernel.errors import DomainError
from agir_xblocks.doors import Named
from agir_xblocks.form.chosen import MOST, Chosen


def words(stored: str, default: str) -> str:
    """Return the author's words, or the default ones in the reader's language."""
    return _(default) if stored in {"", default} else stored


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of an author's plain text."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def refused(error: DomainError) -> str:
    """Return the sentence of a refusal of the author's form."""
    limit = error.facts.get("limit", 0)
    if error.code == "text_missing":
        return _("Give the card a title.")
    if error.code == "text_malformed":
        return _("This text is longer than %(limit)s characters: shorten it.") % {"limit": limit}
    if error.code == "choice_malformed":
        return _("Choose at most %(limit)s different competencies.") % {"limit": limit}
    if error.code == "option_unknown":
        return _("Choose one of the answers offered.")
    return _("This site does not know one of these competencies: remove it and choose again.")


def label(one: Chosen, known: Named | None) -> str:
    """Return what a chosen competency is called now, or was when it was chosen."""
    return known.label if known else one.label or _("A competency of another site")


def warning(known: Named | None) -> str:
    """Say kindly what is odd about a chosen competency, '' when nothing is."""
    if known is None:
        return _("This site does not know this competency: your state cannot be shown here.")
    if known.retired:
        return _("Its framework no longer holds this competency. What you have shown stays yours.")
    return ""


def found(count: int) -> str:
    """Say how many competencies a search found."""
    told = ngettext("%(count)s competency found", "%(count)s competencies found", count)
    return told % {"count": count}


def form_texts(most: int = MOST) -> dict[str, str]:
    """Return what the form's script says."""
    return {
        "remove": _("Remove"),
        "full": _("Choose at most %(limit)s different competencies.") % {"limit": most},
        "failed": _("Nothing was saved. Check your connection and try again."),
        "title": _("The card could not be saved"),
        "added": _("Added:"),
        "removed": _("Removed:"),
    }
