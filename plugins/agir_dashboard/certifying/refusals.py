"""What does a refusal become here? Each context says its own; these pages add a few."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar, Final

from django.utils.translation import gettext_lazy as _

from agir_certification.api import learning
from agir_kernel.errors import DomainError
from agir_platform.rest import sentence_of
from agir_sponsorship.api import refusals as sponsorship


class RouteUnknown(DomainError):
    """None of the ways to pay that this session has."""

    code: ClassVar[str] = "certifying_route_unknown"


class AbsenceTermsChanged(DomainError):
    """What an absence costs is no longer what was shown."""

    code: ClassVar[str] = "certifying_terms_changed"


class TooLateToCancel(DomainError):
    """The session has begun, or the registration has ended."""

    code: ClassVar[str] = "certifying_too_late"


class NotOffered(DomainError):
    """The certification may not be offered now."""

    code: ClassVar[str] = "certifying_not_offered"


class AppraisedTooEarly(DomainError):
    """The session has not begun, or the learner had no place in it."""

    code: ClassVar[str] = "certifying_too_early"


STATUSES: Final[dict[str, int]] = {
    "certifying_route_unknown": HTTPStatus.UNPROCESSABLE_ENTITY,
    "certifying_terms_changed": HTTPStatus.CONFLICT,
    "certifying_too_late": HTTPStatus.CONFLICT,
    "certifying_not_offered": HTTPStatus.CONFLICT,
    "certifying_too_early": HTTPStatus.CONFLICT,
}
SENTENCES: Final[dict[str, Any]] = {
    "certifying_route_unknown": _("Choose one of the ways to pay that this session has."),
    "certifying_terms_changed": _(
        "What an absence costs has changed meanwhile. Read it again, then register."
    ),
    "certifying_too_late": _(
        "This session has begun, or this registration has ended. Write to the contact instead."
    ),
    "certifying_not_offered": _(
        "Nobody can register for this certification now. The page says what is missing."
    ),
    "certifying_too_early": _(
        "You can say how satisfied you are once your session has begun. Come back then."
    ),
}


def sentence(refusal: DomainError) -> str:
    """Return a refusal in words that say what to do."""
    if refusal.code in SENTENCES:
        return sentence_of(SENTENCES[refusal.code], refusal.facts)
    told = sponsorship if sponsorship.knows(refusal.code) else None
    return told.sentence(refusal) if told else learning.refusal_sentence(refusal)


def status(refusal: DomainError) -> int:
    """Return the HTTP status of a refusal."""
    if refusal.code in STATUSES:
        return STATUSES[refusal.code]
    told = sponsorship if sponsorship.knows(refusal.code) else None
    return told.status(refusal) if told else learning.refusal_status(refusal)
