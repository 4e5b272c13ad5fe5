"""What does a refusal of the catalogue become: which status, which sentence?

Read by pages and REST views alike; what the shared rooms refuse, they say themselves. A sentence
says what to do.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from agir_kernel.errors import DomainError
from agir_platform import refusals
from agir_platform.rest import sentence_of

_WRONG: Final = HTTPStatus.UNPROCESSABLE_ENTITY

STATUSES: Final[dict[str, int]] = {
    "theme_unknown": _WRONG,
    "scheme_unknown": HTTPStatus.NOT_FOUND,
    "theme_weight_out_of_bounds": _WRONG,
    "too_many_themes": _WRONG,
    "themes_moved": HTTPStatus.CONFLICT,
    "themes_nothing_to_undo": HTTPStatus.CONFLICT,
    "call_unknown": HTTPStatus.NOT_FOUND,
    "call_reason_missing": _WRONG,
    "call_there_already": HTTPStatus.CONFLICT,
}

SENTENCES: Final[dict[str, Any]] = {
    "theme_unknown": _("No scheme here has this theme. Choose one from the list."),
    "scheme_unknown": _("There is no such scheme of themes here. Choose one of those shown."),
    "theme_weight_out_of_bounds": _(
        "A weight is a whole number from 1 to 100; 0 takes the theme off. Correct it."
    ),
    "too_many_themes": _(
        "A course has at most %(most)s themes in one scheme: more would say nothing. Keep those "
        "that matter most."
    ),
    "themes_moved": _(
        "Somebody changed the themes of this course since you opened this page. Read them again, "
        "then make your change."
    ),
    "themes_nothing_to_undo": _("Nothing was said of this course’s themes yet."),
    "call_unknown": _("There is no such call. Look for it in the list of calls."),
    "call_reason_missing": _("Say why, in %(most)s characters at most: everybody reads it."),
    "call_there_already": _("This was done already. Reload the page to see where it stands."),
}


def status(refusal: DomainError) -> int:
    """Return the status that a refusal becomes."""
    found = STATUSES.get(refusal.code) or refusals.STATUSES.get(refusal.code)
    return found or HTTPStatus.BAD_REQUEST


def sentence(refusal: DomainError) -> str:
    """Return what a refusal says, in the language of the reader."""
    general = refusals.SENTENCES
    told = SENTENCES.get(refusal.code) or general.get(refusal.code, general["refused"])
    return sentence_of(told, refusal.facts)
