"""What does a refusal about links become: which status, which sentence?"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from agir_competencies import sentences
from agir_kernel.errors import DomainError
from agir_platform.refusals import SENTENCES as GENERAL
from agir_platform.rest import sentence_of

_UNREADABLE: Final = HTTPStatus.UNPROCESSABLE_ENTITY

STATUSES: Final[dict[str, int]] = {
    "score_object_unknown": _UNREADABLE,
    "not_a_figure": _UNREADABLE,
    "share_out_of_bounds": _UNREADABLE,
    "object_unknown": HTTPStatus.NOT_FOUND,
    "competency_not_here": HTTPStatus.NOT_FOUND,
    "competency_untagged": HTTPStatus.CONFLICT,
    "competency_retired": HTTPStatus.CONFLICT,
    "nothing_scored": HTTPStatus.CONFLICT,
    "object_full": HTTPStatus.CONFLICT,
    "undo_too_late": HTTPStatus.CONFLICT,
    "lines_refused": HTTPStatus.CONFLICT,
    "kind_impossible": _UNREADABLE,
    "weight_out_of_bounds": _UNREADABLE,
    "presence_weighs_nothing": _UNREADABLE,
    "part_misplaced": _UNREADABLE,
    "part_too_long": _UNREADABLE,
    "links_unreadable": _UNREADABLE,
}

SENTENCES: Final[dict[str, Any]] = {
    "score_object_unknown": _(
        "A score was given to what is not scored, or not linked, in this course. Read again what "
        "can be scored."
    ),
    "not_a_figure": _("Write each score as a number, or leave it out."),
    "share_out_of_bounds": _("A score lies between nothing and all. Correct it."),
    "undo_too_late": _("This was changed again since, so that it cannot be taken back here."),
}
"""What is said here; what competencies refuse, they say themselves."""


class UndoTooLate(DomainError):
    """What was done is not what is there now, or is too long ago."""

    code = "undo_too_late"


def status(refusal: DomainError) -> int:
    """Return the status that a refusal becomes."""
    return STATUSES.get(refusal.code, HTTPStatus.BAD_REQUEST)


def sentence(refusal: DomainError) -> str:
    """Return a refusal in words."""
    if refusal.code in SENTENCES:
        return sentence_of(SENTENCES[refusal.code], refusal.facts)
    return sentences.refusal(refusal)


def of(code: str, facts: Mapping[str, object]) -> str:
    """Return the sentence of a refusal by its code and facts."""
    return sentences.of(code, facts) or sentence_of(GENERAL["refused"], facts)
