"""What does a refusal about the covenant become: which status, which sentence?"""

from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from agir_kernel.errors import DomainError
from agir_platform.refusals import SENTENCES as COMMON
from agir_platform.refusals import STATUSES as COMMON_STATUSES
from agir_platform.rest import sentence_of

STATUSES: Final[dict[str, int]] = {
    "covenant_reason_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "covenant_override_open": HTTPStatus.CONFLICT,
    "covenant_override_absent": HTTPStatus.CONFLICT,
    "covenant_would_break": HTTPStatus.CONFLICT,
    "covenant_not_a_section": HTTPStatus.UNPROCESSABLE_ENTITY,
    "covenant_promise_unknown": HTTPStatus.NOT_FOUND,
    "covenant_promise_bound": HTTPStatus.CONFLICT,
    "covenant_act_unknown": HTTPStatus.UNPROCESSABLE_ENTITY,
    "course_unknown": HTTPStatus.UNPROCESSABLE_ENTITY,
}

SENTENCES: Final[dict[str, Any]] = {
    "covenant_reason_missing": _("Say why, in at most %(limit)s characters: everybody reads it."),
    "covenant_override_open": _("This course has an exception already. End it before another."),
    "covenant_override_absent": _("This course has no exception any more."),
    "covenant_would_break": _(
        "This change would break the free-track covenant (%(criteria)s). %(why)s "
        "Leave it as it is, or mend that first."
    ),
    "covenant_not_a_section": _("Only subsections of this course can be exams. Choose among them."),
    "covenant_promise_unknown": _("Nobody signed the covenant under this name. Sign it first."),
    "covenant_promise_bound": _("This promise is for another course already."),
    "covenant_act_unknown": _("Choose what to do, then send the form again."),
}


def sentence(refusal: DomainError) -> str:
    """Return what the refusal means and what to do."""
    said = SENTENCES.get(refusal.code) or COMMON.get(refusal.code, COMMON["refused"])
    return sentence_of(said, refusal.facts)


def status_of(refusal: DomainError) -> int:
    """Return the HTTP status of the refusal."""
    return STATUSES.get(refusal.code) or COMMON_STATUSES.get(refusal.code, HTTPStatus.BAD_REQUEST)
